/** Facts of an order that rules ask about, and the clocks and sign-off that an assignment of it gets. */
import { type FactRow, holds } from '../condition.ts'
import { clockFor, ruleFor } from '../deadline/choose.ts'
import { startClock } from '../deadline/timeline.ts'
import type { Clock } from '../deadline/clock.ts'
import type { Context, Instant } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'
import { matterFacts } from '../request/facts.ts'
import { superiorBound } from './clocks.ts'
import type { Clocks, OrderEvent, Sent } from './events.ts'
import { type Assignment, assignmentOf, closeClock, openMembers, type Order } from './state.ts'

export const orderFacts = (order: Order, ctx: Pick<Context, 'policy'>): FactRow => ({
  round: order.rounds.length,
  ...matterFacts(order, ctx, order.firm),
})

/** From which acceptance the order counts: that of the request that has waited longest. */
export const acceptedAt = (order: Order): Instant =>
  Math.min(...(openMembers(order).length ? openMembers(order) : order.members).map((m) => m.acceptedAt)) as Instant

export interface Plan {
  no: number
  round: number
  unit: string
  role: 'lead' | 'assist' | 'sub'
  parent?: Assignment
  limit?: Length
}

/** A new assignment with the clocks that the pack gives its level, role and round. */
export function plan(order: Order, { no, round, unit, role, parent, limit }: Plan, ctx: Context): Sent {
  const level = (parent?.level ?? 0) + 1
  const facts = { level, role, ...orderFacts(order, ctx), round }
  const moments = { accepted: acceptedAt(order), dispatched: ctx.now }
  const clocks: Clocks = {}
  for (const kind of ['sign', ...(contactOwed(role, ctx) ? (['contact'] as const) : []), 'feedback'] as const)
    set(clocks, kind, clockFor(kind, facts, moments, ctx))
  const own = parent ? 'internal' : round > 1 ? 'redo' : 'close'
  const bounds = { limit, ...boundsOf(order, parent, ctx) }
  const ruled = ([own, 'close'] as const).find((kind) => ruleFor(kind, facts, ctx))
  const handling = clockFor(ruled ?? own, facts, moments, ctx, bounds)
  set(clocks, own, handling && { ...handling, kind: own })
  return { no, round, unit, role, parent: parent?.no, level, clocks, ...signingOf(facts, ctx) }
}

/** Clocks that the pack counts from signing (签收起算) begin now, by the rule and limit they were given; the others go on as they are. */
export function fromSigning(order: Order, a: Assignment, ctx: Context): Clocks {
  const clocks: Clocks = {}
  for (const [kind, clock] of Object.entries(a.clocks) as [ClockKind, Clock][]) {
    const rule = ctx.policy.pack.deadlines.find((r) => r.code === clock.rule)
    if (kind === 'sign' || rule?.start !== 'signed' || clock.stoppedAt !== undefined) continue
    const bounds = boundsOf(order, assignmentOf(order, a.parent), ctx, clock)
    const again = startClock({ kind, rule: { ...rule, limit: clock.limit }, start: ctx.now, calendar: ctx.policy.calendar, ...bounds })
    clocks[kind] = { ...again, segments: [...clock.segments, ...again.segments] }
  }
  return clocks
}

/** Back to the pool: somebody must dispatch it again, and his clock starts again. */
export function pooledAgain(order: Order, why: string, ctx: Context): OrderEvent {
  const facts = { level: 0, role: 'lead', ...orderFacts(order, ctx) }
  return { type: 'pooled', by: ctx.actor.name, why, dispatchClock: clockFor('dispatch', facts, { accepted: ctx.now }, ctx) }
}

const boundsOf = (order: Order, parent: Assignment | undefined, ctx: Pick<Context, 'now'>, clock?: Clock) =>
  parent ? { parentDue: closeClock(parent)?.due } : { superiorDue: superiorBound(order, ctx.now, clock) }

const contactOwed = (role: Plan['role'], ctx: Pick<Context, 'policy'>) => ctx.policy.pack.handling.firstContact.value && role !== 'assist'

function set(clocks: Clocks, kind: ClockKind, clock: Clock | undefined) {
  if (clock) clocks[kind] = clock
}

/** 签批 by pack and matter (HANDLE-03): none, on screen, on paper, by a stand-in; urgent matters may feed back first. */
function signingOf(facts: FactRow & { level: number }, ctx: Pick<Context, 'policy'>): Pick<Sent, 'signing' | 'feedbackFirst'> {
  if (facts.level > 1 && !ctx.policy.pack.levels.signed.value) return { signing: 'none', feedbackFirst: false }
  const rule = ctx.policy.pack.signing.find((r) => !r.when || holds(r.when, facts))
  return { signing: rule?.mode ?? 'none', feedbackFirst: rule?.feedbackFirst ?? false }
}

export const nextNo = (order: Order) => order.assignments.reduce((n, a) => Math.max(n, a.no), 0) + 1
