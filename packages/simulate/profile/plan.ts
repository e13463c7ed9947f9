/** What a month is to be: every request with its moment, its matter, what becomes of it; every call that left none. Drawn from totals. */
import type { Instant } from '@huying/core/kernel'
import type { Resolution } from '@huying/core/request/state'
import type { Spot } from '../texts.ts'

/** What becomes of a request. `joined` and `taken` stand behind another's order: at once, or by merging two orders. */
export type Fate = 'answered' | 'ordered' | 'joined' | 'taken' | 'withdrawn' | 'undecided' | 'refused' | 'transferred' | 'imported'

/** What one call-back finds. */
export interface Voice {
  reached: boolean
  /** Undefined where the person was not reached or did not say. */
  good?: boolean
  solved?: Resolution
}

export interface Case {
  no: number
  /** When it is accepted (受理); refused, transferred and imported ones: when they are written down. */
  at: Instant
  channel: string
  /** Told in the same call as this one. */
  during?: Case
  /** The type as registered; what it is reported as is the pack's word. */
  type: string
  category: string
  spot: Spot
  marks: { kind: string; level?: string }[]
  fate: Fate
  /** Whose order it stands behind. */
  behind?: Case
  unit?: string
  late: boolean
  /** Must not be late, whatever the others are. */
  punctual: boolean
  returned: boolean
  contacted: boolean
  /** Its call-backs, one a round; none: nobody has called. */
  voices: Voice[]
  /** How it is asked after (催办), each time. */
  urges: ('call' | 'web')[]
  seed: number
}

export interface Plan {
  month: { first: Instant; end: Instant }
  cases: Case[]
  /** Calls that nobody took, and that left no request. */
  missed: Instant[]
  idle: Instant[]
}
