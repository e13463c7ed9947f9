/** A request went away (撤回、作废). An order that nobody stands behind any more is void; one that was answered already is closed. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { allTaken, undispatched } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { openMembers, type Order } from '../state.ts'
import { settled } from './settle.ts'

const Input = Type.Object({ request: Type.String(), why: Type.String() }, { additionalProperties: false })

export const leave: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'leave',
  button: '撤出',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (order, { request, why }, ctx) => {
    if (!openMembers(order).some((m) => m.id === request)) return decided<OrderEvent>()
    const left: OrderEvent = { type: 'left', request, why }
    const others = openMembers(order).filter((m) => m.id !== request)
    if (!others.length && ['pooled', 'dispatched', 'working', 'reviewing'].includes(order.stage)) {
      const gone = '诉求撤回或作废'
      const voided: OrderEvent = { type: 'voided', by: ctx.actor.name, reason: why, ...undispatched(order, ctx, gone) }
      return decided<OrderEvent>(left, ...allTaken(order, ctx, gone), voided)
    }
    return order.stage === 'visiting' && settled(others) ? decided<OrderEvent>(left, { type: 'closed' }) : decided<OrderEvent>(left)
  },
}
