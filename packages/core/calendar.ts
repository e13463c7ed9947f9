/**
 * The calendar (工作日历): the only file that knows days. Facts carry instants, rules count in days of Beijing time
 * (fixed +08:00, no summer time), so the server's time zone never matters and no library is needed.
 *
 * How lengths are counted (pack defaults: 收到当日不计, 第 N 日 24:00 到期; due is inclusive, the last moment still counts):
 * - `minute`, `hour`: natural time, exact to the millisecond, never provisional;
 * - `day`: natural days. The day of receipt is not counted unless `countsFirstDay`; due at `dayEnds` of the Nth day;
 * - `workday`: the same over working days; a rest day of receipt is no working day, so the next working day is the first;
 * - `workhour`: runs only inside the office hours of working days.
 * Days are whole: a part of a day counts as a day, and 0 days means 当日 (that same day, or the first working day from it).
 * Where the end of the day has passed on receipt, the following day stands in for the day of receipt: due is always later.
 * A length whose counting touches a year without a published arrangement (放假安排) is provisional (暂定).
 */
import type { Day, Instant } from './kernel.ts'
import type { Length, Pack, UnitOfTime } from './policy/schema.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const BEIJING = 8 * HOUR

export const plus = (at: Instant, ms: number) => (at + Math.round(ms)) as Instant
export const plusDays = (day: Day, days: number) => (day + days) as Day
export const dayOf = (at: Instant) => Math.floor((at + BEIJING) / DAY) as Day
export const startOf = (day: Day) => (day * DAY - BEIJING) as Instant
const timeOfDay = (at: Instant) => at - startOf(dayOf(at))

/** '2024-11-08' */
export function formatDay(day: Day): string {
  if (day < FIRST || day > LAST) return new Date(day * DAY).toISOString().slice(0, 10)
  const { year, month, of } = civil(day)
  return `${year}-${month < 10 ? '0' : ''}${month}-${of < 10 ? '0' : ''}${of}`
}
/** 1000-01-01 and 9999-12-31: years of four figures. */
const FIRST = -354_285
const LAST = 2_932_896

