/** Beijing time as the desk writes it. The calendar's own words come from core. */
import { DAY, dayOf, durationText, formatDay, formatInstant, startOf, weekdayName } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { useEffect, useState } from 'react'

/** Facts of the server are milliseconds; a brand in core, a plain number in JSON. */
const instant = (at: number) => at as Instant
export const nowMs = (): number => Date.now()

/** The last moment of a day is 24:00 of that day. */
function parts(at: number): { day: string; time: string } {
  const isEnd = at - startOf(dayOf(instant(at))) === DAY - 1
  return { day: formatDay(dayOf(instant(at))), time: isEnd ? '24:00' : formatInstant(instant(at)).slice(11) }
}

const isThisYear = (at: number, now: number) => formatInstant(instant(at)).slice(0, 4) === formatInstant(instant(now)).slice(0, 4)

/** 11-08, with the year where it is not this one. */
export function dayText(at: number, now = nowMs()): string {
  const { day } = parts(at)
  return isThisYear(at, now) ? day.slice(5) : day
}
/** 16:30 */
export const timeText = (at: number): string => parts(at).time
/** 11-08 16:30 */
export const momentText = (at: number, now = nowMs()): string => `${dayText(at, now)} ${parts(at).time}`
/** 11-08 周五 */
export const weekText = (at: number, now = nowMs()): string => `${dayText(at, now)} ${weekdayName(dayOf(instant(at)))}`
/** 11-08 周五 18:00 */
export const dueText = (at: number, now = nowMs()): string => `${weekText(at, now)} ${parts(at).time}`
/** 2024-11-08 周五 18:00, on paper. */
export const fullText = (at: number): string => `${parts(at).day} ${weekdayName(dayOf(instant(at)))} ${parts(at).time}`
export const isToday = (at: number, now: number): boolean => dayOf(instant(at)) === dayOf(instant(now))
export const isEndOfDay = (at: number): boolean => parts(at).time === '24:00'
export const isoDay = (at: number): string => formatDay(dayOf(instant(at)))
/** Days since 1970 in Beijing time: equal for two moments of the same day. */
export const dayNumber = (at: number): number => dayOf(instant(at))
export const spanText = (ms: number): string => durationText(Math.max(0, ms))
/** 剩 3 小时 20 分 · 已超 1 天 2 小时, in natural time. */
export const leftText = (due: number, now: number): string =>
  now > due ? `已超 ${durationText(now - due)}` : `剩 ${durationText(due - now + 1)}`

/** The present, told anew each half minute or as often as asked, so that clocks on screen go on. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(nowMs)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(nowMs()), every)
    return () => window.clearInterval(timer)
  }, [every])
  return now
}
