/**
 * A clock (时限) is one running measure of one assignment or request: its rule, its due time and the dated segments that made it so.
 * Clocks are plain data inside events and rows; they are computed by `deadline/timeline.ts` and never recomputed when folding.
 * Overdue is derived from `due` and never stored (architecture: 超期 = `(stoppedAt ?? asOf) > due`).
 */
import type { Instant, Source } from '../kernel.ts'
import type { ClockKind, Length } from '../policy/schema.ts'

export const SEGMENTS = ['start', 'limit', 'level', 'superior', 'pause', 'resume', 'extension', 'sent_back', 'correction', 'stop'] as const
export type SegmentKind = (typeof SEGMENTS)[number]

/** One line of the explanation (计时明细): what happened when, by which rule, and the due time that holds from then on. */
export interface Segment {
  kind: SegmentKind
  /** When it took effect. */
  at: Instant
  /** Due time after this segment. */
  due: Instant
  /** Chinese, complete: "投诉类 5 个工作日，自收到次日起算". */
  text: string
  rule?: string
  /** 驳回: at least this much was to be left; 收回, the unit's own act, has none. Segments written before it was kept say it in their text alone. */
  least?: Length
  /** `assumed`: our default, which no document of the city states yet. */
  source?: Source & { assumed?: boolean }
}

export interface Clock {
  kind: ClockKind
  /** Code of the deadline rule in the pack. */
  rule: string
  startedAt: Instant
  due: Instant
  /** The due time hangs on a year whose holidays are not yet published (截止时间为暂定). */
  provisional?: boolean
  limit: Length
  segments: Segment[]
  pausedAt?: Instant
  stoppedAt?: Instant
}
