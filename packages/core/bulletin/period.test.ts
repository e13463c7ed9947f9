/** Periods of bulletins: every day lies in one of each kind, and each has one before it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDay, parseDay, plusDays } from '../calendar.ts'
import { EDITION_PERIODS, periodBefore, periodKind, periodName, periodsOver, periodSpan, periodWords } from './period.ts'

const kinds = fc.constantFrom(...EDITION_PERIODS.filter((kind) => kind !== 'days'))
const days = fc.integer({ min: 0, max: 20_000 }).map((n) => formatDay(plusDays(parseDay('2000-01-01'), n)))

describe('a period', () => {
  it('holds the day it is named by, and the one before it ends where it begins', () => {
    fc.assert(
      fc.property(kinds, days, (kind, day) => {
        const name = periodName(kind, { from: day, to: day })
        const span = periodSpan(kind, name)
        if (!span) throw new Error(name)
        expect([periodKind(name), span.from <= day, day <= span.to]).toEqual([kind, true, true])
        const previous = periodSpan(kind, periodBefore(name) ?? '')
        expect(previous && formatDay(plusDays(parseDay(previous.to), 1))).toBe(span.from)
        for (const one of periodsOver(kind, day, 3)) expect((periodSpan(kind, one)?.to ?? '~') < day).toBe(true)
      }),
    )
  })

  it('of a week belongs to the year of its Thursday', () => {
    expect(periodSpan('week', '2024-W45')).toEqual({ from: '2024-11-04', to: '2024-11-10' })
    expect(periodSpan('week', '2020-W53')).toEqual({ from: '2020-12-28', to: '2021-01-03' })
    expect(periodName('week', { from: '2024-12-30', to: '2024-12-30' })).toBe('2025-W01')
    expect(periodBefore('2025-W01')).toBe('2024-W52')
  })

  it('that the calendar does not have is none', () => {
    for (const [kind, name] of [
      ...([
        ['week', '2024-W53'],
        ['week', '2024-11'],
        ['month', '2024-13'],
        ['quarter', '2024-Q5'],
      ] as const),
      ...([
        ['month', '2024'],
        ['days', '2024-11-15~2024-11-01'],
        ['days', '2024-11-31~2024-12-01'],
        ['year', '2024-11'],
      ] as const),
    ])
      expect([name, periodSpan(kind, name)]).toEqual([name, undefined])
    expect(periodSpan('days', '2024-11-01~2024-11-15')).toEqual({ from: '2024-11-01', to: '2024-11-15' })
    expect(periodBefore('2024-11-01~2024-11-15')).toBe('2024-10-17~2024-10-31')
  })

  it('is read as people write it', () => {
    expect(['2024-11', '2024-W45', '2024-Q4', '2024', '2024-12-20~2025-01-05'].map(periodWords)).toEqual([
      ...['2024 年 11 月', '2024 年第 45 周（11 月 4 日至 11 月 10 日）', '2024 年第 4 季度', '2024 年'],
      '2024 年 12 月 20 日至 2025 年 1 月 5 日',
    ])
  })
})
