/** The request was corrected: the order shows the same matter. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { OrderEvent } from '../events.ts'
import { openMembers, type Order } from '../state.ts'

const MIRRORED = ['type', 'category', 'categoryPath', 'title', 'content', 'place', 'affected', 'confidential']
const Input = Type.Object({ request: Type.String(), field: Type.String(), to: Type.Unknown() }, { additionalProperties: false })

export const mirror: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'mirror',
  button: '更正',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (order, { request, field, to }) => {
    const own = openMembers(order)[0]?.id === request && MIRRORED.includes(field)
    return own ? decided<OrderEvent>({ type: 'mirrored', field, to }) : decided<OrderEvent>()
  },
}
