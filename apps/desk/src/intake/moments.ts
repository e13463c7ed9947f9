/** Numbers and times as the agent sees and reads them (people.md, look: 3-4-4, 剩 2 小时 50 分). */
import { dayOf, formatDay, formatInstant, weekdayName } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { ClockLevel } from '@huying/ui'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const nowInstant = () => Date.now() as Instant

/** 138 0000 0645; other numbers as they are. */
export function phoneText(number: string): string {
  const plain = number.replace(/[\s-]/g, '')
  return /^1\d{10}$/.test(plain) ? `${plain.slice(0, 3)} ${plain.slice(3, 7)} ${plain.slice(7)}` : number.trim()
}

/** 01:24, with hours from the first one on. */
export function runText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const tail = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`
  return total >= 3600 ? `${Math.floor(total / 3600)}:${tail}` : tail
}

/** 09:08 · 09:42:06, Beijing time. */
export const clockText = (at: number) => formatInstant(at as Instant).slice(11)
export const stampText = (at: number) => `${clockText(at)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`

/** 11 月 15 日, as it is said. */
export function spokenDay(at: number): string {
  const day = formatDay(dayOf(at as Instant))
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`
}

/** 11-15 周五; with the year when it is another one. */
export function dayText(at: number, now: number): string {
  const day = dayOf(at as Instant)
  const text = formatDay(day)
  return `${text.slice(0, 4) === formatDay(dayOf(now as Instant)).slice(0, 4) ? text.slice(5) : text} ${weekdayName(day)}`
}

const spanText = (ms: number) => {
  if (ms >= DAY) return `${Math.floor(ms / DAY)} 天${ms % DAY >= HOUR ? ` ${Math.floor((ms % DAY) / HOUR)} 小时` : ''}`
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} 小时 ${Math.floor((ms % HOUR) / MINUTE)} 分`
  return `${Math.max(1, Math.floor(ms / MINUTE))} 分钟`
}

export interface RunningClock {
  due: number
  startedAt?: number
  stoppedAt?: number
  pausedAt?: number
}

/** A matter's own clock in its row: the day while there is time, what is left on the last day, what is over. */
export function clockWords(clock: RunningClock, now: number): { level: ClockLevel; used: number; text: string } {
  const begun = clock.startedAt ?? clock.due - DAY
  const used = (now - begun) / Math.max(1, clock.due - begun)
  if (clock.pausedAt !== undefined) return { level: 'paused', used, text: '暂停计时' }
  const left = clock.due - now
  if (left < 0) return { level: 'over', used: 1, text: `已超 ${spanText(-left)}` }
  return left < DAY ? { level: 'near', used, text: `剩 ${spanText(left)}` } : { level: 'normal', used, text: dayText(clock.due, now) }
}
