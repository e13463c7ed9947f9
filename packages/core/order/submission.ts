/** What submitting an assignment sets off: its clock stops, the level above or the centre gets it, a lead waits for its assists. */
import type { Context } from '../kernel.ts'
import { stopped } from './clocks.ts'
import type { OrderEvent } from './events.ts'
import { type Assignment, assignmentOf, inRound, live, type Order } from './state.ts'

/** Events of the submission of assignment `no`, given the order after reply and sign-off. */
export function submission(order: Order, no: number, ctx: Context): OrderEvent[] {
  const a = assignmentOf(order, no)
  if (!a) return []
  const by = ctx.actor.name
  const clocks = { ...stopped(a, ['close', 'redo', 'feedback', 'contact'], ctx) }
  const submitted: OrderEvent = { type: 'submitted', assignment: no, by, clocks }
  if (a.parent !== undefined)
    return ctx.policy.pack.levels.review.value ? [submitted] : [submitted, { type: 'accepted', assignment: no, by }]
  const others = inRound(order).filter((x) => x.parent === undefined && x.no !== no && live(x))
  if (a.role === 'lead')
    return others.every(answered) ? [submitted, { type: 'reviewing' }] : [submitted, { type: 'awaits_assists', assignment: no, by }]
  return others.every((x) => answered(x) || x.stage === 'waiting') && others.some((x) => x.stage === 'waiting')
    ? [submitted, { type: 'reviewing' }]
    : [submitted]
}

/** Nothing of this assist (or lead) is outstanding any more. */
export const answered = (a: Assignment) => a.stage === 'submitted' || !live(a)
