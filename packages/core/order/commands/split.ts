/** 拆分: one request leaves and gets an order of its own, whose time counts from that request's acceptance. Undoes a wrong merge. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { openMembers, type Order } from '../state.ts'

const Input = Type.Object(
  { request: Type.String({ title: '拆出的诉求' }), why: OpenText('拆分原因', 300) },
  { additionalProperties: false },
)

export const split: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'split',
  button: '拆分',
  by: ['centre'],
  input: Input,
  bars: (order) =>
    orderIn(order, ['pooled', 'dispatched', 'working'], '拆分') ??
    (openMembers(order).length > 1 ? undefined : bar('stage', '只有一件诉求，不能拆分')),
  decide: (order, { request, why }, ctx) => {
    if (!openMembers(order).some((m) => m.id === request)) return refused('not_found', '这件诉求不在本工单内', { field: 'request' })
    return decided<OrderEvent>({ type: 'split', by: ctx.actor.name, request, order: ctx.ids(), why })
  },
}
