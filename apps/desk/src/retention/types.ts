import type { DISPOSAL_STAGES } from '@huying/core/disposal/disposal'
import type { Disposed } from '@huying/core/disposal/kinds'
import type { HOLD_STAGES, HoldOn } from '@huying/core/hold/hold'

export interface HoldLine {
  id: string
  stage: keyof typeof HOLD_STAGES
  on: HoldOn
  stream?: string
  number?: string
  person?: string
  why?: string
  document: string
  placedAt: number
  placedBy: string
  lift?: { by: string; user: string; at: number; why?: string }
  lifted?: { by: string; at: number }
  open: string[]
}
export interface HoldList {
  rows: HoldLine[]
  next?: string
  mayPlace: boolean
}

export interface Term {
  kind: Disposed
  label: string
  per: string
  from: string
  then: string
  keep?: number
  before?: number
  assumed?: boolean
  note?: string
}
export interface Terms {
  terms: Term[]
  permanent: { label: string; why: string }[]
}

export interface Progress {
  erased: number
  preserved: number
  moved: number
  left: number
}
export interface DisposalLine {
  id: string
  stage: keyof typeof DISPOSAL_STAGES
  parts: { kind: Disposed; before: number; keep: number }[]
  askedAt: number
  askedBy: string
  counts?: Record<string, number>
  ruledBy?: string
  ruledAt?: number
  result?: Omit<Progress, 'left'>
  endedAt?: number
  progress?: Progress
}
export interface DisposalView {
  id: string
  state: Omit<DisposalLine, 'askedBy' | 'progress'> & {
    askedBy: { name: string }
    digest?: string
    ruled?: { by: string; at: number; pass: boolean; note?: string }
  }
  open: { command: string }[]
  barred: { command: string; refusal: { message: string } }[]
  progress: Progress
  held: number
}
export interface ItemLine {
  kind: Disposed
  id: string
  number: string | null
  endedAt: number
  outcome: 'erased' | 'preserved' | 'moved' | null
  doneAt: number | null
  held: boolean
}
