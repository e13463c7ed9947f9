/** The wake-ups an order wants: every running clock near its end and just past it, every pause at its longest. A closed order wants none. */
import { addLength, plus } from '../calendar.ts'
import type { Clock } from '../deadline/clock.ts'
import { nearFrom } from '../deadline/reading.ts'
import type { Instant, Timer } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'
import type { ClockKind } from '../policy/schema.ts'
import { type Alarm, type Assignment, assignmentOf, live, type Order } from './state.ts'

const LEVELS = ['near', 'over'] as const
const AT_REST: readonly Order['stage'][] = ['closed', 'archived', 'void', 'visiting']

export function orderTimers(order: Order, policy: Policy): Timer[] {
  if (AT_REST.includes(order.stage)) return []
  const timers: Timer[] = []
  if (order.stage === 'pooled' && order.dispatchClock) alarms(timers, order, 0, order.dispatchClock)
  for (const a of order.assignments) {
    if (!live(a)) continue
    for (const kind in a.clocks) {
      const clock = a.clocks[kind as ClockKind]
      if (clock) alarms(timers, order, a.no, clock)
    }
    pauseEnd(timers, a, policy)
  }
  return timers
}

type Told = Pick<Alarm, 'assignment' | 'clock' | 'level'>
const alarmKey = ({ assignment, clock, level }: Told) => `${assignment}:${clock}:${level}`
export const alarmClock = (order: Order, { assignment, clock }: { assignment: number; clock: ClockKind }) =>
  clock === 'dispatch' ? order.dispatchClock : assignmentOf(order, assignment)?.clocks[clock]

const runs = (clock: Clock) => clock.stoppedAt === undefined && clock.pausedAt === undefined
const told = (order: Order, { assignment, clock, level }: Told, due: Instant) =>
  order.alarms.some((x) => x.due === due && x.level === level && x.clock === clock && x.assignment === assignment)
const momentOf = (clock: Clock, level: Told['level']) => (level === 'near' ? nearFrom(clock) : plus(clock.due, 1))

/** When this alarm is to be given; undefined where nobody waits for it (any more). As `orderTimers`, of one clock and level. */
export function alarmAt(order: Order, given: Told): Instant | undefined {
  const clock = alarmClock(order, given)
  if (!clock || !runs(clock) || AT_REST.includes(order.stage)) return undefined
  const a = given.clock === 'dispatch' ? undefined : assignmentOf(order, given.assignment)
  if (a ? !live(a) : order.stage !== 'pooled') return undefined
  return told(order, given, clock.due) ? undefined : momentOf(clock, given.level)
}

function alarms(into: Timer[], order: Order, assignment: number, clock: Clock) {
  if (!runs(clock)) return
  for (const level of LEVELS) {
    const input = { assignment, clock: clock.kind, level }
    if (!told(order, input, clock.due)) into.push({ key: alarmKey(input), at: momentOf(clock, level), command: 'alarm', input })
  }
}

/** 不允许无限期挂起: the clock goes on by itself after the pack's longest pause. */
function pauseEnd(into: Timer[], a: Assignment, { calendar, pack }: Policy) {
  const pause = a.pauses.find((p) => p.ruled?.granted && p.endedAt === undefined)
  if (!pause?.ruled) return
  const { due } = addLength(calendar, pause.ruled.at, pack.pauses.longest.value)
  into.push({ key: `${a.no}:continue`, at: plus(due, 1), command: 'continue', input: { assignment: a.no } })
}
