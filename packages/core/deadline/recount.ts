/**
 * 重算: a clock whose due time hangs on days that nobody had arranged yet, once the arrangement (放假安排) is published. Its segments are
 * counted again on the new calendar as if it had always been known; what was given by length stays (limit, extension, least after being
 * sent back), what was set as a moment stays a moment (a superior platform's deadline).
 */
import { type Calendar, dayOf, formatDue, plus, startOf } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { DeadlineRow, Length } from '../policy/schema.ts'
import type { Clock, Segment } from './clock.ts'
import { append, provisionalText } from './segment.ts'
import { startClock, underLevel, underParent, underSuperior } from './start.ts'
import { dueAsOf, extendClock, pauseClock, resumeClock, sendBackClock, stopClock } from './timeline.ts'

export interface Recount {
  calendar: Calendar
  /** The rule the clock runs by; absent where a limit was given for this one. */
  rule?: DeadlineRow
  /** How long the extension granted at this moment was. */
  extension?: (at: Instant) => Length | undefined
  /** At least this much is left after being sent back. */
  least?: Length
  /** The clock of the level above, counted again. */
  parent?: Clock
}

/** The clock as it would stand had the calendar been known from its start; only its due time and its doubt are of use. */
export function recounted(clock: Clock, how: Recount): Clock {
  const begun = clock.segments.findLastIndex(({ kind }) => kind === 'start')
  const [start, ...later] = clock.segments.slice(Math.max(0, begun))
  if (!start) return clock
  const rule = { ...(how.rule ?? GIVEN), clock: clock.kind, limit: clock.limit }
  const fresh = startClock({ kind: clock.kind, rule, start: start.at, calendar: how.calendar })
  return later.filter(({ kind }) => kind !== 'limit').reduce((now, segment) => step(now, segment, rule, how), fresh)
}

const GIVEN = { code: 'given', label: '派单时指定', start: 'dispatched' } as const

function step(clock: Clock, segment: Segment, rule: DeadlineRow, { calendar, extension, least, parent }: Recount): Clock {
  const { kind, at } = segment
  switch (kind) {
    case 'level': {
      const parentDue = parent && dueAsOf(parent, at)
      if (parentDue === undefined) return clock
      return segment.rule ? underLevel(clock, { rule, start: at, calendar, parentDue }) : underParent(clock, at, parentDue)
    }
    case 'superior':
      return underSuperior(clock, at, segment.due)
    case 'pause':
      return pauseClock(clock, at, '')
    case 'resume':
      return resumeClock(clock, at, calendar)
    case 'extension': {
      const length = extension?.(at)
      return length ? extendClock(clock, at, length, calendar, '') : clock
    }
    case 'sent_back':
      return sendBackClock(clock, at, leastAfter(segment, least), calendar)
    case 'stop':
      return stopClock(clock, at)
    case 'start':
    case 'limit':
    case 'correction':
      return clock
    default:
      return kind satisfies never
  }
}

/** What 驳回 left the unit; of a segment that does not keep it, the pack's, where its text says 驳回 and not 收回. */
const leastAfter = ({ least, text }: Segment, ofPack: Length | undefined) => least ?? (text.startsWith('驳回') ? ofPack : undefined)

/**
 * The clock with its due time corrected; the same clock where nothing is different. Nobody is made late by it: where the corrected time
 * had passed already when the clock stopped, was paused or is looked at, that day's end stands, or the time before if that is earlier.
 */
export function corrected(clock: Clock, again: Clock, at: Instant, why: string, calendar: Calendar): Clock {
  const day = dayOf(clock.stoppedAt ?? clock.pausedAt ?? at)
  const kept = Math.min(clock.due, plus(startOf(day), calendar.dayEnds))
  const due = Math.max(again.due, kept) as Instant
  if (due === clock.due && Boolean(again.provisional) === Boolean(clock.provisional)) return clock
  const said = due === clock.due ? '截止时间不变' : `原截止 ${formatDue(clock.due)}`
  const saved = due > again.due ? `；应为 ${formatDue(again.due)}，当时已过，不追计超期` : ''
  const doubt = again.provisional ? provisionalText(calendar, clock.startedAt, due) : ''
  const text = `${why}，按公布的日历重算，${said}${saved}${doubt}`
  return append(clock, { kind: 'correction', at, due, text }, { provisional: again.provisional })
}
