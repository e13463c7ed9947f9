/** Stopping, pausing, reopening and extending the clocks of one assignment; the level above and a superior platform bound them again. */
import type { Clock } from '../deadline/clock.ts'
import { extendClock, pauseClock, resumeClock, sendBackClock, stopClock, underParent, underSuperior } from '../deadline/timeline.ts'
import type { Context, Instant } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'
import type { Clocks } from './events.ts'
import { type Assignment, assignmentOf, closeClock, openMembers, type Order } from './state.ts'

/** The clocks of handling: of these an assignment runs one. */
const HANDLING = ['close', 'redo', 'internal'] as const
const ALL = ['sign', 'contact', 'feedback', ...HANDLING] as const

/** The clocks of these kinds, stopped now; kinds the assignment does not run, or that stand already, are left out. */
export const stopped = (a: Assignment, kinds: readonly ClockKind[], ctx: Pick<Context, 'now'>, why?: string): Clocks =>
  change(a, kinds, (clock) => stopClock(clock, ctx.now, why))

/** Submission stops the handling clock by its own event, and with it what was still owed on the way. */
export const submittedClocks = (a: Assignment, ctx: Pick<Context, 'now'>): Clocks => ({
  ...stopped(a, ['feedback', 'contact'], ctx, '提交办结'),
  ...stopped(a, HANDLING, ctx),
})

/** An assignment that ends without an answer: nothing of it runs on. */
export const endedClocks = (a: Assignment, ctx: Pick<Context, 'now'>, why: string): Clocks => stopped(a, ALL, ctx, why)

export const paused = (a: Assignment, reason: string, ctx: Context): Clocks => change(a, HANDLING, (c) => pauseClock(c, ctx.now, reason))
export const resumed = (order: Order, a: Assignment, ctx: Context): Clocks =>
  change(a, HANDLING, (c) => bounded(order, a, resumeClock(c, ctx.now, ctx.policy.calendar), ctx.now, superiorBound(order, ctx.now, c)))
/** Where a superior platform set a deadline, nobody here gives time beyond it, also when it has passed. */
export const extended = (order: Order, a: Assignment, length: Length, text: string, ctx: Context): Clocks =>
  change(a, HANDLING, (c) => {
    const { source } = ctx.policy.pack.extensions.longest
    return bounded(order, a, extendClock(c, ctx.now, length, ctx.policy.calendar, text, source), ctx.now, superiorDue(order))
  })

/** A handling clock that was stopped runs again, as if it never had been; sent back, with at least the pack's minimum left (§6). */
export const reopened = (order: Order, a: Assignment, ctx: Context, least?: Length): Clocks =>
  change(a, HANDLING, (c) => {
    const superior = superiorBound(order, ctx.now, least ? undefined : c)
    return bounded(order, a, sendBackClock(c, ctx.now, least, ctx.policy.calendar), ctx.now, superior)
  })

/** Running handling clocks that have more time than the level above or a superior platform now gives. */
export const narrowed = (order: Order, a: Assignment, ctx: Context): Clocks =>
  change(a, HANDLING, (c) => (c.stoppedAt === undefined ? bounded(order, a, c, ctx.now, superiorBound(order, ctx.now)) : c))

/** The deadline that a superior platform set for the request that must be answered first. */
export const superiorDue = (order: Order) => earliest(superiorDues(order))

/**
 * That deadline as it binds now. One that has passed binds only the clock that stands under it already: a unit that gets the order
 * later, or gets it back, is not late from its first minute.
 */
export const superiorBound = (order: Order, now: Instant, clock?: Pick<Clock, 'due'>) =>
  earliest(superiorDues(order).filter((due) => due >= now || (clock !== undefined && clock.due <= due)))

const superiorDues = (order: Order): Instant[] => openMembers(order).flatMap((m) => m.superiorDue ?? [])
const earliest = (dues: Instant[]): Instant | undefined => (dues.length ? (Math.min(...dues) as Instant) : undefined)

function bounded(order: Order, a: Assignment, clock: Clock, now: Instant, superior: Instant | undefined): Clock {
  const parent = assignmentOf(order, a.parent)
  const due = parent && closeClock(parent)?.due
  if (due !== undefined) return underParent(clock, now, due)
  return superior === undefined ? clock : underSuperior(clock, now, superior)
}

function change(a: Assignment, kinds: readonly ClockKind[], next: (clock: Clock) => Clock): Clocks {
  const out: Clocks = {}
  for (const kind of kinds) {
    const clock = a.clocks[kind]
    const after = clock && next(clock)
    if (after && after !== clock) out[kind] = after
  }
  return out
}
