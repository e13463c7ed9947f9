/**
 * Which deadline rule holds (pickRule) and how a clock begins (startClock): the pack's limit first, then the level above
 * (区县截止早于市级截止，留出审核时间), then the superior platform (上级平台时限为准).
 */
import {
  type Added,
  addLength,
  type Calendar,
  dayOf,
  formatDay,
  formatDue,
  isConfirmed,
  lengthText,
  nextWorkday,
  startOf,
  subtractLength,
} from '../calendar.ts'
import type { Condition } from '../condition.ts'
import type { Instant } from '../kernel.ts'
import type { ClockKind, DeadlineRow } from '../policy/schema.ts'
import type { Clock, Segment } from './clock.ts'
import { append, compact, provisionalText } from './segment.ts'

/** The first row of the list for this clock that is in force on the day of `at` and whose condition holds. */
export function pickRule<Facts>(
  rules: readonly DeadlineRow[],
  clock: ClockKind,
  facts: Facts,
  at: Instant,
  holds: (condition: Condition, facts: Facts) => boolean,
): DeadlineRow | undefined {
  const day = formatDay(dayOf(at))
  const inForce = (rule: DeadlineRow) => (rule.from ?? day) <= day && day <= (rule.to ?? day)
  return rules.find((rule) => rule.clock === clock && inForce(rule) && (!rule.when || holds(rule.when, facts)))
}

export interface ClockStart {
  kind: ClockKind
  rule: DeadlineRow
  /** When the event that starts the clock happened (acceptance, dispatch, signing). */
  start: Instant
  calendar: Calendar
  /** Due time of the assignment above: never later than it, and earlier by the rule's `beforeParent`. */
  parentDue?: Instant
  /** Due time that a superior platform set; the earlier one wins. */
  superiorDue?: Instant
}

export function startClock(input: ClockStart): Clock {
  const clock = underLevel(underRule(input), input)
  return input.superiorDue === undefined ? clock : underSuperior(clock, input.start, input.superiorDue)
}

function underRule({ kind, rule, start, calendar }: ClockStart): Clock {
  const waits = rule.start === 'next_workday'
  const startedAt = waits ? startOf(nextWorkday(calendar, dayOf(start))) : start
  // That working day is counted: "from 0:00 of the next working day" and "当日不计" are the same promise, not two days.
  const added = addLength(calendar, startedAt, rule.limit, waits ? { countsFirstDay: true } : {})
  const provisional = added.provisional || (waits && !isConfirmed(calendar, dayOf(startedAt)))
  const doubt = provisional ? provisionalText(calendar, start, added.due) : ''
  const segments: Segment[] = [
    { kind: 'start', at: start, due: added.due, text: START_TEXTS[rule.start], rule: rule.code },
    { kind: 'limit', at: start, due: added.due, text: limitText(rule, added, startedAt) + doubt, rule: rule.code, source: sourceOf(rule) },
  ]
  const clock: Clock = {
    kind,
    rule: rule.code,
    startedAt,
    due: added.due,
    provisional: provisional || undefined,
    limit: rule.limit,
    segments,
  }
  return compact({ ...clock, segments: segments.map(compact) })
}

const START_TEXTS: Record<DeadlineRow['start'], string> = {
  accepted: '受理，开始计时',
  dispatched: '派发，开始计时',
  signed: '签收，开始计时',
  next_workday: '收到，自次一工作日 0 时开始计时',
}

/** '投诉类 5 个工作日，收到当日不计'; a label that already names the length is not followed by it again. */
function limitText(rule: DeadlineRow, added: Added, startedAt: Instant): string {
  const length = lengthText(rule.limit)
  const named = rule.label.replaceAll(' ', '').includes(length.replaceAll(' ', ''))
  return `${named ? rule.label : `${rule.label} ${length}`}${countingText(rule, added, startedAt)}`
}

function countingText(rule: DeadlineRow, added: Added, startedAt: Instant): string {
  switch (rule.limit.unit) {
    case 'minute':
    case 'hour':
      return '，按自然时间连续计算'
    case 'workhour':
      return '，只计工作时间'
    case 'day':
    case 'workday':
      if (rule.start === 'next_workday') return ''
      return `，${rule.start === 'signed' ? '签收' : '收到'}当日${added.firstDay === dayOf(startedAt) ? '计入' : '不计'}`
    default:
      return rule.limit.unit satisfies never
  }
}

const sourceOf = ({ source, assumed }: DeadlineRow): Segment['source'] => (assumed ? { assumed, ...source } : source)

/** Never later than the level above less the reserve. Where too little is left for the reserve, all that is left; never before the clock begins. */
export function underLevel(
  clock: Clock,
  { rule, start, calendar, parentDue }: Pick<ClockStart, 'rule' | 'start' | 'calendar' | 'parentDue'>,
): Clock {
  if (parentDue === undefined) return clock
  const reserve = rule.beforeParent
  const latest = reserve ? subtractLength(calendar, parentDue, reserve) : parentDue
  if (latest >= clock.due) return clock
  const short = latest < clock.startedAt
  const due = short ? (Math.max(Math.min(parentDue, clock.due), clock.startedAt) as Instant) : latest
  const asked = reserve
    ? `须比上一级时限（${formatDue(parentDue)}）提前 ${lengthText(reserve)}`
    : `不得晚于上一级时限（${formatDue(parentDue)}）`
  const text = short && reserve ? `${asked}；所余时间不足，不再预留` : asked
  return append(clock, { kind: 'level', at: start, due, text, rule: rule.code, source: sourceOf(rule) })
}

/** After an extension or a pause a level below still ends no later than the level above, while that one has time left. */
export function underParent(clock: Clock, at: Instant, parentDue: Instant): Clock {
  if (parentDue >= clock.due || parentDue < at) return clock
  return append(clock, { kind: 'level', at, due: parentDue, text: `不得晚于上一级时限（${formatDue(parentDue)}）` })
}

/** A superior platform's deadline (上级平台时限) holds whenever it is the earlier one, also after a pause or an extension of ours. */
export function underSuperior(clock: Clock, at: Instant, superiorDue: Instant): Clock {
  if (superiorDue >= clock.due) return clock
  const text = `上级平台时限为 ${formatDue(superiorDue)}，早于本级时限，以上级为准`
  return append(clock, { kind: 'superior', at, due: superiorDue, text }, { provisional: undefined })
}
