/** Clocks as badges: what level, how much of the time is used, which words. */
import type { ClockLevel } from '@huying/ui'
import type { AssignmentStage } from '@huying/core/order/state'
import type { ClockAnswer } from './order/types.ts'
import { dayText, dueText, isEndOfDay, isToday, leftText, timeText, weekText } from './time.ts'
import { CLOCK_WORDS } from './words.ts'

export interface Badge {
  level: ClockLevel
  used: number
  text: string
}

const HOUR = 3_600_000
const FIFTH = 0.2

const share = (from: number, due: number, now: number) => (due > from ? Math.min(1, Math.max(0, (now - from) / (due - from))) : 1)

/** Rows carry no level: a limit in days is near on its last day and in the last 24 hours, one in hours in its last fifth, as core has it. */
function levelOfRow(from: number, due: number, now: number): ClockLevel {
  if (now > due) return 'over'
  if (isEndOfDay(due)) return isToday(due, now) || due - now <= 24 * HOUR ? 'near' : 'normal'
  return due - now <= (due - from) * FIFTH ? 'near' : 'normal'
}

/** 12:00 · 剩 2 小时 50 分 today, 11-11 周一 24:00 later, 已超 … past it. */
function words(level: ClockLevel, due: number, now: number): string {
  if (level === 'over') return leftText(due, now)
  if (level === 'near') return `${isToday(due, now) ? timeText(due) : `${dayText(due, now)} ${timeText(due)}`} · ${leftText(due, now)}`
  return `${weekText(due, now)} ${timeText(due)}`
}

export function runningBadge(from: number, due: number, now: number): Badge {
  const level = levelOfRow(from, due, now)
  return { level, used: share(from, due, now), text: words(level, due, now) }
}

export interface RowClocks {
  assignment_stage: AssignmentStage
  accepted_at: number
  sign_due: number | null
  close_due: number | null
  paused_at: number | null
}

/** The clock that matters in a list: to be signed for before it was, the handling clock afterwards. */
export function rowBadge(row: RowClocks, now: number): Badge | undefined {
  if (row.paused_at !== null) return { level: 'paused', used: 0, text: `暂停计时 · ${dayText(row.paused_at, now)} 起` }
  const due = row.assignment_stage === 'sent' ? (row.sign_due ?? row.close_due) : row.close_due
  return due === null ? undefined : runningBadge(row.accepted_at, due, now)
}

/** A clock of the order's page, with the level that the server judged. */
export function clockBadge(clock: ClockAnswer, now: number): Badge {
  const from = clock.lines[0]?.at ?? now
  if (clock.level === 'paused') return { level: 'paused', used: share(from, clock.due, now), text: '暂停计时' }
  if (clock.level === 'stopped') return { level: 'normal', used: 1, text: stoppedText(clock) }
  return { level: clock.level, used: share(from, clock.due, now), text: words(clock.level, clock.due, now) }
}

/** In the head: 今日 18:00 截止 · 剩 8 小时 50 分. */
export function headBadge(clock: ClockAnswer, now: number): Badge {
  const badge = clockBadge(clock, now)
  if (clock.level === 'paused') return { ...badge, text: `${CLOCK_WORDS[clock.kind]}时限暂停计时` }
  if (clock.level === 'stopped') return badge
  if (clock.level === 'over') return { ...badge, text: `${dueText(clock.due, now)} 截止 · ${leftText(clock.due, now)}` }
  const day = isToday(clock.due, now) ? '今日' : weekText(clock.due, now)
  const left = clock.level === 'near' ? ` · ${leftText(clock.due, now)}` : ''
  return { ...badge, text: `${day} ${timeText(clock.due)} 截止${left}` }
}

/** 11-05 09:30 · 按时 */
export function stoppedText({ stoppedAt, due }: ClockAnswer): string {
  if (stoppedAt === undefined) return ''
  return stoppedAt > due ? `超期 ${leftText(due, stoppedAt).replace('已超 ', '')}` : '按时'
}
