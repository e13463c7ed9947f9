/** The wake-ups an order wants: every running clock near its end and just past it. A closed order wants none. */
import { plus } from '../calendar.ts'
import type { Clock } from '../deadline/clock.ts'
import { nearFrom } from '../deadline/reading.ts'
import type { Timer } from '../kernel.ts'
import { type Order, live } from './state.ts'

export function orderTimers(order: Order): Timer[] {
  if (['closed', 'archived', 'void', 'visiting'].includes(order.stage)) return []
  const central = order.stage === 'pooled' && order.dispatchClock ? alarms(order, 0, order.dispatchClock) : []
  const units = order.assignments.filter(live).flatMap((a) => Object.values(a.clocks).flatMap((clock) => alarms(order, a.no, clock)))
  return [...central, ...units]
}

function alarms(order: Order, assignment: number, clock: Clock): Timer[] {
  if (clock.stoppedAt !== undefined || clock.pausedAt !== undefined) return []
  const at = { near: nearFrom(clock), over: plus(clock.due, 1) }
  return (['near', 'over'] as const)
    .filter((level) => !order.alarms.some((x) => x.assignment === assignment && x.clock === clock.kind && x.level === level))
    .map((level) => ({
      key: `${assignment}:${clock.kind}:${level}`,
      at: at[level],
      command: 'alarm',
      input: { assignment, clock: clock.kind, level },
    }))
}
