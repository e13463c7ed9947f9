/** 取消标识 on an order. */
import { bar, type Command, decided } from '../../kernel.ts'
import { MarkInput, unmarkBar } from '../../mark/mark.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

export const unmark: Command<Order, OrderEvent, typeof MarkInput> = {
  noun: 'order',
  name: 'unmark',
  button: '取消标识',
  by: ['centre'],
  input: MarkInput,
  bars: (order) =>
    orderIn(order, ['pooled', 'dispatched', 'working', 'reviewing', 'visiting'], '取消标识') ??
    (order.marks.length ? undefined : bar('not_found', '这件工单没有标识')),
  decide: (order, input, ctx) => {
    const barred = unmarkBar(order.marks, input, ctx)
    if (barred) return { ok: false, refusal: barred }
    return decided<OrderEvent>({ type: 'unmarked', kind: input.kind, by: ctx.actor.name, why: input.why })
  },
}
