/**
 * 工单: one matter to be handled, for one or many requests. It has rounds (重办, 驳回, 重启 are rounds of the same order) and in
 * each round a tree of assignments (承办单): lead, assists, units below. A reply goes up the way the order came down.
 */
import type { Clock } from '../deadline/clock.ts'
import type { Instant, TextRef } from '../kernel.ts'
import type { Mark } from '../mark/mark.ts'
import type { CountOf, PlaceOf } from '../place.ts'
import type { ClockKind, SigningMode } from '../policy/schema.ts'
import type { Resolution } from '../request/state.ts'

export const ORDER_STAGES = ['pooled', 'dispatched', 'working', 'reviewing', 'visiting', 'closed', 'archived', 'void'] as const
export type OrderStage = (typeof ORDER_STAGES)[number]

export const ASSIGNMENT_STAGES = [
  'sent',
  'working',
  'subbed',
  'returning',
  'waiting',
  'signing',
  'submitted',
  'sent_back',
  'accepted',
  'moved',
  'recalled',
  'waived',
] as const
export type AssignmentStage = (typeof ASSIGNMENT_STAGES)[number]
/** The unit owes nothing more here. */
export const ENDED: readonly AssignmentStage[] = ['accepted', 'moved', 'recalled', 'waived']

export interface Member {
  id: string
  number: string
  confidential: boolean
  shareNumber: boolean
  title: TextRef
  acceptedAt: Instant
  answerBy?: Instant
  /** What a superior platform asks for, where the request came from one (上级平台时限为准). */
  superiorDue?: Instant
  registeredBy: string
  /** Since when it stands behind this order and until when: a merge is dated and can be undone. */
  from: Instant
  to?: Instant
  settled?: { how: string; solved?: Resolution; good?: boolean; at: Instant }
}

/** Why this unit: the rule that proposed it, its clause and source, what else was known. Journalled with the order. */
export interface Proposal {
  unit?: string
  rule: string
  why: string
  clause?: string
  source?: { publisher?: string; title?: string; date?: string; section?: string }
  assumed?: boolean
  assists: string[]
}

export interface ContactTry {
  at: Instant
  by: string
  result: 'connected' | 'no_answer' | 'refused' | 'wrong_number' | 'agreed_later'
  /** 联系沟通、过程反馈、单位回访、联系致谢 (HANDLE-01, INTAKE-12). */
  purpose: 'first' | 'feedback' | 'visit' | 'thanks'
  note?: TextRef
  request?: string
}

export interface Progress {
  at: Instant
  by: string
  text: TextRef
  tell: boolean
  /** An account of the situation that stops the feedback clock (SLA-05: 反馈≠办结), or a notice inside the unit (表扬). */
  kind: 'progress' | 'feedback' | 'circular' | 'explanation'
}

export interface Reply {
  at: Instant
  by: string
  byUser: string
  isTrue: boolean
  outOfDuty?: string
  solved: Resolution
  unsolvedReason?: string
  internal: TextRef
  public: TextRef
  plan?: TextRef
  /** Photographs and scans that go with it. */
  attachments?: string[]
  /** 办结信息已盖章: where the pack asks for sign-off. */
  approval?: Approval
}

/** The paper 审批单 as it was attached; the content is known by its SHA-256. */
export interface Scan {
  attachment: string
  sha256: string
  size: number
}

export interface Approval {
  at: Instant
  by: string
  byUser: string
  mode: SigningMode
  /** Digest of both texts that were signed: a later change of either breaks the bond (HANDLE-03). */
  binds: string
  sealed: boolean
  scan?: Scan
  /** The clerk who registered what was signed on paper. */
  filedBy?: string
}

export interface ReturnAct {
  at: Instant
  by: string
  unit: string
  reason: string
  facts?: TextRef
  basis?: TextRef
  suggested?: string
  /** Where the assignment stood when it was filed, and stands again when it is not granted. */
  from: AssignmentStage
  ruled?: { at: Instant; by: string; granted: boolean; note?: TextRef }
}

