/** 工单 and 承办单 as rows. */
import type { FactRow } from '@huying/core/condition'
import { urgencyOf } from '@huying/core/mark/mark'
import { namesOf } from '@huying/core/measure/contribution'
import type { Clock } from '@huying/core/deadline/clock'
import { nearFrom } from '@huying/core/deadline/timeline'
import { acceptedAt } from '@huying/core/order/facts'
import {
  type Assignment,
  assignmentOf,
  awaitsApproval,
  closeClock,
  isPaused,
  lastRuledAt,
  leadOf,
  live,
  openMembers,
  type Order,
  pendingExtension,
  pendingPause,
  pendingReturn,
  pendingRuling,
} from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { ts } from '../db.ts'
import { searchOf } from '../request/row.ts'
import type { Columns, RowSpec } from '../shell/rows.ts'

export const orderRow: Omit<RowSpec<Order>, 'scope'> = {
  table: 'work_order',
  columns: {
    number: 'text',
    stage: 'text',
    channel: 'text',
    type: 'text',
    category: 'text',
    category_path: 'text[]',
    region: 'text',
    urgency: 'text',
    confidential: 'boolean',
    holder: 'text',
    held_until: 'timestamptz',
    proposed_unit: 'text',
    lead_unit: 'text',
    counted_unit: 'text',
    unit_paths: 'text[]',
    round: 'integer',
    members: 'integer',
    ever_members: 'integer',
    urges: 'integer',
    opened_at: 'timestamptz',
    accepted_at: 'timestamptz',
    dispatched_at: 'timestamptz',
    due_at: 'timestamptz',
    closed_at: 'timestamptz',
    pending: 'text[]',
    sent_back: 'text[]',
    marks: 'text[]',
    praise: 'boolean',
    unreasonable: 'text',
    escalated: 'boolean',
    figures: 'text[]',
    title: 'text',
    search: 'tsvector',
  },
  row: (o, words, policy, counted) => {
    const lead = leadOf(o)
    return {
      number: o.number,
      stage: o.stage,
      channel: o.channel,
      type: o.type,
      category: o.category,
      category_path: o.categoryPath,
      region: o.place.region ?? null,
      urgency: urgencyOf(o.marks, { policy }),
      confidential: o.confidential,
      holder: o.holder?.user ?? null,
      held_until: ts(o.holder?.until),
      proposed_unit: o.proposal?.unit ?? null,
      lead_unit: lead?.unit ?? null,
      counted_unit: leadOf(o, 1)?.unit ?? null,
      unit_paths: unitPaths(o, policy),
      round: o.rounds.length,
      members: openMembers(o).length,
      ever_members: o.members.length,
      urges: o.urges.length,
      opened_at: ts(o.openedAt),
      accepted_at: ts(acceptedAt(o)),
      dispatched_at: ts(o.dispatchedAt),
      due_at: ts(lead && closeClock(lead)?.due),
      closed_at: ts(o.closedAt),
      pending: o.assignments.filter((a) => a.parent === undefined).flatMap(pendingOf),
      sent_back: sentBackFor(o),
      marks: marksOf(o),
      praise: o.praise,
      unreasonable: claimOf(o),
      escalated: o.alarms.some(({ to }) => to === 'head'),
      figures: namesOf(counted),
      title: words(o.title),
      search: searchOf([words(o.title), words(o.content), words(o.place.text)], o.unindexed),
    }
  },
}

/** Every unit that has or had a share, and the levels above each: what a unit's people may see. Recalled before signing leaves no right. */
export function unitPaths(o: Order, policy: Policy): string[] {
  const held = o.assignments.filter((a) => a.stage !== 'recalled' || a.signedAt !== undefined)
  return [...new Set(held.flatMap((a) => policy.above(a.unit)))]
}

/** Reasons for which answers were sent back, whichever level did it. */
const sentBackFor = (o: Order): string[] => [...new Set(o.assignments.flatMap((a) => a.sentBack.flatMap(({ reason }) => reason ?? [])))]

/** Kinds of its marks. */
const marksOf = ({ marks }: Order): string[] => marks.map(({ kind }) => kind)

/** 无理诉求认定: asked for, or how it was ruled. */
const claimOf = ({ unreasonable }: Order) =>
  unreasonable && (unreasonable.ruled ? (unreasonable.ruled.granted ? 'granted' : 'declined') : 'asked')

/** What waits for a ruling of the level above. */
export const pendingOf = (a: Assignment): string[] => [
  ...(pendingReturn(a) ? ['return'] : []),
  ...(pendingExtension(a) ? ['extension'] : []),
  ...(pendingPause(a) ? ['pause'] : []),
  ...(pendingRuling(a) ? ['ruling'] : []),
]

export const orderScope = (o: Order, policy: Policy): FactRow => ({
  stage: o.stage,
  type: o.type,
  category: o.category,
  confidential: o.confidential,
  region: o.place.region,
  unitPaths: unitPaths(o, policy),
  marks: marksOf(o),
})

export const ASSIGNMENT_COLUMNS: Record<string, string> = {
  order_id: 'uuid',
  no: 'integer',
  unit: 'text',
  parent_unit: 'text',
  role: 'text',
  round: 'integer',
  level: 'integer',
  stage: 'text',
  handler: 'text',
  live: 'boolean',
  sent_at: 'timestamptz',
  sign_due: 'timestamptz',
  contact_due: 'timestamptz',
  feedback_due: 'timestamptz',
  close_due: 'timestamptz',
  signed_at: 'timestamptz',
  contacted_at: 'timestamptz',
  finished_at: 'timestamptz',
  paused_at: 'timestamptz',
  near_at: 'timestamptz',
  ruled_at: 'timestamptz',
  to_approve: 'boolean',
  returned: 'boolean',
  signing: 'text',
  pending: 'text[]',
}

const runs = ({ pausedAt, stoppedAt }: Clock) => pausedAt === undefined && stoppedAt === undefined

/** Rows of the assignments that differ from those before. */
export function assignmentRows(before: Order | undefined, after: Order, policy: Policy): Columns[] {
  const old = new Map(before?.assignments.map((a) => [a.no, a]))
  const orderEnded =
    ['void', 'closed', 'archived'].includes(after.stage) !== ['void', 'closed', 'archived'].includes(before?.stage ?? 'pooled')
  return after.assignments.filter((a) => orderEnded || old.get(a.no) !== a).map((a) => rowOf(after, a, policy))
}

function rowOf(o: Order, a: Assignment, policy: Policy): Columns {
  const close = closeClock(a)
  return {
    order_id: o.id,
    no: a.no,
    unit: a.unit,
    parent_unit: assignmentOf(o, a.parent)?.unit ?? policy.pack.city.centreUnit,
    role: a.role,
    round: a.round,
    level: a.level,
    stage: a.stage,
    handler: a.handler?.user ?? null,
    live: live(a) && o.stage !== 'void',
    sent_at: ts(a.sentAt),
    sign_due: ts(a.clocks.sign?.due),
    contact_due: ts(a.clocks.contact?.due),
    feedback_due: ts(a.clocks.feedback?.due),
    close_due: ts(close?.due),
    signed_at: ts(a.signedAt),
    contacted_at: ts(a.clocks.contact?.stoppedAt),
    finished_at: ts(close?.stoppedAt),
    paused_at: isPaused(a) ? ts(close?.pausedAt) : null,
    near_at: close && runs(close) ? ts(nearFrom(close)) : null,
    ruled_at: ts(lastRuledAt(a)),
    to_approve: awaitsApproval(a),
    returned: a.returns.length > 0,
    signing: a.signing,
    pending: pendingOf(a),
  }
}
