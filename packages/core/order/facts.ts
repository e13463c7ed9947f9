/** Facts of an order that rules ask about, and the clocks and sign-off that an assignment of it gets. */
import { type FactRow, holds } from '../condition.ts'
import { clockFor } from '../deadline/choose.ts'
import type { Clock } from '../deadline/clock.ts'
import type { Context, Instant } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'
import { matterFacts } from '../request/facts.ts'
import type { Clocks, Sent } from './events.ts'
import { type Assignment, closeClock, openMembers, type Order } from './state.ts'

export const orderFacts = (order: Order, ctx: Pick<Context, 'policy'>): FactRow => ({
  ...matterFacts({ ...order, requester: { kind: order.firm ? 'firm' : 'person' } }, ctx),
  round: order.rounds.length,
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
  const facts = { ...orderFacts(order, ctx), level, role, round }
  const moments = { accepted: acceptedAt(order), dispatched: ctx.now }
  const parentDue = parent && closeClock(parent)?.due
  const ending: ClockKind = parent ? 'internal' : round > 1 ? 'redo' : 'close'
  const kinds: ClockKind[] = [
    'sign',
    ...(ctx.policy.pack.handling.firstContact.value && role !== 'assist' ? (['contact'] as const) : []),
    'feedback',
  ]
  const clocks: Clocks = {}
  for (const kind of kinds) set(clocks, kind, clockFor(kind, facts, moments, ctx))
  const end = clockFor(ending, facts, moments, ctx, { parentDue, limit }) ?? clockFor('close', facts, moments, ctx, { parentDue, limit })
  set(clocks, ending === 'redo' ? 'redo' : 'close', end && { ...end, kind: ending === 'redo' ? 'redo' : 'close' })
  return { no, round, unit, role, parent: parent?.no, level, clocks, ...signingOf(facts, ctx) }
}

function set(clocks: Clocks, kind: ClockKind, clock: Clock | undefined) {
  if (clock) clocks[kind] = clock
}

/** 签批 by pack and matter (HANDLE-03): none, on screen, on paper, by a stand-in; urgent matters may feed back first. */
export function signingOf(facts: FactRow, ctx: Pick<Context, 'policy'>): Pick<Sent, 'signing' | 'feedbackFirst'> {
  const rule = ctx.policy.pack.signing.find((r) => !r.when || holds(r.when, facts))
  return { signing: rule?.mode ?? 'none', feedbackFirst: rule?.feedbackFirst ?? false }
}

export const nextNo = (order: Order) => order.assignments.reduce((n, a) => Math.max(n, a.no), 0) + 1
