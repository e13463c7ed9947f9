/** 诉求: one thing one person asks. Its number, channel, requester, answer, call-back and rating are its own for ever, also when merged. */
import type { Clock } from '../deadline/clock.ts'
import type { Erasure } from '../erase.ts'
import type { Instant, TextRef } from '../kernel.ts'
import type { Mark } from '../mark/mark.ts'
import type { CountOf, PlaceOf } from '../place.ts'

export const REQUEST_STAGES = [
  'pending',
  'registered',
  'answered',
  'refused',
  'transferred',
  'linked',
  'replied',
  'closed',
  'withdrawn',
  'void',
  'archived',
] as const
export type RequestStage = (typeof REQUEST_STAGES)[number]

/** Stages in which nothing more is owed to the person. */
export const SETTLED: readonly RequestStage[] = ['answered', 'refused', 'transferred', 'closed', 'withdrawn', 'void', 'archived']

export interface Requester {
  kind: 'person' | 'firm'
  name?: TextRef
  sex?: 'male' | 'female'
  /** 来电号码 ≠ 联系号码. */
  callNumber?: TextRef
  contactNumber?: TextRef
  address?: TextRef
  company?: string
  creditCode?: string
}

export interface Link {
  order: string
  number: string
  from: Instant
  to?: Instant
  why: 'opened' | 'joined' | 'merged' | 'split'
}

export interface Outcome {
  solved?: Resolution
  satisfied?: string
  contacted?: boolean
  /** Whether `satisfied` counts as satisfied on the pack's scale; absent where nobody answered. */
  good?: boolean
}

/** Why nobody calls back: the pack spares the type, or there is no number. The second is a gap in 100 % call-back (VISIT-01). */
export type Unvisited = 'exempt' | 'no_number'

export const RESOLUTIONS = ['solved', 'partly', 'phased', 'explained', 'unsolved'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export interface ServiceRequest {
  id: string
  number: string
  version: number
  stage: RequestStage
  channel: string
  medium: string
  line?: string
  desk?: string
  contact?: string
  requester: Requester
  confidential: boolean
  /** May the unit see the number? */
  shareNumber: boolean
  type: string
  reportedAs: string
  praise: boolean
  category: string
  categoryPath: string[]
  title: TextRef
  content: TextRef
  appended: { at: Instant; by: string; text: TextRef }[]
  place: PlaceOf
  since?: string
  affected?: CountOf
  alike?: CountOf
  wants?: TextRef
  /** What the matter asks for beyond the common list, by the fact's code (INTAKE-13). */
  facts?: Record<string, TextRef>
  marks: Mark[]
  occurredAt: Instant
  registeredAt: Instant
  registeredBy: string
  acceptedAt?: Instant
  acceptedBy?: string
  /** What the superior platform that sent it asks for (上级平台时限); the order's clocks keep to it. */
  superiorDue?: Instant
  queryKey?: string
  /** Came in as history (历史件): its number in the other system, what was answered there. */
  externalNumber?: string
  imported?: { at: Instant; by: string; reply?: TextRef }
  /** The person's own clock for being answered, from acceptance. */
  answerBy?: Clock
  links: Link[]
  answer?: { text: TextRef; knowledge: { code: string; version: number }[]; at: Instant; by: string }
  refusal?: { reason: string; told: string; note?: TextRef; by: string; at: Instant }
  transfer?: { to: string; note?: TextRef; at: Instant }
  reply?: { order: string; round: number; unit: string; text: TextRef; at: Instant; solved: Resolution; unvisited?: Unvisited }
  firstRepliedAt?: Instant
  urges: { at: Instant; by: string }[]
  asks: number
  rating?: { at: Instant; solved: boolean; satisfied: string; text?: TextRef }
  /** What the call-backs found, first and last (VISIT-13: 首次、末次 by the pack). */
  outcomes: { visit: string; round: number; at: Instant; reached: boolean; outcome: Outcome }[]
  rounds: number
  /** The call-back of the running round. */
  visit?: string
  withdrawn?: { reason?: TextRef; at: Instant }
  voided?: { reason: string; note?: TextRef; at: Instant }
  /** 无理诉求认定; whether it leaves the satisfaction rate is the pack's word (INTAKE-16). */
  excluded?: { why: string; at: Instant }
  closedAt?: Instant
  /** 申请删除个人信息, not yet ruled on. */
  erasure?: Erasure
  /** Nothing identifies the person any more, and nobody can bring it back. */
  erasedAt?: Instant
  /** The contents of its files are gone, the person's data are not. */
  filesErasedAt?: Instant
  /** Its words have left the search index. */
  unindexed?: true
  corrections: { field: string; from: unknown; to: unknown; why: TextRef; by: string; at: Instant }[]
}

export const currentLink = (request: ServiceRequest): Link | undefined => request.links.find((link) => link.to === undefined)
export const isSettled = (request: Pick<ServiceRequest, 'stage'>) => SETTLED.includes(request.stage)
