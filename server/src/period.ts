/** Days and months of Beijing, as addresses ask for them and as the database reads them. */
import { formatDay, parseDay, plusDays } from '@huying/core/calendar'
import { Type } from '@sinclair/typebox'

/** As 2024-11-08; `date` refuses what no calendar has. */
export const Day = Type.String({ format: 'date', pattern: '^[12]', title: '日期' })

/** As 2024-11. */
export const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', title: '月份' })
export const MonthPath = Type.Object({ month: Month })

/** First moment of a day, and the first moment after it. */
export const startOfDay = (day: string) => `${day}T00:00:00+08:00`
export const endOfDay = (day: string) => `${day}T24:00:00+08:00`

/** First and last day of a month. */
export const daysOf = (month: string) => ({ first: `${month}-01`, last: formatDay(plusDays(parseDay(firstOfNext(month)), -1)) })

/** First moment of the month and of the next one. */
export const spanOf = (month: string): [from: string, to: string] => [startOfDay(`${month}-01`), startOfDay(firstOfNext(month))]

function firstOfNext(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
}
