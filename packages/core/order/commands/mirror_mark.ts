/** A mark of the request holds for its order too. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { Mark } from '../../mark/mark.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  { mark: Type.Optional(Type.Unsafe<Mark>(Type.Object({}))), kind: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export const mirrorMark: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'mirror_mark',
  button: '标识',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (_order, { mark, kind }) => {
    if (mark) return decided<OrderEvent>({ type: 'marked', mark })
    return kind ? decided<OrderEvent>({ type: 'unmarked', kind, by: '系统' }) : decided<OrderEvent>()
  },
}
