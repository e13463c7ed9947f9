/** Stopping, reopening and extending the clocks of one assignment. */
import type { Clock } from '../deadline/clock.ts'
import { extendClock, pauseClock, resumeClock, sendBackClock, stopClock } from '../deadline/timeline.ts'
import type { Context } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'
import type { Clocks } from './events.ts'
import type { Assignment } from './state.ts'

/** The clocks of these kinds, stopped now; kinds the assignment does not run are left out. */
export function stopped(a: Assignment, kinds: readonly ClockKind[], ctx: Pick<Context, 'now'>): Clocks {
  return change(a, kinds, (clock) => (clock.stoppedAt === undefined ? stopClock(clock, ctx.now) : clock))
}

export const paused = (a: Assignment, reason: string, ctx: Context): Clocks =>
  change(a, RUNNING, (c) => (c.stoppedAt === undefined ? pauseClock(c, ctx.now, reason) : c))
export const resumed = (a: Assignment, ctx: Context): Clocks =>
  change(a, RUNNING, (c) => (c.pausedAt === undefined ? c : resumeClock(c, ctx.now, ctx.policy.calendar)))

export const extended = (a: Assignment, length: Length, text: string, ctx: Context): Clocks =>
  change(a, ['close', 'redo'], (c) => extendClock(c, ctx.now, length, ctx.policy.calendar, text, ctx.policy.pack.extensions.longest.source))

/** A handling clock that ran out its course runs again, as if it had not been stopped, with at least the pack's minimum left (§6). */
export function reopened(clock: Clock, ctx: Context, least?: Length): Clocks {
  return { [clock.kind]: sendBackClock(clock, ctx.now, least ?? { amount: 0, unit: 'minute' }, ctx.policy.calendar) }
}

const RUNNING = ['close', 'redo', 'internal'] as const

function change(a: Assignment, kinds: readonly ClockKind[], next: (clock: Clock) => Clock): Clocks {
  const out: Clocks = {}
  for (const kind of kinds) {
    const clock = a.clocks[kind]
    if (clock) out[kind] = next(clock)
  }
  return out
}
