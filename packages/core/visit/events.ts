import type { Erased } from '../erase.ts'
import type { Instant, TextRef } from '../kernel.ts'
import type { Outcome } from './outcome.ts'
import type { ReviewDecision, Visit } from './state.ts'

export type VisitFields = Pick<
  Visit,
  'id' | 'version' | 'request' | 'number' | 'order' | 'round' | 'unit' | 'confidential' | 'registeredBy' | 'notBefore'
>

export type VisitEvent =
  | { type: 'opened'; fields: VisitFields }
  | { type: 'started'; by: string; user: string }
  | { type: 'released'; by: string; why?: TextRef }
  | { type: 'handed_on'; by: string; user: string; name: string; why?: TextRef }
  | { type: 'missed'; by: string; result: string; next?: Instant }
  | { type: 'recorded'; by: string; user: string; outcome: Outcome; reasons: string[]; words?: TextRef; proposal?: 'redo' }
  | { type: 'self_rated'; outcome: Outcome; proposal?: 'redo' }
  | { type: 'reviewed'; by: string; decision: ReviewDecision; note?: TextRef; next?: Instant }
  | { type: 'corrected'; by: string; from?: Outcome; to: Outcome; why: TextRef }
  | { type: 'cancelled'; why: string }
  | Erased
