/** Segments (计时明细) are only ever appended, so the deadline of any past moment stays readable. */
import { type Calendar, dayOf, missingYear } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { Clock, Segment } from './clock.ts'

/** The clock with one more line and the fields that the line changes; the line's due time is the clock's. */
export function append(clock: Clock, segment: Segment, changes: Partial<Clock> = {}): Clock {
  return compact({ ...clock, ...changes, due: segment.due, segments: [...clock.segments, compact(segment)] })
}

/** Without keys that hold undefined, so that a clock equals itself read back from JSON. */
export function compact<T extends object>(value: T): T {
  for (const key in value) if (value[key] === undefined) return without(value)
  return value
}

function without<T extends object>(value: T): T {
  const out: Partial<T> = {}
  for (const key in value) if (value[key] !== undefined) out[key] = value[key]
  return out as T
}

/** '；截止时间为暂定（2027 年放假安排未公布）', or nothing when every year between is published. */
export function provisionalText(calendar: Calendar, from: Instant, to: Instant): string {
  const year = missingYear(calendar, dayOf(from), dayOf(to))
  return year === undefined ? '' : `；截止时间为暂定（${year} 年放假安排未公布）`
}
