/** 续审: an agreed answer with a last day is looked at again by the unit that answers for it, before or when it lapses (KB-01). */
import { parseDay, plus, startOf, subtractLength } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'

/** When the owner is asked and until when: from the pack's length before the last day (absent: when that day has passed) to its end. */
export function reviewOf(lastDay: string, { calendar, pack }: Policy): { opens: Instant; due: Instant } {
  const due = plus(startOf(parseDay(lastDay)), calendar.dayEnds)
  const before = pack.knowledge?.reviewBefore.value
  return { due, opens: before ? subtractLength(calendar, startOf(parseDay(lastDay)), before) : plus(due, 1) }
}
