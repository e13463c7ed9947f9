/** Days as they are written to citizens. */
import { formatDay, weekdayName } from '@huying/core/calendar'
import type { Day } from '@huying/core/kernel'

/** 11 月 15 日（周五）; with the year where it is not this one. */
export function dayText(day: Day, today: Day): string {
  const [year, month, date] = formatDay(day).split('-').map(Number)
  const other = formatDay(today).startsWith(String(year)) ? '' : `${year} 年 `
  return `${other}${month} 月 ${date} 日（${weekdayName(day)}）`
}
