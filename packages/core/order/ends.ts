/** How assignments end without an answer: with everything below them, and with no clock running on. */
import { stopClock } from '../deadline/timeline.ts'
import { type Context, type Decision, decided, refused } from '../kernel.ts'
import type { Length } from '../policy/schema.ts'
import { endedClocks } from './clocks.ts'
import { firstBar } from './commands/dispatch.ts'
import type { OrderEvent } from './events.ts'
import { folded } from './evolve.ts'
import { nextNo, plan } from './facts.ts'
import { type Assignment, assignmentOf, branchOf, live, type Order } from './state.ts'

const taken = (list: Assignment[], ctx: Context, why: string) =>
  list.map((a): OrderEvent => ({ type: 'recalled', assignment: a.no, by: ctx.actor.name, clocks: endedClocks(a, ctx, why) }))

/** What runs below the assignment ends first, the lowest first. */
export const belowTaken = (order: Order, a: Assignment, ctx: Context, why: string) => taken(branchOf(order, a).slice(1).reverse(), ctx, why)
/** Nobody owes anything any more: the order itself ends (并单、作废), and with it the centre's own clock of dispatching. */
export const allTaken = (order: Order, ctx: Context, why: string) => taken(order.assignments.filter(live).reverse(), ctx, why)
export const undispatched = ({ dispatchClock }: Order, ctx: Context, why: string) =>
  dispatchClock ? { dispatchClock: stopClock(dispatchClock, ctx.now, why) } : {}

export const moved = (order: Order, a: Assignment, to: string, wrong: boolean, ctx: Context): OrderEvent[] => [
  ...belowTaken(order, a, ctx, '改派'),
  { type: 'moved', assignment: a.no, by: ctx.actor.name, to, wrong, clocks: endedClocks(a, ctx, '改派') },
]

export interface Target {
  unit: string
  limit?: Length
  /** Did the first dispatch miss (首派有误)? */
  wrong: boolean
  rule: string
  why: string
}

/** The assignment ends here and another unit gets it at the same place of the tree: 改派, a granted return, a ruling. */
export function sentOn(order: Order, a: Assignment, to: Target, ctx: Context): Decision<OrderEvent> {
  const above = assignmentOf(order, a.parent)
  if (above && !ctx.policy.isBelow(to.unit, above.unit))
    return refused('unknown_code', `只能改派给${ctx.policy.unit(above.unit)?.name ?? '本级'}的下级单位`, { field: 'unit' })
  const gone = moved(order, a, to.unit, to.wrong, ctx)
  const after = folded(order, gone, ctx.now)
  const parent = assignmentOf(after, a.parent)
  const sent = [plan(after, { no: nextNo(after), round: a.round, unit: to.unit, role: a.role, parent, limit: to.limit }, ctx)]
  const barred = firstBar(after, sent, ctx)
  if (barred) return { ok: false, refusal: barred }
  const by = ctx.actor.name
  const { rule, why } = to
  return decided<OrderEvent>(
    ...gone,
    parent ? { type: 'subbed', assignment: parent.no, by, sent } : { type: 'dispatched', by, sent, rule, why },
  )
}
