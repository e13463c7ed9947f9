/** 并入: a further request stands behind a running order. Its own clock for being answered goes on. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { orderIn } from '../bars.ts'
import type { MemberFields, OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Why = Type.Union([Type.Literal('joined'), Type.Literal('merged')])
const Input = Type.Object({ request: Type.Unsafe<MemberFields>(Type.Object({})), why: Type.Optional(Why) }, { additionalProperties: false })

export const join: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'join',
  button: '并入',
  by: ['system'],
  input: Input,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working'], '并入'),
  decide: (order, { request, why }) => {
    if (order.members.some((m) => m.id === request.id && m.to === undefined)) return decided<OrderEvent>()
    return decided<OrderEvent>({ type: 'joined', member: request, why: why ?? 'joined' })
  },
}