/** Year, month and day of the month, by arithmetic on years that begin in March (H. Hinnant, days to civil). */
function civil(day: Day): { year: number; month: number; of: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const m = Math.floor((5 * ofYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, of: ofYear - Math.floor((153 * m + 2) / 5) + 1 }
}
/** '2024-11-08 16:00' */
export const formatInstant = (at: Instant) => new Date(at + BEIJING).toISOString().slice(0, 16).replace('T', ' ')

/** '2024-11-08'; anything that is no day of the calendar is a fault of the caller (texts of people are checked at the edge). */
export function parseDay(text: string): Day {
  const day = (Date.parse(`${text}T00:00:00Z`) / DAY) as Day
  if (!Number.isInteger(day) || formatDay(day) !== text) throw new RangeError(`not a day: ${text}`)
  return day
}

/** Beijing time '2024-11-08T16:00', with seconds and milliseconds if wanted; a space may stand for the T. */
export function instantOf(text: string): Instant {
  const iso = text.replace(' ', 'T')
  const at = Date.parse(`${iso}+08:00`) as Instant
  if (Number.isNaN(at) || formatInstant(at) !== iso.slice(0, 16).replace('T', ' ')) throw new RangeError(`not a Beijing time: ${text}`)
  return at
}

/** 0 = Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day) => (((day + 4) % 7) + 7) % 7
export const weekdayName = (day: Day) => `周${'日一二三四五六'.charAt(weekdayOf(day))}`

/** A due time as people read it: '2024-10-10 周四 24:00', '2024-10-11 周五 17:30'. */
export function formatDue(due: Instant): string {
  const day = dayOf(due)
  const time = timeOfDay(due) === DAY - 1 ? '24:00' : formatInstant(due).slice(11)
  return `${formatDay(day)} ${weekdayName(day)} ${time}`
}

export interface Calendar {
  /** Days that depart from the weekend rule: true = worked (调休上班), false = off (放假). */
  readonly special: ReadonlyMap<Day, boolean>
  /** Years whose arrangement is published. */
  readonly years: ReadonlySet<number>
  /** Opening and closing in milliseconds of the day, in order. */
  readonly officeHours: readonly (readonly [number, number])[]
  /** The last moment of a day, in milliseconds of the day. */
  readonly dayEnds: number
  readonly countsFirstDay: boolean
}

type CalendarPack = Pick<Pack, 'calendar' | 'years'>
/** A resolved pack never changes, so each is read once. */
const known = new WeakMap<CalendarPack, Calendar>()

export function calendarOf(pack: CalendarPack): Calendar {
  const calendar = known.get(pack) ?? readCalendar(pack)
  known.set(pack, calendar)
  return calendar
}

function readCalendar({ calendar, years }: CalendarPack): Calendar {
  const hours = calendar.officeHours.value.map(([open, close]) => [clockTime(open), clockTime(close)] as const)
  const ends = clockTime(calendar.dayEnds.value)
  return {
    special: specialDays({ calendar, years }),
    years: new Set(Object.keys(years).map(Number)),
    officeHours: hours.filter(([open, close]) => open < close).sort(([a], [b]) => a - b),
    dayEnds: ends >= DAY - MINUTE ? DAY - 1 : ends,
    countsFirstDay: calendar.countsFirstDay.value,
  }
}

/** The pack's own days are written last: a city may depart from the national arrangement. */
function specialDays({ calendar, years }: CalendarPack): Map<Day, boolean> {
  const days = new Map<Day, boolean>()
  const put = (list: string[], worked: boolean) => list.forEach((text) => days.set(parseDay(text), worked))
  Object.values(years).forEach((year) => put(year.holidays, false))
  Object.values(years).forEach((year) => put(year.workdays, true))
  put(
    (calendar.extraHolidays ?? []).map((extra) => extra.day),
    false,
  )
  put(
    (calendar.extraWorkdays ?? []).map((extra) => extra.day),
    true,
  )
  return days
}

/** '17:30' in milliseconds of the day. */
const clockTime = (text: string) => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE

export function isWorkday(calendar: Calendar, day: Day): boolean {
  return calendar.special.get(day) ?? weekdayOf(day) % 6 !== 0
}

const yearOf = (day: Day) => civil(day).year
export const isConfirmed = (calendar: Calendar, day: Day) => calendar.years.has(yearOf(day))

/** The first year between two days whose arrangement is not published; a due time that hangs on it is provisional. */
export function missingYear(calendar: Calendar, from: Day, to: Day): number | undefined {
  for (let year = yearOf(from); year <= yearOf(to); year++) if (!calendar.years.has(year)) return year
  return undefined
}

export function nextWorkday(calendar: Calendar, after: Day): Day {
  let day = plusDays(after, 1)
  while (!isWorkday(calendar, day)) day = plusDays(day, 1)
  return day
}

export interface Added {
  due: Instant
  provisional: boolean
  /** The days counted, for `day` and `workday`. */
  firstDay?: Day
  days?: Day[]
}

export function addLength(calendar: Calendar, start: Instant, length: Length, opts: { countsFirstDay?: boolean } = {}): Added {
  const first = opts.countsFirstDay ?? calendar.countsFirstDay
  switch (length.unit) {
    case 'minute':
      return { due: plus(start, length.amount * MINUTE), provisional: false }
    case 'hour':
      return { due: plus(start, length.amount * HOUR), provisional: false }
    case 'day':
      return { ...countDays(calendar, start, length.amount, first, () => true), provisional: false }
    case 'workday':
      return countDays(calendar, start, length.amount, first, (day) => isWorkday(calendar, day))
    case 'workhour':
      return addOfficeTime(calendar, start, length.amount * HOUR)
    default:
      return length.unit satisfies never
  }
}

function countDays(calendar: Calendar, start: Instant, amount: number, countsFirst: boolean, counts: (day: Day) => boolean): Added {
  const today = dayOf(start)
  const from = plusDays(today, !(countsFirst || amount === 0) || timeOfDay(start) >= calendar.dayEnds ? 1 : 0)
  const days: Day[] = []
  let last = from
  for (let day = from; days.length < Math.max(1, amount); day = plusDays(day, 1)) {
    if (counts(day)) days.push(day)
    last = day
  }
  const due = plus(startOf(last), calendar.dayEnds)
  return { due, provisional: missingYear(calendar, from, last) !== undefined, firstDay: days[0], days }
}

const officeSpans = (calendar: Calendar, day: Day) =>
  isWorkday(calendar, day)
    ? calendar.officeHours.map(([open, close]) => [plus(startOf(day), open), plus(startOf(day), close)] as const)
    : []

function addOfficeTime(calendar: Calendar, start: Instant, ms: number): Added {
  if (calendar.officeHours.length === 0) throw new RangeError('the pack has no office hours')
  let left = Math.round(ms)
  const from = dayOf(start)
  for (let day = from; left > 0; day = plusDays(day, 1)) {
    for (const [open, close] of officeSpans(calendar, day)) {
      const begin = Math.max(open, start) as Instant
      if (close - begin >= left) return { due: plus(begin, left), provisional: missingYear(calendar, from, day) !== undefined }
      left -= Math.max(0, close - begin)
    }
  }
  return { due: start, provisional: false }
}

/** A length before a due time (a reserve). Days keep the time of day, so 24:00 stays 24:00. */
export function subtractLength(calendar: Calendar, due: Instant, length: Length): Instant {
  switch (length.unit) {
    case 'minute':
      return plus(due, -length.amount * MINUTE)
    case 'hour':
      return plus(due, -length.amount * HOUR)
    case 'day':
      return plus(due, -Math.ceil(length.amount) * DAY)
    case 'workday':
      return shiftWorkdays(calendar, due, -Math.ceil(length.amount))
    case 'workhour':
      return subtractOfficeTime(calendar, due, length.amount * HOUR)
    default:
      return length.unit satisfies never
  }
}

function subtractOfficeTime(calendar: Calendar, due: Instant, ms: number): Instant {
  if (calendar.officeHours.length === 0) throw new RangeError('the pack has no office hours')
  let left = Math.round(ms)
  for (let day = dayOf(due); left > 0; day = plusDays(day, -1)) {
    for (const [open, close] of officeSpans(calendar, day).reverse()) {
      const end = Math.min(close, due) as Instant
      if (end - open >= left) return plus(end, -left)
      left -= Math.max(0, end - open)
    }
  }
  return due
}

/** The same time of day, `count` working days later (earlier if negative). */
export function shiftWorkdays(calendar: Calendar, at: Instant, count: number): Instant {
  const step = Math.sign(count)
  let day = dayOf(at)
  for (let left = Math.abs(count); left > 0; ) {
    day = plusDays(day, step)
    if (isWorkday(calendar, day)) left--
  }
  return plus(startOf(day), timeOfDay(at))
}

/** Office time between two instants, in milliseconds; 0 when `b` is not after `a`. */
export function workingTimeBetween(calendar: Calendar, a: Instant, b: Instant): number {
  let sum = 0
  for (let day = dayOf(a); day <= dayOf(b); day = plusDays(day, 1)) {
    for (const [open, close] of officeSpans(calendar, day)) sum += Math.max(0, Math.min(close, b) - Math.max(open, a))
  }
  return sum
}

/** Working days after the day of `a`, up to and including the day of `b` (as limits are counted: 当日不计). */
export function workdaysBetween(calendar: Calendar, a: Instant, b: Instant): number {
  let count = 0
  for (let day = plusDays(dayOf(a), 1); day <= dayOf(b); day = plusDays(day, 1)) if (isWorkday(calendar, day)) count++
  return count
}

const UNIT_WORDS: Record<UnitOfTime, string> = {
  minute: '分钟',
  hour: '小时',
  day: '个自然日',
  workhour: '个工作小时',
  workday: '个工作日',
}
/** '5 个工作日', '24 小时'; 0 days are '当日'. */
export function lengthText({ amount, unit }: Length): string {
  return amount === 0 && (unit === 'day' || unit === 'workday') ? '当日' : `${amount} ${UNIT_WORDS[unit]}`
}

/** '1 天 2 小时', '3 小时 20 分', '12 分': the two largest parts; '1 分以内' below a minute. */
export function durationText(ms: number): string {
  const [days, hours, minutes] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR), Math.floor((ms % HOUR) / MINUTE)]
  const parts = days > 0 ? [part(days, '天'), part(hours, '小时')] : [part(hours, '小时'), part(minutes, '分')]
  return parts.filter(Boolean).join(' ') || '1 分以内'
}
const part = (count: number, unit: string) => (count > 0 ? `${count} ${unit}` : '')

/**
 * The remaining time in words (terms.md 0.5). Below one day and past due it is natural time, so that 3 小时 means three hours by the wall
 * clock. Else working days for a clock that counts them (told by `unit`, or by a due time at the end of a day), natural time for others.
 */
export function remainingText(calendar: Calendar, now: Instant, due: Instant, unit?: UnitOfTime): string {
  if (now > due) return `已超 ${durationText(now - due)}`
  const left = due - now + 1 // inclusive: the last millisecond still counts, so 24:00 is a full hour after 23:00
  const workdays = workdaysBetween(calendar, now, due)
  const countsWorkdays = unit === undefined ? timeOfDay(due) === calendar.dayEnds : unit === 'workday'
  return left > DAY && countsWorkdays && workdays > 0 ? `剩 ${workdays} 个工作日` : `剩 ${durationText(left)}`
}
