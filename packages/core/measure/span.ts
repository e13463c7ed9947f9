/** 统计期: days from first to last, the one before (环比), the same a year ago (同比), and the parts a series is cut into. */
import { formatDay, parseDay, plusDays, weekdayOf } from '../calendar.ts'
import type { Day } from '../kernel.ts'

export interface Span {
  /** Days as 2024-11-08, both counted. */
  from: string
  to: string
}
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

const firstOf = (year: number, month: number) => {
  const at = year * 12 + month
  return parseDay(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`)
}
const partsOf = (day: string): [year: number, month: number, of: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)) - 1,
  Number(day.slice(8)),
]
const lastOf = (year: number, month: number) => plusDays(firstOf(year, month + 1), -1)
const spanOf = (from: Day, to: Day): Span => ({ from: formatDay(from), to: formatDay(to) })

/** How many whole months the span is, where it is whole months: quarters and years are. */
function wholeMonths({ from, to }: Span): number | undefined {
  const [y, m, d] = partsOf(from)
  const [y2, m2] = partsOf(to)
  return d === 1 && formatDay(lastOf(y2, m2)) === to ? (y2 - y) * 12 + m2 - m + 1 : undefined
}

/** 环比: as many whole months before, or as many days. */
export function before(span: Span): Span {
  const months = wholeMonths(span)
  const [year, month] = partsOf(span.from)
  if (months !== undefined) return spanOf(firstOf(year, month - months), plusDays(parseDay(span.from), -1))
  const days = parseDay(span.to) - parseDay(span.from) + 1
  return spanOf(plusDays(parseDay(span.from), -days), plusDays(parseDay(span.from), -1))
}

/** 同比: the same days a year ago; the last day of a month stays one, 29 February is 28 February. */
export function yearAgo(span: Span): Span {
  const months = wholeMonths(span)
  const [year, month] = partsOf(span.from)
  if (months !== undefined) return spanOf(firstOf(year - 1, month), plusDays(firstOf(year - 1, month + months), -1))
  const same = (day: string) => {
    const [y, m, d] = partsOf(day)
    return plusDays(firstOf(y - 1, m), Math.min(d, Number(formatDay(lastOf(y - 1, m)).slice(8))) - 1)
  }
  return spanOf(same(span.from), same(span.to))
}

/** The period that a day lies in, whole. Weeks begin on Monday. */
export function around(day: string, period: Period): Span {
  const [year, month] = partsOf(day)
  switch (period) {
    case 'day':
      return { from: day, to: day }
    case 'week': {
      const monday = plusDays(parseDay(day), -((weekdayOf(parseDay(day)) + 6) % 7))
      return spanOf(monday, plusDays(monday, 6))
    }
    case 'month':
      return spanOf(firstOf(year, month), lastOf(year, month))
    case 'quarter':
      return spanOf(firstOf(year, month - (month % 3)), lastOf(year, month - (month % 3) + 2))
    case 'year':
      return spanOf(firstOf(year, 0), lastOf(year, 11))
  }
}

/** The span cut into periods; the first and the last may be parts of one. */
export function cut({ from, to }: Span, period: Period): Span[] {
  const out: Span[] = []
  for (let day = from; day <= to; ) {
    const whole = around(day, period)
    const last = whole.to < to ? whole.to : to
    out.push({ from: day, to: last })
    day = formatDay(plusDays(parseDay(last), 1))
  }
  return out
}
