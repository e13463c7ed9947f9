/** Lengths in office hours are those of the calendar, however they are added up; what is printed of them does not depend on their order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, instantOf, MINUTE, parseDay, plus, workingTimeBetween } from '../calendar.ts'
import { lengthText, minutesBy } from './lengths.ts'

const HOURS = 3_600_000
const calendar: Calendar = {
  special: new Map([
    [parseDay('2024-10-01'), false],
    [parseDay('2024-10-12'), true],
  ]),
  years: new Set([2024]),
  officeHours: [
    [9 * HOURS, 12 * HOURS],
    [13 * HOURS, 17 * HOURS],
  ],
  dayEnds: 24 * HOURS - 1,
  countsFirstDay: false,
}
const moment = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((n) => plus(instantOf('2024-09-01T00:00'), n * MINUTE))

describe('lengths of time', () => {
  it('in office hours are what the calendar says between the two moments, in whatever order they are asked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment), { minLength: 1, maxLength: 20 }), (pairs) => {
        const working = minutesBy('working', calendar)
        for (const [a, b] of pairs) expect(working(a, b)).toBe(a < b ? Math.floor(workingTimeBetween(calendar, a, b) / MINUTE) : 0)
      }),
    )
    expect(minutesBy('working', calendar)(instantOf('2024-11-08T16:30'), instantOf('2024-11-11T09:30'))).toBe(60)
    expect(minutesBy('natural', calendar)(instantOf('2024-11-08T16:30'), instantOf('2024-11-11T09:30'))).toBe(3900)
  })

  it('are printed as mean, middle and 90th percentile', () => {
    const minutes = [600, 60, 120, 180, 240, 300, 360, 420, 480, 540]
    expect((['mean', 'median', 'p90'] as const).map((one) => lengthText(minutes, one, 60, 2))).toEqual(['5.50', '5.50', '9.00'])
    expect((['mean', 'median', 'p90'] as const).map((one) => lengthText([50], one, 60, 2))).toEqual(['0.83', '0.83', '0.83'])
    expect(lengthText([], 'median', 60, 2)).toBeNull()
    const positive = fc.array(fc.nat(10_000), { minLength: 1 })
    fc.assert(
      fc.property(positive, (some) => {
        const p90 = Number(lengthText(some, 'p90', 1, 0))
        expect(some.filter((one) => one <= p90).length * 10).toBeGreaterThanOrEqual(some.length * 9)
        expect(some.filter((one) => one < p90).length * 10).toBeLessThan(some.length * 9)
      }),
    )
  })
})
