/**
 * 时长: how long each row took from one moment to another, by the clock or by the office hours of the pack's calendar, and what of all of them
 * is printed: the mean, the middle one, the one that nine of ten do not exceed. Lengths cannot be added up write by write as counts are: the
 * rows of the period are asked, so that they are exact at once.
 */
import { type Calendar, dayOf, MINUTE, plusDays, startOf, workingTimeBetween } from '../calendar.ts'
import type { Day, Instant } from '../kernel.ts'
import { quotient } from './rounding.ts'

/** 首次联系、签收、办理、答复、回访. */
export const LENGTHS = ['response', 'signing', 'handling', 'reply', 'visit'] as const
export type LengthName = (typeof LENGTHS)[number]
export const STATISTICS = ['mean', 'median', 'p90'] as const
export type Statistic = (typeof STATISTICS)[number]
export const TIMES = ['natural', 'working'] as const

export interface LengthAsked {
  name: LengthName
  statistic: Statistic
  time: (typeof TIMES)[number]
}

/** Whole minutes between two moments, none where the later comes first. Working days are added up once for all rows. */
export function minutesBy(time: LengthAsked['time'], calendar: Calendar): (from: Instant, to: Instant) => number {
  if (time === 'natural') return (from, to) => Math.max(0, Math.floor((to - from) / MINUTE))
  const worked = workedSince(calendar)
  return (from, to) => Math.max(0, Math.floor((worked(to) - worked(from)) / MINUTE))
}

/** Working time from the first day that was asked about up to a moment; before that day less than nothing. */
function workedSince(calendar: Calendar): (at: Instant) => number {
  const until = new Map<Day, number>()
  const whole = (day: Day) => workingTimeBetween(calendar, startOf(day), startOf(plusDays(day, 1)))
  let [first, last]: [Day | undefined, Day | undefined] = [undefined, undefined]
  const before = (day: Day): number => {
    if (first === undefined || last === undefined) {
      until.set(day, 0)
      first = last = day
    }
    for (; last < day; last = plusDays(last, 1)) until.set(plusDays(last, 1), (until.get(last) ?? 0) + whole(last))
    for (; first > day; first = plusDays(first, -1)) until.set(plusDays(first, -1), (until.get(first) ?? 0) - whole(plusDays(first, -1)))
    return until.get(day) ?? 0
  }
  return (at) => before(dayOf(at)) + workingTimeBetween(calendar, startOf(dayOf(at)), at)
}

/**
 * What is printed of the minutes of all rows, in units of `per` minutes; null of none. The median of an even number is the mean of the two in
 * the middle; the 90th percentile is the smallest that at least nine tenths do not exceed (nearest rank).
 */
export function lengthText(minutes: readonly number[], statistic: Statistic, per: number, decimals: number): string | null {
  const n = minutes.length
  if (n === 0) return null
  const sorted = minutes.toSorted((a, b) => a - b)
  const at = (place: number) => sorted[place] ?? 0
  switch (statistic) {
    case 'mean':
      return quotient(
        minutes.reduce((sum, one) => sum + one, 0),
        n * per,
        decimals,
      )
    case 'median':
      return quotient(at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2)), 2 * per, decimals)
    case 'p90':
      return quotient(at(Math.ceil((9 * n) / 10) - 1), per, decimals)
  }
}
