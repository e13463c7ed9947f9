/**
 * 签批审计 (SEC-11): who wrote each answer, who signed it, who reviewed it, and when; and what is odd about it. Read from the journal,
 * so that an answer that was sent back and written anew is there twice. Nobody is accused: a fault is a row somebody looks at.
 */
import type { Instant } from '../kernel.ts'
import type { OrderEvent } from '../order/events.ts'
import type { Assignment } from '../order/state.ts'

export const SIGNING_FAULTS = {
  late: '签批晚于提交',
  same_hand: '撰写人与签批人为同一人',
  unsigned: '已提交，尚未签批',
} as const
export type SigningFault = keyof typeof SIGNING_FAULTS

interface Hand {
  by: string
  at: Instant
}
export interface Signature {
  assignment: number
  unit: string
  round: number
  written: Hand & { user: string }
  signed?: Hand & { user: string; mode: string }
  submitted?: Instant
  /** By the level above: passed or sent back. */
  reviewed?: Hand & { passed: boolean }
  faults: SigningFault[]
}

export interface JournalLine {
  event: OrderEvent
  at: Instant
}

/** Of an assignment: whose it is, and how its answers are signed. */
export type Share = Pick<Assignment, 'no' | 'unit' | 'round' | 'signing'>

/** Every answer of an order in the order in which they were written. */
export function signaturesOf(order: { assignments: readonly Share[] }, journal: readonly JournalLine[]): Signature[] {
  const all: Omit<Signature, 'faults'>[] = []
  for (const { event, at } of journal) {
    if (event.type === 'replied') {
      const { unit = '', round = 1 } = order.assignments.find((a) => a.no === event.assignment) ?? {}
      all.push({ assignment: event.assignment, unit, round, written: { by: event.by, user: event.reply.byUser, at } })
      continue
    }
    const answer = 'assignment' in event ? all.findLast((s) => s.assignment === event.assignment) : undefined
    if (answer) Object.assign(answer, stepOf(event, at))
  }
  const signing = (no: number) => order.assignments.find((a) => a.no === no)?.signing
  return all.map((s) => ({ ...s, faults: faultsOf(s, signing(s.assignment) !== 'none') }))
}

function stepOf(event: OrderEvent, at: Instant): Partial<Signature> {
  if (event.type === 'approved') return { signed: { by: event.by, user: event.approval.byUser, mode: event.approval.mode, at } }
  if (event.type === 'submitted') return { submitted: at }
  // The leader would not sign what had gone up before him: it was never submitted as it stands.
  if (event.type === 'unsubmitted') return { submitted: undefined }
  if (event.type === 'sent_back' || event.type === 'accepted') return { reviewed: { by: event.by, at, passed: event.type === 'accepted' } }
  return {}
}

function faultsOf({ written, signed, submitted }: Omit<Signature, 'faults'>, mustSign: boolean): SigningFault[] {
  const late = signed !== undefined && submitted !== undefined && signed.at > submitted
  const own = signed !== undefined && signed.user === written.user
  const open = mustSign && signed === undefined && submitted !== undefined
  return [...(late ? ['late' as const] : []), ...(own ? ['same_hand' as const] : []), ...(open ? ['unsigned' as const] : [])]
}
