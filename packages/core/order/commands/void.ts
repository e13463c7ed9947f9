/** 作废: an order written by mistake, for a test, or twice; its requests are void with it. Nothing is deleted. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { VOID_REASONS } from '../../request/commands/void.ts'
import { orderIn } from '../bars.ts'
import { allTaken, undispatched } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  { reason: Type.String({ title: '作废原因' }), note: Type.Optional(OpenText('说明', 300)) },
  { additionalProperties: false },
)

export const voidOrder: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'void',
  button: '作废',
  by: ['centre'],
  input: Input,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working'], '作废'),
  decide: (order, input, ctx) => {
    if (!VOID_REASONS[input.reason]) return refused('unknown_code', '请选择作废原因：误录、测试或重复', { field: 'reason' })
    const voided: OrderEvent = { type: 'voided', by: ctx.actor.name, ...input, ...undispatched(order, ctx, '作废') }
    return decided<OrderEvent>(...allTaken(order, ctx, '作废'), voided)
  },
}
