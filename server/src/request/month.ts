/** A month as everybody here asks for it. */
import { Type } from '@sinclair/typebox'

export const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', title: '月份' })
export const MonthPath = Type.Object({ month: Month })

/** The day a request counts on: accepted or, where it was refused or transferred before that, received. The index on it serves every month. */
export const COUNTED_AT = 'coalesce(t.accepted_at, t.registered_at)'

/** First moment of the month and of the next one, Beijing time. */
export function spanOf(month: string): [from: string, to: string] {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return [`${month}-01T00:00:00+08:00`, `${next}-01T00:00:00+08:00`]
}
