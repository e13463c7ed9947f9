/**
 * Reading a clock at any moment, past or present. A reading uses only the segments known at `asOf`, so a figure of last month says
 * today what it said then, whatever was extended since; for the final judgement pass the present.
 */
import { DAY, dayOf, HOUR, MINUTE, plus, startOf } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { UnitOfTime } from '../policy/schema.ts'
import type { Clock, Segment } from './clock.ts'
import { compact } from './segment.ts'

export const LEVELS = ['normal', 'near', 'over', 'paused', 'stopped'] as const
/** 正常 · 临期 · 超期 · 暂停计时 · 已停止. */
export type Level = (typeof LEVELS)[number]

const knownAt = (clock: Clock, asOf: Instant) => clock.segments.filter((segment) => segment.at <= asOf)

/** The clock as it stood at `asOf`; undefined before it began. */
export function clockAsOf(clock: Clock, asOf: Instant): Clock | undefined {
  const segments = knownAt(clock, asOf)
  const last = segments.at(-1)
  if (!last) return undefined
  const { pausedAt: _paused, stoppedAt: _stopped, ...rest } = clock
  return segments.reduce<Clock>(replay, { ...rest, due: last.due, segments })
}

function replay(clock: Clock, { kind, at }: Segment): Clock {
  switch (kind) {
    case 'pause':
      return { ...clock, pausedAt: at }
    case 'resume':
      return { ...clock, pausedAt: undefined }
    case 'stop':
      return { ...clock, stoppedAt: at }
    case 'sent_back':
      return { ...clock, stoppedAt: undefined }
    case 'start':
    case 'limit':
    case 'level':
    case 'superior':
    case 'extension':
    case 'correction':
      return clock
    default:
      return kind satisfies never
  }
}

export function dueAsOf(clock: Clock, asOf: Instant): Instant | undefined {
  return knownAt(clock, asOf).at(-1)?.due
}

/** Overdue (超期) is derived, never stored. A paused clock is measured where it was paused, even if it is stopped in the pause. */
export function isOverdue(clock: Clock, asOf: Instant): boolean {
  const then = clockAsOf(clock, asOf)
  return then !== undefined && measuredAt(then, asOf) > then.due
}

const measuredAt = ({ pausedAt, stoppedAt }: Clock, asOf: Instant) => pausedAt ?? stoppedAt ?? asOf

/** Stopped before over before paused before near: a stopped clock asks nothing of anybody, late or not. */
export function levelOf(clock: Clock, asOf: Instant): Level {
  const then = clockAsOf(clock, asOf)
  if (!then) return 'normal'
  if (then.stoppedAt !== undefined) return 'stopped'
  if (measuredAt(then, asOf) > then.due) return 'over'
  if (then.pausedAt !== undefined) return 'paused'
  return asOf >= nearFrom(then) ? 'near' : 'normal'
}

const NEAR = 0.2
const UNIT_MS: Record<UnitOfTime, number> = { minute: MINUTE, hour: HOUR, workhour: HOUR, day: DAY, workday: DAY }

/**
 * From when a clock is near (临期): a fifth of its limit before the due time (5 working days: 24 hours, 24 hours: 4 h 48 min), and for
 * limits in days never later than the beginning of the last day (今日到期). A fifth of the limit, not of the span from start to due:
 * over National Day the span would call a clock near with half of its working days left.
 */
export function nearFrom({ due, limit }: Clock): Instant {
  const fifth = plus(due, -limit.amount * UNIT_MS[limit.unit] * NEAR)
  const countsDays = limit.unit === 'day' || limit.unit === 'workday'
  return countsDays ? (Math.min(fifth, startOf(dayOf(due))) as Instant) : fifth
}

export interface Explanation {
  at: Instant
  text: string
  due: Instant
  source?: Segment['source']
}

/** The lines of 计时明细 as they were known at `asOf`. */
export function explain(clock: Clock, asOf: Instant): Explanation[] {
  return knownAt(clock, asOf).map(({ at, text, due, source }) => compact({ at, text, due, source }))
}
