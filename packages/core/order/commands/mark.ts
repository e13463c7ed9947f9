/** 标为… on an order. */
import { type Command, decided } from '../../kernel.ts'
import { MarkInput, markBar } from '../../mark/mark.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

export const mark: Command<Order, OrderEvent, typeof MarkInput> = {
  noun: 'order',
  name: 'mark',
  button: '标识',
  by: ['centre'],
  input: MarkInput,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working', 'reviewing', 'visiting'], '标识'),
  decide: (order, input, ctx) => {
    const barred = markBar(order.marks, input, ctx)
    if (barred) return { ok: false, refusal: barred }
    return decided<OrderEvent>({ type: 'marked', mark: { ...input, by: ctx.actor.name, at: ctx.now } })
  },
}