/** 申请会商 → 定责: who must handle it is disputed; the level above decides with a basis, and what it decides ends the dispute. */
export interface RulingAct {
  at: Instant
  by: string
  unit: string
  text: TextRef
  suggested?: string
  ruled?: { at: Instant; by: string; to: string; basis: TextRef }
}

export interface ExtensionAct {
  at: Instant
  by: string
  reason: string
  text: TextRef
  length: { amount: number; unit: 'day' | 'workday' }
  told: boolean
  ruled?: { at: Instant; by: string; granted: boolean; note?: TextRef }
}

export interface PauseAct {
  at: Instant
  by: string
  reason: string
  text: TextRef
  nextUpdate?: string
  ruled?: { at: Instant; by: string; granted: boolean; note?: TextRef }
  endedAt?: Instant
}

export interface Assignment {
  no: number
  round: number
  unit: string
  role: 'lead' | 'assist' | 'sub'
  parent?: number
  level: number
  stage: AssignmentStage
  handler?: { user: string; name: string }
  sentAt: Instant
  sentBy: string
  signedAt?: Instant
  signedBy?: string
  submittedAt?: Instant
  acceptedAt?: Instant
  endedAt?: Instant
  clocks: Partial<Record<ClockKind, Clock>>
  contacts: ContactTry[]
  progress: Progress[]
  replies: Reply[]
  signing: SigningMode
  feedbackFirst: boolean
  returns: ReturnAct[]
  rulings: RulingAct[]
  extensions: ExtensionAct[]
  pauses: PauseAct[]
  /** By who signs (签批退回) without a reason; by the level above (驳回) with one of the pack's. */
  sentBack: { at: Instant; by: string; reason?: string; why: TextRef }[]
  waived?: { at: Instant; by: string; why: TextRef }
}

export interface Round {
  no: number
  kind: 'first' | 'redo' | 'reopened'
  at: Instant
  by: string
  reason?: string
  why?: TextRef
}

/** 提醒: a deadline came near or passed. The unit itself always sees it; `to` says who is told as well. */
export interface Alarm {
  at: Instant
  clock: ClockKind
  /** 0 for the centre's own clock of dispatching. */
  assignment: number
  level: 'near' | 'over'
  /** The deadline it speaks of: one that was moved since wants alarms of its own. */
  due: Instant
  to: 'unit' | 'parent' | 'head'
}

export interface Order {
  id: string
  number: string
  version: number
  stage: OrderStage
  openedAt: Instant
  members: Member[]
  type: string
  category: string
  categoryPath: string[]
  channel: string
  medium: string
  title: TextRef
  content: TextRef
  place: PlaceOf
  affected?: CountOf
  marks: Mark[]
  confidential: boolean
  praise: boolean
  firm: boolean
  dispatchClock?: Clock
  proposal?: Proposal
  holder?: { user: string; name: string; until: Instant }
  rounds: Round[]
  assignments: Assignment[]
  /** The unit the order was first sent to stays on record whatever happens (首接部门, DISPATCH-05). */
  firstUnit?: string
  firstWrong: boolean
  dispatchedAt?: Instant
  repliedAt?: Instant
  reviewedAt?: Instant
  closedAt?: Instant
  urges: { at: Instant; request: string }[]
  voices: { at: Instant; request: string; text: TextRef }[]
  alarms: Alarm[]
  mergedInto?: { order: string; number: string; at: Instant }
  voided?: { reason: string; at: Instant }
  unreasonable?: {
    at: Instant
    by: string
    unit: string
    basis: TextRef
    explained: TextRef
    ruled?: { at: Instant; by: string; granted: boolean; note?: TextRef }
  }
  cause?: string
  /** Nobody whom it served is told of in it any more: its words have left the search index. */
  unindexed?: true
  corrections: { field: string; from: unknown; to: unknown; why: TextRef; by: string; at: Instant }[]
}

