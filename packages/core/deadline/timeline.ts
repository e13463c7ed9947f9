/**
 * What happens to a running clock: pause and resume (暂停计时、恢复), extension (延期), sending back (驳回), stop. Each answers with a new
 * clock that has one more segment; whether it is allowed (how often, how long, who agrees) is for the commands to decide.
 * A change that makes no sense any more (pausing a stopped clock, stopping it twice) returns the clock as it is.
 *
 * What a pause gives back (`resumeClock`):
 * - minutes and hours: the paused time, to the millisecond;
 * - days and working days: the (working) days after the day of the pause, up to and including the day of resuming, as limits themselves
 *   are counted (当日不计). The due time keeps its time of day, and as many whole days are left after resuming as were before the
 *   pause, so several short pauses give back exactly what one long pause does and pausing within a day gives nothing;
 * - working hours: the office time in between.
 */
import {
  addLength,
  type Calendar,
  DAY,
  dayOf,
  durationText,
  HOUR,
  lengthText,
  missingYear,
  plus,
  shiftWorkdays,
  workdaysBetween,
  workingTimeBetween,
} from '../calendar.ts'
import type { Instant, Source } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'
import type { Clock } from './clock.ts'
import { append, provisionalText } from './segment.ts'

export { clockAsOf, dueAsOf, explain, isOverdue, levelOf, nearFrom } from './reading.ts'
export { pickRule, startClock, underParent, underSuperior } from './start.ts'

export function pauseClock(clock: Clock, at: Instant, reasonText: string): Clock {
  if (clock.pausedAt !== undefined || clock.stoppedAt !== undefined) return clock
  return append(clock, { kind: 'pause', at, due: clock.due, text: `暂停计时：${reasonText}` }, { pausedAt: at })
}

export function resumeClock(clock: Clock, at: Instant, calendar: Calendar): Clock {
  if (clock.pausedAt === undefined) return clock
  const { due, given } = givenBack(clock, clock.pausedAt, at, calendar)
  const provisional = clock.provisional || hangsOnMissingYear(clock, due, calendar) || undefined
  const text = given ? `恢复计时，截止时间顺延 ${given}` : '恢复计时，截止时间不变'
  const doubt = provisional ? provisionalText(calendar, clock.startedAt, due) : ''
  return append(clock, { kind: 'resume', at, due, text: text + doubt }, { pausedAt: undefined, provisional })
}

function hangsOnMissingYear({ limit, pausedAt, due: before }: Clock, due: Instant, calendar: Calendar): boolean {
  const countsOffice = limit.unit === 'workday' || limit.unit === 'workhour'
  return countsOffice && missingYear(calendar, dayOf(pausedAt ?? before), dayOf(due)) !== undefined
}

/** The due time after a pause and, in words, what was given back ('' for nothing). */
function givenBack({ due, limit }: Clock, from: Instant, to: Instant, calendar: Calendar): { due: Instant; given: string } {
  switch (limit.unit) {
    case 'minute':
    case 'hour':
      return { due: plus(due, to - from), given: to > from ? durationText(to - from) : '' }
    case 'day': {
      const days = dayOf(to) - dayOf(from)
      return { due: plus(due, days * DAY), given: days > 0 ? `${days} 个自然日` : '' }
    }
    case 'workday': {
      const days = workdaysBetween(calendar, from, to)
      return { due: shiftWorkdays(calendar, due, days), given: days > 0 ? `${days} 个工作日` : '' }
    }
    case 'workhour': {
      const time = workingTimeBetween(calendar, from, to)
      const length: Length = { amount: time / HOUR, unit: 'workhour' }
      return { due: addLength(calendar, due, length).due, given: time > 0 ? `工作时间 ${durationText(time)}` : '' }
    }
    default:
      return limit.unit satisfies never
  }
}

/** Counted from the present due time, whose day is not counted (原截止 10-10 延期 5 日为 10-15). `text` says who agreed to what. */
export function extendClock(clock: Clock, at: Instant, length: Length, calendar: Calendar, text: string, source?: Source): Clock {
  const added = addLength(calendar, clock.due, length, { countsFirstDay: false })
  const provisional = clock.provisional || added.provisional || undefined
  const doubt = provisional ? provisionalText(calendar, clock.startedAt, added.due) : ''
  return append(clock, { kind: 'extension', at, due: added.due, text: text + doubt, source }, { provisional })
}

/**
 * The clock runs on as if it had never stopped, but at least `least` is left from now; a pause that was still open ends with the stop.
 * A clock that was late when it stopped stays late: being sent back repairs nothing. Without `least` the unit took it back itself.
 */
export function sendBackClock(clock: Clock, at: Instant, least: Length | undefined, calendar: Calendar): Clock {
  const running = resumeClock(clock, clock.stoppedAt ?? at, calendar)
  const late = (clock.stoppedAt ?? at) > running.due
  const said = `${least ? '驳回' : '收回'}，继续计时`
  const added = least && !late ? addLength(calendar, at, least) : undefined
  if (!least || !added || added.due <= running.due) {
    return append(running, { kind: 'sent_back', at, due: running.due, text: said, least }, { stoppedAt: undefined })
  }
  const doubt = added.provisional ? provisionalText(calendar, at, added.due) : ''
  const text = `${said}，至少保留 ${lengthText(least)}${doubt}`
  return append(
    running,
    { kind: 'sent_back', at, due: added.due, text, least },
    { stoppedAt: undefined, provisional: added.provisional || undefined },
  )
}

/** The first stop holds until the clock is sent back; what comes later repairs nothing. `why` where it is not the clock's own event. */
export function stopClock(clock: Clock, at: Instant, why = STOP_TEXTS[clock.kind]): Clock {
  if (clock.stoppedAt !== undefined) return clock
  return append(clock, { kind: 'stop', at, due: clock.due, text: `${why}，停止计时` }, { stoppedAt: at })
}

const STOP_TEXTS: Record<ClockKind, string> = {
  dispatch: '派发',
  sign: '签收',
  contact: '首次联系诉求人',
  feedback: '反馈情况',
  close: '提交办结',
  redo: '提交重办结果',
  internal: '内部办理完成',
}
