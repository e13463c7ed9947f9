import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  addLength,
  type Calendar,
  calendarOf,
  DAY,
  dayOf,
  durationText,
  formatDay,
  formatDue,
  formatInstant,
  HOUR,
  instantOf,
  isConfirmed,
  isWorkday,
  lengthText,
  MINUTE,
  missingYear,
  nextWorkday,
  parseDay,
  plus,
  plusDays,
  remainingText,
  shiftWorkdays,
  startOf,
  subtractLength,
  weekdayName,
  weekdayOf,
  workdaysBetween,
  workingTimeBetween,
} from './calendar.ts'
import type { Day, Instant } from './kernel.ts'
import { type Length, type Pack, UNITS_OF_TIME } from './policy/schema.ts'

type CalendarPack = Pick<Pack, 'calendar' | 'years'>
const years = parse(readFileSync(new URL('../../cities/_base/years.yaml', import.meta.url), 'utf8')) as Pack['years']

function calendarWith(changes: Partial<Pack['calendar']> = {}, published: Pack['years'] = years): Calendar {
  const hours: [string, string][] = [
    ['08:30', '12:00'],
    ['14:30', '17:30'],
  ]
  const calendar: CalendarPack['calendar'] = {
    officeHours: { value: hours },
    dayEnds: { value: '24:00' },
    countsFirstDay: { value: false },
    ...changes,
  }
  return calendarOf({ calendar, years: published })
}

const calendar = calendarWith()
const closesAtFive = calendarWith({ dayEnds: { value: '17:30' } })
const countsToday = calendarWith({ countsFirstDay: { value: true } })

const workdays = (amount: number): Length => ({ amount, unit: 'workday' })
const days = (amount: number): Length => ({ amount, unit: 'day' })
const hours = (amount: number): Length => ({ amount, unit: 'hour' })
const workhours = (amount: number): Length => ({ amount, unit: 'workhour' })
/** Given a start, when a length is added, then this is the due time as people read it. */
const dueOf = (start: string, length: Length, by = calendar) => formatDue(addLength(by, instantOf(start), length).due)

describe('days and instants in Beijing time', () => {
  it('reads the same instant whatever the time zone of the server', () => {
    expect(instantOf('2024-11-08T16:00')).toBe(Date.UTC(2024, 10, 8, 8, 0))
    expect(instantOf('2024-11-08T16:00:07.125')).toBe(Date.UTC(2024, 10, 8, 8, 0, 7, 125))
    expect(instantOf('2024-11-08 16:00')).toBe(instantOf('2024-11-08T16:00'))
    expect(startOf(parseDay('1970-01-01'))).toBe(-8 * HOUR)
  })

  it('changes the day at midnight in Beijing, four in the afternoon in Greenwich', () => {
    expect(formatDay(dayOf(Date.UTC(2024, 11, 31, 15, 59, 59, 999) as Instant))).toBe('2024-12-31')
    expect(formatDay(dayOf(Date.UTC(2024, 11, 31, 16, 0) as Instant))).toBe('2025-01-01')
  })

  it('knows the weekday, also before 1970', () => {
    expect(weekdayOf(parseDay('2024-11-10'))).toBe(0)
    expect(weekdayName(parseDay('2024-11-08'))).toBe('周五')
    expect(weekdayName(parseDay('1969-12-31'))).toBe('周三')
  })

  it('shows the end of a day as 24:00 and any other due time as it is', () => {
    expect(formatDue(instantOf('2024-10-10T23:59:59.999'))).toBe('2024-10-10 周四 24:00')
    expect(formatDue(instantOf('2024-10-11T17:30'))).toBe('2024-10-11 周五 17:30')
    expect(formatDue(instantOf('2024-10-11T00:00'))).toBe('2024-10-11 周五 00:00')
  })

  it.each(['2024-02-30', '2024-13-01', '2024-1-1', '', 'abc'])('refuses %j as a day', (text) => {
    expect(() => parseDay(text)).toThrow(RangeError)
  })

  it.each(['2024-11-08', '2024-11-08T24:00', '2024-02-30T10:00', '2024-11-08T16:00Z', ''])('refuses %j as a Beijing time', (text) => {
    expect(() => instantOf(text)).toThrow(RangeError)
  })
})

