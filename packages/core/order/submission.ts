/** What submitting an assignment sets off: its clocks stop, the level above or the centre gets it, a lead waits for its assists. */
import type { Context } from '../kernel.ts'
import { scanOf } from './attached.ts'
import { submittedClocks } from './clocks.ts'
import type { OrderEvent } from './events.ts'
import { folded } from './evolve.ts'
import { type Assignment, assignmentOf, type Order, topOf } from './state.ts'
import { bond } from './three.ts'

/** Events of the submission of assignment `no`, given the order after reply and sign-off. */
export function submission(order: Order, no: number, ctx: Context): OrderEvent[] {
  const a = assignmentOf(order, no)
  if (!a) return []
  const by = ctx.actor.name
  const submitted: OrderEvent = { type: 'submitted', assignment: no, by, clocks: submittedClocks(a, ctx) }
  if (a.parent !== undefined)
    return ctx.policy.pack.levels.review.value ? [submitted] : [submitted, { type: 'accepted', assignment: no, by }]
  const review = allAnswered(folded(order, [submitted], ctx.now))
  if (review.length > 0 || a.role !== 'lead') return [submitted, ...review]
  return [submitted, { type: 'awaits_assists', assignment: no, by }]
}

export const SAME_HAND = '答复人不能签批自己的答复，请由分管领导签批'

/** The signature bound to both texts, and the submission that waited for it; `filedBy` is the clerk who brought it from paper. */
export function approvedBy(
  order: Order,
  a: Assignment,
  signer: { user: string; name: string; filedBy?: string },
  scan: string | undefined,
  ctx: Context,
): OrderEvent[] {
  const { user: byUser, name: by, filedBy } = signer
  const approval = { byUser, mode: a.signing, binds: bond(a), sealed: true, scan: scanOf(scan, ctx), filedBy }
  const approved: OrderEvent = { type: 'approved', assignment: a.no, by, approval }
  return a.stage === 'signing' ? [approved, ...submission(folded(order, [approved], ctx.now), a.no, ctx)] : [approved]
}

/** The order goes to review once its lead and every assist that still owes something have answered. */
export function allAnswered(order: Order): OrderEvent[] {
  const top = topOf(order)
  const ready = top.some((a) => a.role === 'lead') && top.every((a) => a.stage === 'submitted' || a.stage === 'waiting')
  return ready ? [{ type: 'reviewing' }] : []
}