export const currentRound = (order: Order) => order.rounds.length
export const inRound = (order: Order, round = currentRound(order)) => order.assignments.filter((a) => a.round === round)
export const assignmentOf = (order: Order, no: number | undefined) => order.assignments.find((a) => a.no === no)
export const live = (a: Assignment) => !ENDED.includes(a.stage)
/** Lead and assists of the running round: whom the centre itself sent it to, and who still owes something. */
export const topOf = (order: Order) => inRound(order).filter((a) => a.parent === undefined && live(a))
/** The lead of the running round: the last one sent that was neither moved nor recalled. */
export const leadOf = (order: Order, round = currentRound(order)) =>
  inRound(order, round)
    .filter((a) => a.role === 'lead' && a.stage !== 'moved' && a.stage !== 'recalled')
    .at(-1)
export const childrenOf = (order: Order, no: number) => order.assignments.filter((a) => a.parent === no && live(a))
/** Every level above the assignment, nearest first. */
export function aboveOf(order: Order, a: Assignment): Assignment[] {
  const parent = assignmentOf(order, a.parent)
  return parent ? [parent, ...aboveOf(order, parent)] : []
}
/** The assignment and everything live below it. */
export const branchOf = (order: Order, a: Assignment): Assignment[] => [a, ...childrenOf(order, a.no).flatMap((c) => branchOf(order, c))]
export const openMembers = (order: Order) => order.members.filter((m) => m.to === undefined)
/** What waits for a ruling. An assignment that has ended waits for nothing, and one that is submitted needs no pause. */
export const pendingReturn = (a: Assignment) => pending(a, a.returns)
export const pendingRuling = (a: Assignment) => pending(a, a.rulings)
export const pendingExtension = (a: Assignment) => pending(a, a.extensions)
export const pendingPause = (a: Assignment) => (OPEN_TO_PAUSE.includes(a.stage) ? pending(a, a.pauses) : undefined)
const pending = <T extends { ruled?: unknown }>(a: Assignment, acts: T[]) => (live(a) ? acts.find((act) => !act.ruled) : undefined)
export const OPEN_TO_PAUSE: readonly AssignmentStage[] = ['working', 'sent_back', 'subbed']
/** Returns that this level granted, over the whole order whatever the round. */
export const grantedReturns = (order: Order, level: Pick<Assignment, 'parent'>) =>
  order.assignments.filter((x) => x.parent === level.parent).flatMap((x) => x.returns.filter((r) => r.ruled?.granted)).length
export const isPaused = (a: Assignment) => a.pauses.some((p) => p.ruled?.granted && p.endedAt === undefined)
export const lastReply = (a: Assignment) => a.replies.at(-1)
/** 待签批: answered and not signed; before it goes up, or after it where an urgent matter feeds back first. */
export const awaitsApproval = (a: Assignment) => {
  const reply = lastReply(a)
  if (!reply || reply.approval || a.signing === 'none') return false
  return a.stage === 'signing' || (a.feedbackFirst && (['submitted', 'waiting', 'accepted'] as AssignmentStage[]).includes(a.stage))
}
/** When the level above last answered what the assignment asked for. */
export const lastRuledAt = (a: Assignment): Instant | undefined =>
  [...a.returns, ...a.extensions, ...a.pauses, ...a.rulings].reduce<Instant | undefined>((last, { ruled }) => {
    return ruled && (last === undefined || ruled.at > last) ? ruled.at : last
  }, undefined)
/** The clock by which the assignment is judged: of its redo, of its handling, or of its share inside the unit above. */
export const closeClock = (a: Pick<Assignment, 'clocks'>) => a.clocks.redo ?? a.clocks.close ?? a.clocks.internal
/** 首派精准: the unit first sent to kept it. What was recalled before signing never reached it. */
export const isFirstDispatchRight = (order: Order) => !order.firstWrong && order.assignments.filter(reachedFirst).length === 1
export const reachedFirst = (a: Assignment) => isFirstLead(a) && (a.stage !== 'recalled' || a.signedAt !== undefined)
export const isFirstLead = (a: Assignment) => a.round === 1 && a.parent === undefined && a.role === 'lead'
