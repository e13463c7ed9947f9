/**
 * 统计期 of a bulletin: a week, month, quarter or year of the calendar, or any days. Its name says which it is: 2024-W45, 2024-11, 2024-Q4,
 * 2024, 2024-11-01~2024-11-15. Weeks begin on Monday and belong to the year of their Thursday (GB/T 7408.1, ISO 8601).
 */
import { formatDay, parseDay, plusDays } from '../calendar.ts'
import { around, before, type Span } from '../measure/span.ts'

export const EDITION_PERIODS = ['week', 'month', 'quarter', 'year', 'days'] as const
export type EditionPeriod = (typeof EDITION_PERIODS)[number]

export const PERIOD_PATTERN = '^\\d{4}(-(0[1-9]|1[0-2])|-W[0-5]\\d|-Q[1-4]|-\\d{2}-\\d{2}~\\d{4}-\\d{2}-\\d{2})?$'
/** How a period of each kind is written, as refusals say it. */
export const PERIOD_FORMS: Readonly<Record<EditionPeriod, string>> = {
  week: '周，如 2024-W45',
  month: '月份，如 2024-11',
  quarter: '季度，如 2024-Q4',
  year: '年份，如 2024',
  days: '起止日期，如 2024-11-01~2024-11-15',
}

/** What the name of the period that a day lies in is; of any days, what the days themselves are. */
export function periodName(kind: EditionPeriod, { from, to }: Span): string {
  const year = from.slice(0, 4)
  switch (kind) {
    case 'week':
      return weekName(from)
    case 'month':
      return from.slice(0, 7)
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`
    case 'year':
      return year
    case 'days':
      return `${from}~${to}`
  }
}

function weekName(day: string): string {
  const thursday = formatDay(plusDays(parseDay(around(day, 'week').from), 3))
  const year = thursday.slice(0, 4)
  const number = Math.floor((parseDay(thursday) - parseDay(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** First and last day; undefined where the calendar has no such period of the kind. */
export function periodSpan(kind: EditionPeriod, name: string): Span | undefined {
  const span = spanNamed(kind, name)
  return span && span.from <= span.to && periodName(kind, span) === name ? span : undefined
}

function spanNamed(kind: EditionPeriod, name: string): Span | undefined {
  const [from = '', to = ''] = name.split('~')
  try {
    switch (kind) {
      case 'week': {
        // 4 January always lies in the first week.
        const [year = '', number = ''] = name.split('-W')
        const first = parseDay(around(`${year}-01-04`, 'week').from)
        return around(formatDay(plusDays(first, (Number(number) - 1) * 7)), 'week')
      }
      case 'month':
        return around(`${name}-01`, 'month')
      case 'quarter':
        return around(`${name.slice(0, 4)}-${String(Number(name.slice(6)) * 3).padStart(2, '0')}-01`, 'quarter')
      case 'year':
        return around(`${name}-01-01`, 'year')
      case 'days':
        return { from: formatDay(parseDay(from)), to: formatDay(parseDay(to)) }
    }
  } catch {
    return undefined
  }
}

export function periodKind(name: string): EditionPeriod {
  if (name.includes('~')) return 'days'
  if (name.includes('W')) return 'week'
  if (name.includes('Q')) return 'quarter'
  return name.length === 4 ? 'year' : 'month'
}

/** 上期: the one before, of the same kind. */
export function periodBefore(name: string): string | undefined {
  const kind = periodKind(name)
  const span = periodSpan(kind, name)
  return span && periodName(kind, before(span))
}

/** The last periods that are over on a day, the latest first. */
export function periodsOver(kind: Exclude<EditionPeriod, 'days'>, today: string, most: number): string[] {
  const out: string[] = []
  for (let span = before(around(today, kind)); out.length < most; span = before(span)) out.push(periodName(kind, span))
  return out
}

/** As it is read: 2024 年 11 月; 2024 年第 45 周（11 月 4 日至 11 月 10 日）. */
export function periodWords(name: string): string {
  const kind = periodKind(name)
  const year = `${name.slice(0, 4)} 年`
  const day = (text: string) => `${Number(text.slice(5, 7))} 月 ${Number(text.slice(8))} 日`
  const span = periodSpan(kind, name)
  switch (kind) {
    case 'week':
      return `${year}第 ${Number(name.slice(6))} 周${span ? `（${day(span.from)}至 ${day(span.to)}）` : ''}`
    case 'month':
      return `${year} ${Number(name.slice(5))} 月`
    case 'quarter':
      return `${year}第 ${name.slice(6)} 季度`
    case 'year':
      return year
    case 'days':
      return span
        ? `${year} ${day(span.from)}至${span.to.slice(0, 4) === name.slice(0, 4) ? ' ' : ` ${span.to.slice(0, 4)} 年 `}${day(span.to)}`
        : name
  }
}
