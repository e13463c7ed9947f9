/** 发生时间: a caller says 上周日; what is stored must still be understood in a month, so the day it means goes with it. */
import { dayOf, formatDay, parseDay, plusDays, weekdayName, weekdayOf } from '@huying/core/calendar'
import type { Day, Instant } from '@huying/core/kernel'

const WEEKDAYS = '日一二三四五六'
const NUMBERS = '零一二三四五六七八九十'
const DAYS_BACK: readonly [RegExp, number][] = [
  [/大前天/, 3],
  [/前天|前晚/, 2],
  [/昨/, 1],
  [/今|刚才|刚刚|现在/, 0],
]

const valid = (year: number, month: number, day: number): Day | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  try {
    return parseDay(text)
  } catch {
    return undefined
  }
}

/** The day a text means, none that is still to come. */
export function readSince(text: string, now: Instant): Day | undefined {
  const today = dayOf(now)
  const year = Number(formatDay(today).slice(0, 4))
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const found = absolute(plain, year, today) ?? weekday(plain, today) ?? back(plain, today)
  return found !== undefined && found <= today ? found : undefined
}

function absolute(text: string, year: number, today: Day): Day | undefined {
  const full = /(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})/.exec(text)
  if (full) return valid(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /(?<!\d)(\d{1,2})(?:月|-|\/)(\d{1,2})(?!\d)/.exec(text)
  if (short) {
    const day = valid(year, Number(short[1]), Number(short[2]))
    return day !== undefined && day > today ? valid(year - 1, Number(short[1]), Number(short[2])) : day
  }
  const only = /(?<!\d)(\d{1,2})[号日]/.exec(text)
  if (!only) return undefined
  const month = Number(formatDay(today).slice(5, 7))
  const day = valid(year, month, Number(only[1]))
  if (day !== undefined && day <= today) return day
  return month > 1 ? valid(year, month - 1, Number(only[1])) : valid(year - 1, 12, Number(only[1]))
}

function weekday(text: string, today: Day): Day | undefined {
  const found = /(上+|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)
  if (!found) return undefined
  const wanted = found[2] === '天' ? 0 : WEEKDAYS.indexOf(found[2] ?? '')
  // Weeks begin on Monday: 上周日 said on a Monday is yesterday.
  const monday = plusDays(today, -((weekdayOf(today) + 6) % 7))
  const weeks = found[1]?.startsWith('上') ? found[1].length : 0
  return plusDays(monday, ((wanted + 6) % 7) - 7 * weeks)
}

function back(text: string, today: Day): Day | undefined {
  const ago = /([一二两三四五六七八九十]|\d{1,3})天(?:以?前|了)/.exec(text)
  if (ago) {
    const many = Number(ago[1]) || (ago[1] === '两' ? 2 : NUMBERS.indexOf(ago[1] ?? ''))
    return plusDays(today, -many)
  }
  const near = DAYS_BACK.find(([words]) => words.test(text))
  return near && plusDays(today, -near[1])
}

/** Beside the field: 11-03 周日 · 已 5 天. */
export function sinceNote(text: string, now: Instant): string | undefined {
  const day = readSince(text, now)
  if (day === undefined) return undefined
  const gone = dayOf(now) - day
  return `${formatDay(day).slice(5)} ${weekdayName(day)}${gone > 0 ? ` · 已 ${gone} 天` : ''}`
}

/** What is stored: the caller's word, and the day where the word alone would not tell. */
export function sinceStored(text: string, now: Instant): string | undefined {
  const plain = text.trim()
  const day = readSince(plain, now)
  if (!plain || day === undefined || plain.includes(formatDay(day))) return plain || undefined
  return `${plain}（${formatDay(day)}）`.slice(0, 60)
}
