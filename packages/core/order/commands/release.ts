/** 放回: put back into the pool, with a reason where it was skipped. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { heldByOther, orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object({ why: Type.Optional(Type.String({ maxLength: 100, title: '跳过原因' })) }, { additionalProperties: false })

export const release: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'release',
  button: '放回',
  by: ['centre'],
  input: Input,
  bars: (order, ctx) =>
    orderIn(order, ['pooled'], '放回') ?? (order.holder ? undefined : bar('already', '这件工单没有被领取')) ?? heldByOther(order, ctx),
  decide: (_order, { why }, ctx) => decided<OrderEvent>({ type: 'released', by: ctx.actor.name, why }),
}
