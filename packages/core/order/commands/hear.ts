/** 催办、补充 reach the order and so everybody who works on it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, type TextRef } from '../../kernel.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  {
    kind: Type.Union([Type.Literal('urged'), Type.Literal('appended')]),
    request: Type.String(),
    text: Type.Optional(Type.Unsafe<TextRef>(Type.Object({}))),
  },
  { additionalProperties: false },
)

export const hear: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'hear',
  button: '催办',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (_order, input) => decided<OrderEvent>({ type: 'heard', ...input }),
}
