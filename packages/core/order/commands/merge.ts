/** 并单: the requests of this order go to another running order; this one ends as merged. Requests keep number, person and call-back. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { heldByOther, orderIn } from '../bars.ts'
import { allTaken, undispatched } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { openMembers, type Order } from '../state.ts'

const Input = Type.Object({ into: Type.String({ title: '并入工单' }), why: OpenText('并单原因', 300) }, { additionalProperties: false })

export const merge: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'merge',
  button: '并单',
  by: ['centre'],
  needs: ['orders'],
  input: Input,
  bars: (order, ctx) => orderIn(order, ['pooled', 'dispatched', 'working'], '并单') ?? heldByOther(order, ctx),
  decide: (order, { into, why }, ctx) => {
    if (into === order.id) return refused('unchanged', '不能并入自己', { field: 'into' })
    const target = ctx.facts.orders?.[into]
    if (!target) return refused('not_found', '没有这件工单', { field: 'into' })
    const requests = openMembers(order).map((m) => m.id)
    const merged: OrderEvent = {
      type: 'merged',
      by: ctx.actor.name,
      into,
      number: target.number,
      why,
      requests,
      ...undispatched(order, ctx, '并单'),
    }
    return decided<OrderEvent>(...allTaken(order, ctx, '并单'), merged)
  },
}
