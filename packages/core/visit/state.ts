/** 回访: one call-back of one request in one round. Contacted, solved and satisfied are three answers; silence is none of them. */
import type { Instant, TextRef } from '../kernel.ts'
import type { Outcome } from './outcome.ts'

export const VISIT_STAGES = ['due', 'calling', 'again', 'unreached', 'done'] as const
export type VisitStage = (typeof VISIT_STAGES)[number]

export const DECISIONS = ['redo', 'explain', 'second', 'not_attributable', 'accept'] as const
export type ReviewDecision = (typeof DECISIONS)[number]

export interface Visit {
  id: string
  version: number
  stage: VisitStage
  request: string
  number: string
  order: string
  round: number
  unit: string
  confidential: boolean
  registeredBy: string
  openedAt: Instant
  /** Not before this moment: the next block after an attempt that reached nobody, or what was agreed. */
  notBefore: Instant
  caller?: { user: string; name: string; since: Instant }
  attempts: { at: Instant; by: string; result: string }[]
  outcome?: Outcome
  reasons: string[]
  words?: TextRef
  /** User who recorded it; never the one who reviews it. */
  by?: string
  doneAt?: Instant
  /** The person answered on the web; nobody calls again for the same. */
  selfRated?: boolean
  /** What the answers propose; decided by 回访审核. */
  proposal?: 'redo'
  review?: { at: Instant; by: string; decision: ReviewDecision; note?: TextRef }
  cancelled?: string
  corrections: { from: Outcome | undefined; to: Outcome; why: TextRef; by: string; at: Instant }[]
}
export const awaitsReview = (visit: Visit) => visit.stage === 'done' && visit.proposal !== undefined && !visit.review