describe('the published years', () => {
  it('cover 2022 to 2026, each with the notice it was read in', () => {
    expect(Object.keys(years)).toEqual(['2022', '2023', '2024', '2025', '2026'])
    for (const [year, { source }] of Object.entries(years)) {
      expect(source).toMatchObject({ publisher: '国务院办公厅', title: `关于${year}年部分节假日安排的通知` })
      expect(source.section).toMatch(/^国办发明电〔\d{4}〕\d+号$/)
    }
  })

  it.each([
    ['2022', 31, '01-29 01-30 04-02 04-24 05-07 10-08 10-09'],
    ['2023', 27, '01-28 01-29 04-23 05-06 06-25 10-07 10-08'],
    ['2024', 28, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'],
    ['2025', 28, '01-26 02-08 04-27 09-28 10-11'],
    ['2026', 33, '01-04 02-14 02-28 05-09 09-20 10-10'],
  ])('%s: %i days off and the make-up days of the notice', (year, count, makeUp) => {
    expect(years[year]?.holidays).toHaveLength(count)
    expect(years[year]?.workdays).toEqual(makeUp.split(' ').map((day) => `${year}-${day}`))
  })

  it('make every make-up day a weekend that is worked, and every holiday a day off', () => {
    for (const { holidays, workdays: worked } of Object.values(years)) {
      expect(worked.map((day) => weekdayOf(parseDay(day)) % 6)).toEqual(worked.map(() => 0))
      expect(worked.every((day) => isWorkday(calendar, parseDay(day)))).toBe(true)
      expect(holidays.some((day) => isWorkday(calendar, parseDay(day)))).toBe(false)
    }
  })

  it('a day off may stand in the notice of the following year', () => {
    expect(years['2023']?.holidays).toContain('2022-12-31')
  })
})

describe('working days', () => {
  it('follow weekends, holidays and make-up days', () => {
    expect(isWorkday(calendar, parseDay('2024-10-10'))).toBe(true)
    expect(isWorkday(calendar, parseDay('2024-10-07'))).toBe(false)
    expect(isWorkday(calendar, parseDay('2024-10-12'))).toBe(true)
    expect(isWorkday(calendar, parseDay('2024-10-13'))).toBe(false)
    expect(formatDay(nextWorkday(calendar, parseDay('2024-09-30')))).toBe('2024-10-08')
  })

  it("the city's own days come before the national ones", () => {
    const city = calendarWith({
      extraHolidays: [{ day: '2024-10-10', label: '州庆' }],
      extraWorkdays: [{ day: '2024-10-07', label: '防汛' }],
    })
    expect(isWorkday(city, parseDay('2024-10-10'))).toBe(false)
    expect(isWorkday(city, parseDay('2024-10-07'))).toBe(true)
  })

  it('of a year that is not published follow the weekend and are not confirmed', () => {
    expect(isWorkday(calendar, parseDay('2027-10-01'))).toBe(true)
    expect(isConfirmed(calendar, parseDay('2027-10-01'))).toBe(false)
    expect(isConfirmed(calendar, parseDay('2026-12-31'))).toBe(true)
    expect(missingYear(calendar, parseDay('2026-12-01'), parseDay('2028-01-01'))).toBe(2027)
    expect(missingYear(calendar, parseDay('2022-01-01'), parseDay('2026-12-31'))).toBeUndefined()
  })
})

describe('adding a length', () => {
  it('sla-01: received 2024-09-27 10:00, 5 working days and 24 hours', () => {
    const added = addLength(calendar, instantOf('2024-09-27T10:00'), workdays(5))
    expect(added.due).toBe(instantOf('2024-10-10T23:59:59.999'))
    expect(added.days?.map(formatDay)).toEqual(['2024-09-29', '2024-09-30', '2024-10-08', '2024-10-09', '2024-10-10'])
    expect(added).toMatchObject({ firstDay: parseDay('2024-09-29'), provisional: false })
    expect(addLength(calendar, instantOf('2024-09-27T10:00'), hours(24)).due).toBe(instantOf('2024-09-28T10:00'))
  })

  it('sla-03, sla-06, sla-07, sla-11: the other examples of working days', () => {
    expect(dueOf('2023-11-01T09:00', workdays(5))).toBe('2023-11-08 周三 24:00')
    expect(dueOf('2023-04-21T09:00', workdays(3))).toBe('2023-04-25 周二 24:00')
    expect(dueOf('2024-11-08T16:00', workdays(1))).toBe('2024-11-11 周一 24:00')
    expect(dueOf('2023-06-09T11:00', workdays(5))).toBe('2023-06-16 周五 24:00')
  })

  it('created Friday 17:29 before National Day with a make-up Saturday', () => {
    expect(dueOf('2022-09-30T17:29', workdays(1))).toBe('2022-10-08 周六 24:00')
    expect(dueOf('2022-09-30T17:29', workdays(5))).toBe('2022-10-12 周三 24:00')
    expect(dueOf('2022-09-30T17:29', workhours(2))).toBe('2022-10-08 周六 10:29')
    expect(dueOf('2022-09-30T17:29', hours(2))).toBe('2022-09-30 周五 19:29')
    expect(dueOf('2022-09-30T17:29', workdays(1), closesAtFive)).toBe('2022-10-08 周六 17:30')
  })

  it('received on a Saturday that is a working day, and on one that is not', () => {
    expect(dueOf('2024-10-12T10:00', workdays(1))).toBe('2024-10-14 周一 24:00')
    expect(dueOf('2024-10-12T10:00', workdays(1), countsToday)).toBe('2024-10-12 周六 24:00')
    expect(dueOf('2024-10-19T10:00', workdays(1))).toBe('2024-10-21 周一 24:00')
    expect(dueOf('2024-10-19T10:00', workdays(1), countsToday)).toBe('2024-10-21 周一 24:00')
  })

  it('natural days run through holidays and never hang on a calendar', () => {
    expect(dueOf('2024-09-30T10:00', days(5))).toBe('2024-10-05 周六 24:00')
    expect(dueOf('2024-09-30T10:00', days(5), countsToday)).toBe('2024-10-04 周五 24:00')
    expect(addLength(calendar, instantOf('2026-12-30T10:00'), days(5)).provisional).toBe(false)
  })

  it("the day ends when the pack says; 23:59 means the day's last moment", () => {
    expect(dueOf('2024-11-08T09:00', days(1), closesAtFive)).toBe('2024-11-09 周六 17:30')
    expect(dueOf('2024-11-08T09:00', days(1), calendarWith({ dayEnds: { value: '23:59' } }))).toBe('2024-11-09 周六 24:00')
  })

  it('0 days are the same day, or the following one when its end has passed', () => {
    expect(dueOf('2024-11-08T09:00', workdays(0))).toBe('2024-11-08 周五 24:00')
    expect(dueOf('2024-11-09T09:00', workdays(0))).toBe('2024-11-11 周一 24:00')
    expect(dueOf('2024-11-08T18:00', days(0), closesAtFive)).toBe('2024-11-09 周六 17:30')
  })

  it('working hours run inside office hours and may end at the closing minute', () => {
    expect(dueOf('2024-11-08T11:00', workhours(2))).toBe('2024-11-08 周五 15:30')
    expect(dueOf('2024-11-08T16:30', workhours(1))).toBe('2024-11-08 周五 17:30')
    expect(dueOf('2024-11-08T22:00', workhours(1))).toBe('2024-11-11 周一 09:30')
    expect(() => addLength(calendarWith({ officeHours: { value: [] } }), instantOf('2024-11-08T11:00'), workhours(1))).toThrow(
      'office hours',
    )
  })

  it('crossing into a year that is not published is provisional', () => {
    expect(addLength(calendar, instantOf('2026-12-30T10:00'), workdays(1)).provisional).toBe(false)
    expect(addLength(calendar, instantOf('2026-12-30T10:00'), workdays(2)).provisional).toBe(true)
    expect(addLength(calendar, instantOf('2026-12-31T17:00'), workhours(1)).provisional).toBe(true)
    expect(addLength(calendar, instantOf('2026-12-31T17:00'), hours(48)).provisional).toBe(false)
  })
})

describe('subtracting, shifting, counting', () => {
  it('a reserve lies before the due time and keeps its time of day', () => {
    const due = instantOf('2024-10-08T23:59:59.999')
    expect(formatDue(subtractLength(calendar, due, workdays(1)))).toBe('2024-09-30 周一 24:00')
    expect(formatDue(subtractLength(calendar, due, days(1)))).toBe('2024-10-07 周一 24:00')
    expect(formatDue(subtractLength(calendar, due, workhours(4)))).toBe('2024-10-08 周二 11:00')
    expect(formatDue(subtractLength(calendar, instantOf('2024-10-08T10:00'), { amount: 30, unit: 'minute' }))).toBe('2024-10-08 周二 09:30')
  })

  it('counts working days after the day of the first, up to the day of the second', () => {
    const [friday, monday] = [instantOf('2024-11-08T17:00'), instantOf('2024-11-11T09:00')]
    expect(workdaysBetween(calendar, friday, monday)).toBe(1)
    expect(workdaysBetween(calendar, friday, friday)).toBe(0)
    expect(workingTimeBetween(calendar, friday, monday)).toBe(HOUR)
    expect(workingTimeBetween(calendar, monday, friday)).toBe(0)
    expect(workingTimeBetween(calendar, instantOf('2024-11-08T00:00'), monday)).toBe(7 * HOUR)
  })
})

describe('words', () => {
  it.each([
    ['2024-11-08T20:40', '2024-11-08T23:59:59.999', '剩 3 小时 20 分'],
    ['2024-11-08T10:00', '2024-11-12T23:59:59.999', '剩 2 个工作日'],
    ['2024-10-12T02:00', '2024-10-10T23:59:59.999', '已超 1 天 2 小时'],
    ['2024-11-09T10:00', '2024-11-10T23:59:59.999', '剩 1 天 14 小时'],
    ['2024-11-08T10:00', '2024-11-10T10:30', '剩 2 天'],
    ['2024-11-08T10:00', '2024-11-08T10:00', '剩 1 分以内'],
    ['2024-11-08T10:00:01', '2024-11-08T10:00', '已超 1 分以内'],
    ['2024-11-08T10:12', '2024-11-08T10:00', '已超 12 分'],
  ])('at %s with due %s: %s', (now, due, text) => {
    expect(remainingText(calendar, instantOf(now), instantOf(due))).toBe(text)
  })

  it('a clock of natural days is not shown in working days', () => {
    const [now, due] = [instantOf('2024-11-08T10:00'), instantOf('2024-11-12T23:59:59.999')]
    expect(remainingText(calendar, now, due, 'day')).toBe('剩 4 天 14 小时')
    expect(remainingText(calendar, now, due, 'workday')).toBe('剩 2 个工作日')
  })

  it('names lengths', () => {
    expect([workdays(5), days(3), hours(24), workhours(2), { amount: 15, unit: 'minute' } as const, workdays(0)].map(lengthText)).toEqual([
      '5 个工作日',
      '3 个自然日',
      '24 小时',
      '2 个工作小时',
      '15 分钟',
      '当日',
    ])
    expect(durationText(DAY + 59 * MINUTE)).toBe('1 天')
  })
})

describe('properties', () => {
  it('writes every day as ISO 8601 does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 3_000_000 }), (n) => {
        const iso = new Date(n * DAY).toISOString()
        expect(formatDay(n as Day)).toBe(iso.slice(0, 10))
        expect(isConfirmed({ ...calendar, years: new Set([new Date(iso).getUTCFullYear()]) }, n as Day)).toBe(true)
      }),
    )
  })

  const instants = fc.integer({ min: instantOf('2022-01-01T00:00'), max: instantOf('2026-11-30T00:00') }).map((ms) => ms as Instant)
  const amounts = fc.integer({ min: 0, max: 40 })
  const lengths = fc.record({ amount: amounts, unit: fc.constantFrom(...UNITS_OF_TIME) })
  const calendars = fc.constantFrom(calendar, closesAtFive, countsToday)

  it('a later start is never due earlier, and nothing is due before its start', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 20 * DAY }), lengths, (by, start, wait, length) => {
        const [early, late] = [addLength(by, start, length).due, addLength(by, plus(start, wait), length).due]
        return start <= early && early <= late
      }),
    )
  })

  it('a longer length is never due earlier', () => {
    fc.assert(
      fc.property(calendars, instants, lengths, (by, start, length) => {
        return addLength(by, start, length).due <= addLength(by, start, { ...length, amount: length.amount + 1 }).due
      }),
    )
  })

  it('working days and working hours never end on a day off', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.constantFrom('workday', 'workhour'),
        fc.integer({ min: 1, max: 40 }),
        (by, start, unit, amount) => {
          return isWorkday(by, dayOf(addLength(by, start, { amount, unit }).due))
        },
      ),
    )
  })

  it('as many working days are counted as were given, each of them worked', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 40 }), (start, amount) => {
        const { days: counted = [], due } = addLength(calendar, start, workdays(amount))
        expect(counted).toHaveLength(amount)
        expect(counted.every((day) => isWorkday(calendar, day))).toBe(true)
        expect(workdaysBetween(calendar, start, due)).toBe(amount)
      }),
    )
  })

  it('added working hours are as much office time', () => {
    fc.assert(
      fc.property(instants, amounts, (start, amount) => {
        const { due } = addLength(calendar, start, workhours(amount))
        return workingTimeBetween(calendar, start, due) === amount * HOUR
      }),
    )
  })

  it('shifting by working days and back finds the day again', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 }), (start, count) => {
        const at = addLength(calendar, start, workdays(1)).due
        expect(shiftWorkdays(calendar, shiftWorkdays(calendar, at, count), -count)).toBe(at)
      }),
    )
  })

  it('what is formatted is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), fc.integer({ min: 0, max: 1439 }), (n, minutes) => {
        const day = plusDays(parseDay('1970-01-01'), n)
        const at = plus(startOf(day), minutes * MINUTE)
        expect(parseDay(formatDay(day))).toBe(day)
        expect(instantOf(formatInstant(at))).toBe(at)
        expect(dayOf(at)).toBe(day)
      }),
    )
  })
})
