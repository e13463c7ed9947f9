/** 领取: a dispatcher holds the order for the pack's minutes so that two do not dispatch it. */
import { Type } from '@sinclair/typebox'
import { plus } from '../../calendar.ts'
import { type Command, decided } from '../../kernel.ts'
import { heldByOther, orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })
const MINUTE = 60_000

export const claim: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'claim',
  button: '领取',
  by: ['centre'],
  input: Input,
  bars: (order, ctx) => orderIn(order, ['pooled'], '领取') ?? heldByOther(order, ctx),
  decide: (_order, _input, ctx) => {
    const until = plus(ctx.now, ctx.policy.pack.dispatch.leaseMinutes.value * MINUTE)
    return decided<OrderEvent>({ type: 'claimed', user: ctx.actor.user, by: ctx.actor.name, until })
  },
}
