/** 并入: a further request stands behind a running order. Its own clock for being answered goes on. */
import { Type } from '@sinclair/typebox'
import { type Command, type Context, decided } from '../../kernel.ts'
import { orderIn } from '../bars.ts'
import { narrowed } from '../clocks.ts'
import type { MemberFields, OrderEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import { live, type Order } from '../state.ts'

const Why = Type.Union([Type.Literal('joined'), Type.Literal('merged')])
const Input = Type.Object({ request: Type.Unsafe<MemberFields>(Type.Object({})), why: Type.Optional(Why) }, { additionalProperties: false })

export const join: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'join',
  button: '并入',
  by: ['system'],
  input: Input,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working'], '并入'),
  decide: (order, { request, why }, ctx) => {
    if (order.members.some((m) => m.id === request.id && m.to === undefined)) return decided<OrderEvent>()
    const joined: OrderEvent = { type: 'joined', member: request, why: why ?? 'joined' }
    return decided<OrderEvent>(joined, ...boundAgain(evolve(order, joined, ctx.now), ctx))
  },
}

/** The newcomer may bring an earlier deadline of a superior platform: it holds for everybody from now on, from the top down. */
function boundAgain(order: Order, ctx: Context): OrderEvent[] {
  const events: OrderEvent[] = []
  let state = order
  for (const { no } of order.assignments.filter(live)) {
    const a = state.assignments.find((x) => x.no === no)
    const clocks = a ? narrowed(state, a, ctx) : {}
    if (!Object.keys(clocks).length) continue
    const bounded: OrderEvent = { type: 'bounded', assignment: no, by: ctx.actor.name, clocks }
    events.push(bounded)
    state = evolve(state, bounded, ctx.now)
  }
  return events
}
