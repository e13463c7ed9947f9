/** The wake-ups an order wants: every running clock near its end and just past it, every pause at its longest. A closed order wants none. */
import { addLength, plus } from '../calendar.ts'
import type { Clock } from '../deadline/clock.ts'
import { nearFrom } from '../deadline/reading.ts'
import type { Timer } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'
import type { ClockKind } from '../policy/schema.ts'
import { type Alarm, type Assignment, assignmentOf, live, type Order } from './state.ts'

const LEVELS = ['near', 'over'] as const
const AT_REST: readonly Order['stage'][] = ['closed', 'archived', 'void', 'visiting']

export function orderTimers(order: Order, policy: Policy): Timer[] {
  if (AT_REST.includes(order.stage)) return []
  const central = order.stage === 'pooled' && order.dispatchClock ? alarms(order, 0, order.dispatchClock) : []
  const units = order.assignments
    .filter(live)
    .flatMap((a) => [...Object.values(a.clocks).flatMap((clock) => alarms(order, a.no, clock)), ...pauseEnd(a, policy)])
  return [...central, ...units]
}

type Told = Pick<Alarm, 'assignment' | 'clock' | 'level'>
export const alarmKey = ({ assignment, clock, level }: Told) => `${assignment}:${clock}:${level}`
export const alarmClock = (order: Order, { assignment, clock }: { assignment: number; clock: ClockKind }) =>
  clock === 'dispatch' ? order.dispatchClock : assignmentOf(order, assignment)?.clocks[clock]

function alarms(order: Order, assignment: number, clock: Clock): Timer[] {
  if (clock.stoppedAt !== undefined || clock.pausedAt !== undefined) return []
  const at = { near: nearFrom(clock), over: plus(clock.due, 1) }
  return LEVELS.map((level) => ({ assignment, clock: clock.kind, level }))
    .filter((x) => !order.alarms.some((told) => alarmKey(told) === alarmKey(x) && told.due === clock.due))
    .map((x) => ({ key: alarmKey(x), at: at[x.level], command: 'alarm', input: x }))
}

/** 不允许无限期挂起: the clock goes on by itself after the pack's longest pause. */
function pauseEnd(a: Assignment, { calendar, pack }: Policy): Timer[] {
  const pause = a.pauses.find((p) => p.ruled?.granted && p.endedAt === undefined)
  if (!pause?.ruled) return []
  const { due } = addLength(calendar, pause.ruled.at, pack.pauses.longest.value)
  return [{ key: `${a.no}:continue`, at: plus(due, 1), command: 'continue', input: { assignment: a.no } }]
}
