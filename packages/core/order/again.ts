/** An assignment goes to another unit at the same place of the tree: by 改派 or a granted return. */
import { type Context, type Decision, decided, refused } from '../kernel.ts'
import type { Length } from '../policy/schema.ts'
import { firstBar } from './commands/dispatch.ts'
import type { OrderEvent } from './events.ts'
import { nextNo, plan } from './facts.ts'
import { type Assignment, assignmentOf, type Order } from './state.ts'

export function sentAgain(order: Order, a: Assignment, to: { unit: string; limit?: Length }, ctx: Context): Decision<OrderEvent> {
  const parent = assignmentOf(order, a.parent)
  if (parent && !ctx.policy.isBelow(to.unit, parent.unit)) {
    return refused('unknown_code', `只能改派给${ctx.policy.unit(parent.unit)?.name ?? '本级'}的下级单位`, { field: 'unit' })
  }
  const sent = [plan(order, { no: nextNo(order), round: a.round, unit: to.unit, role: a.role, parent, limit: to.limit }, ctx)]
  const barred = firstBar(order, sent, ctx)
  if (barred) return { ok: false, refusal: barred }
  const by = ctx.actor.name
  return decided<OrderEvent>(
    parent ? { type: 'subbed', assignment: parent.no, by, sent } : { type: 'dispatched', by, sent, rule: 'dispatcher', why: '改派' },
  )
}
