import type { Clock } from '../deadline/clock.ts'
import type { Erased } from '../erase.ts'
import type { Instant, TextRef } from '../kernel.ts'
import type { Mark } from '../mark/mark.ts'
import type { ClockKind } from '../policy/schema.ts'
import type { Resolution } from '../request/state.ts'
import type { Alarm, Approval, Assignment, ContactTry, Member, Order, Progress, Reply, Round } from './state.ts'

export type OpenedFields = Pick<
  Order,
  | 'id'
  | 'number'
  | 'version'
  | 'type'
  | 'category'
  | 'categoryPath'
  | 'channel'
  | 'medium'
  | 'title'
  | 'content'
  | 'place'
  | 'affected'
  | 'marks'
  | 'confidential'
  | 'praise'
  | 'firm'
  | 'dispatchClock'
  | 'proposal'
>
export type MemberFields = Omit<Member, 'from' | 'to' | 'settled'>
export type Clocks = Partial<Record<ClockKind, Clock>>
/** A new assignment as decided: who, under whom, with which clocks and which sign-off. */
export type Sent = Pick<Assignment, 'no' | 'round' | 'unit' | 'role' | 'parent' | 'level' | 'clocks' | 'signing' | 'feedbackFirst'>
type On = { assignment: number; by: string }

export type OrderEvent =
  | { type: 'opened'; fields: OpenedFields; member: MemberFields }
  | { type: 'joined'; member: MemberFields; why: 'joined' | 'merged' | 'split' }
  | { type: 'left'; request: string; why: string }
  | { type: 'claimed'; user: string; by: string; until: Instant }
  | { type: 'released'; by: string; why?: string }
  | {
      type: 'dispatched'
      by: string
      sent: Sent[]
      rule: string
      why: string
      lesson?: { proposed?: string; chosen: string }
      dispatchClock?: Clock
    }
  | ({ type: 'moved'; to: string; wrong: boolean; clocks: Clocks } & On)
  | ({ type: 'recalled'; clocks: Clocks } & On)
  | { type: 'pooled'; by: string; why: string; dispatchClock?: Clock }
  | ({ type: 'signed'; user: string; clocks: Clocks } & On)
  | ({ type: 'subbed'; sent: Sent[] } & On)
  | ({ type: 'took'; user: string; name: string; why?: TextRef } & On)
  | ({ type: 'return_requested'; unit: string; reason: string; facts?: TextRef; basis?: TextRef; suggested?: string } & On)
  | ({ type: 'return_ruled'; granted: boolean; note?: TextRef } & On)
  | ({ type: 'ruling_requested'; unit: string; text: TextRef; suggested?: string } & On)
  | ({ type: 'ruling_given'; to: string; basis: TextRef } & On)
  | ({
      type: 'contacted'
      result: ContactTry['result']
      purpose: ContactTry['purpose']
      note?: TextRef
      request?: string
      clocks: Clocks
    } & On)
  | ({ type: 'stopped'; clocks: Clocks } & On)
  | ({ type: 'bounded'; clocks: Clocks } & On)
  /** Due times that hung on an unpublished year; assignment 0 is the pool's own clock. */
  | ({ type: 'recalculated'; why: string; clocks: Clocks; changes: { clock: ClockKind; before: Instant; after: Instant }[] } & On)
  | ({ type: 'progressed'; text: TextRef; tell: boolean; kind: Progress['kind']; clocks: Clocks } & On)
  | ({
      type: 'extension_requested'
      reason: string
      text: TextRef
      length: { amount: number; unit: 'day' | 'workday' }
      told: boolean
    } & On)
  | ({ type: 'extension_ruled'; granted: boolean; note?: TextRef; clocks: Clocks } & On)
  | ({ type: 'pause_requested'; reason: string; text: TextRef; nextUpdate?: string } & On)
  | ({ type: 'pause_ruled'; granted: boolean; note?: TextRef; clocks: Clocks } & On)
  | ({ type: 'continued'; clocks: Clocks } & On)
  | ({ type: 'replied'; reply: Omit<Reply, 'at' | 'by' | 'approval'> } & On)
  | ({ type: 'approved'; approval: Omit<Approval, 'at' | 'by'> } & On)
  | ({ type: 'declined'; why: TextRef } & On)
  | ({ type: 'awaits_assists' } & On)
  | ({ type: 'submitted'; clocks: Clocks } & On)
  | ({ type: 'unsubmitted'; clocks: Clocks } & On)
  /** Without a reason where it happened before reasons were coded. */
  | ({ type: 'sent_back'; reason?: string; why: TextRef; clocks: Clocks } & On)
  | ({ type: 'accepted' } & On)
  | ({ type: 'waived'; why: TextRef; clocks: Clocks } & On)
  | { type: 'reviewing' }
  | { type: 'reviewed'; by: string; public: TextRef; solved: Resolution; unit: string; round: number }
  | { type: 'round_opened'; round: Omit<Round, 'at'>; sent: Sent[]; requests: string[] }
  | { type: 'redo_joined'; by: string; requests: string[] }
  | { type: 'settled'; request: string; how: string; solved?: Resolution; good?: boolean }
  | { type: 'closed' }
  | { type: 'archived'; by: string; cause?: string }
  | { type: 'heard'; kind: 'urged' | 'appended'; request: string; text?: TextRef }
  | ({ type: 'alarmed' } & Omit<Alarm, 'at'>)
  | { type: 'merged'; by: string; into: string; number: string; why: TextRef; requests: string[]; dispatchClock?: Clock }
  | { type: 'split'; by: string; request: string; order: string; why: TextRef }
  | { type: 'marked'; mark: Mark }
  | { type: 'unmarked'; kind: string; by: string; why?: TextRef }
  | { type: 'mirrored'; field: string; to: unknown }
  | { type: 'corrected'; field: string; from: unknown; to: unknown; why: TextRef; by: string }
  | { type: 'unreasonable_claimed'; by: string; unit: string; basis: TextRef; explained: TextRef }
  | { type: 'unreasonable_ruled'; by: string; granted: boolean; note?: TextRef }
  | Erased
  | { type: 'voided'; by: string; reason: string; note?: TextRef; dispatchClock?: Clock }
