/**
 * 工单: by the lead unit of the first round and by every unit that had a share. An order stands for the requests behind it: the one that
 * has waited longest is its own, each further one is `merged`; so sent − withdrawn − merged = orders, whatever joined, split or left.
 */
import type { Contribution, Instant } from '../kernel.ts'
import { type Assignment, closeClock, isFirstDispatchRight, leadOf, openMembers, type Order } from '../order/state.ts'
import { add, ALL, crossed, type Dimensions, type Figures, markedBy, one, spread } from './spread.ts'

export function orderContribution(order: Order): Contribution {
  const [own, ...others] = openMembers(order).sort((a, b) => a.acceptedAt - b.acceptedAt)
  const at = own?.acceptedAt ?? order.members[0]?.acceptedAt ?? order.openedAt
  const matter = matterOf(order)
  if (order.mergedInto) return spread(at, matter, { merged_away: 1 })
  if (order.stage === 'void' || !own) return spread(at, matter, { voided_orders: 1 })
  const lead = leadOf(order, 1)
  const dimensions: Dimensions = [...matter, ...(lead ? byUnit(order, lead.unit) : [])]
  const out = spread(at, dimensions, { orders: 1, without_unit: one(!lead), ...ofOrder(order), ...(lead ? share(order, lead) : {}) })
  if (lead) add(out, onDueDay(lead, dimensions))
  if (order.closedAt !== undefined) add(out, spread(order.closedAt, dimensions, { closed_on: 1 }))
  for (const member of others) add(out, spread(member.acceptedAt, matter, { merged: 1 }))
  for (const a of order.assignments) {
    // Whoever gave it back, the return is his and the whole's; the lead that moved on is no longer `lead`.
    if (a.parent === undefined) add(out, spread(at, [...matter, ...byUnit(order, a.unit)], returnsOf(a)))
    add(out, sentBackFor(a, at, [...matter, ...byUnit(order, a.unit)]))
    if (a !== lead && a.stage !== 'recalled') add(out, spread(at, [[a.role, a.unit]], { shares: 1, ...share(order, a), ...returnsOf(a) }))
  }
  return out
}

/** What the order is about: everything it is counted by but its unit. */
const matterOf = (order: Order): Dimensions => [
  ...ALL,
  ['type', order.type],
  ['channel', order.channel],
  ['category', order.category],
  ['region', order.place.region],
  ...markedBy(order),
]

/** 承办单位, and 承办单位 × 诉求类型: the pair that is asked for every month is added up like one dimension. */
const byUnit = (order: Order, unit: string): Dimensions => [
  ['unit', unit],
  ['unit~type', crossed(unit, order.type)],
]

const ofOrder = (order: Order): Figures => {
  const owed = order.dispatchedAt !== undefined && !order.praise
  return {
    dispatched: one(order.dispatchedAt),
    dispatched_in_time: one(order.dispatchedAt && order.dispatchClock && inTime(order.dispatchClock.due, order.dispatchClock.stoppedAt)),
    closed: one(order.closedAt),
    first_right: one(order.dispatchedAt && isFirstDispatchRight(order)),
    /** 须联系: every dispatched order but a commendation, which owes thanks instead. */
    contact_due: one(owed),
    contacted: one(owed && isContacted(order)),
    redone: one(order.rounds.some((r) => r.kind === 'redo')),
    redo_rounds: order.rounds.filter((r) => r.kind === 'redo').length,
  }
}

/** 已联系: the unit in charge of the first round, or a unit below it, spoke with the person. Attempts are not contact (HANDLE-02). */
export const isContacted = (order: Order) =>
  order.assignments.some(
    (a) =>
      a.round === 1 &&
      a.role !== 'assist' &&
      a.stage !== 'moved' &&
      a.stage !== 'recalled' &&
      a.contacts.some((c) => c.result === 'connected' && c.purpose !== 'thanks'),
  )

/** 到期口径: the order on the day its handling was due. What is neither finished nor past due is taken out where the rate is made. */
function onDueDay(lead: Assignment, dimensions: Dimensions): Contribution {
  const clock = closeClock(lead)
  return clock ? spread(clock.due, dimensions, { due: 1, due_in_time: one(inTime(clock.due, clock.stoppedAt)) }) : {}
}

const inTime = (due: Instant, finished: Instant | undefined) => finished !== undefined && finished <= due

/** Whole minutes from one moment to a later one; none where it is not later. */
const minutes = (from: Instant, to: Instant) => Math.max(0, Math.floor((to - from) / 60_000))

function share(order: Order, a: Assignment): Figures {
  const clock = closeClock(a)
  const finished = clock?.stoppedAt
  const { sign } = a.clocks
  return {
    finished: one(finished !== undefined),
    finished_late: one(finished !== undefined && clock !== undefined && finished > clock.due),
    handling_minutes: finished === undefined ? 0 : minutes(a.round === 1 ? (order.dispatchedAt ?? a.sentAt) : a.sentAt, finished),
    overdue_minutes: finished === undefined || clock === undefined ? 0 : minutes(clock.due, finished),
    closed_in_time: one(clock && order.closedAt !== undefined && inTime(clock.due, finished)),
    signed: one(a.signedAt),
    signed_late: one(a.signedAt !== undefined && sign && a.signedAt > sign.due),
    contact_tried: one(a.contacts.length),
    reached_by_unit: one(a.contacts.some((c) => c.result === 'connected')),
    extended: one(a.extensions.some((e) => e.ruled?.granted)),
    claimed_solved: one(a.replies.at(-1)?.solved === 'solved'),
  }
}

const returnsOf = (a: Assignment): Figures => ({
  returns: a.returns.length,
  returns_granted: a.returns.filter((r) => r.ruled?.granted).length,
})

/** 驳回: each one by its reason, of everything and of the unit whose answer it was. Those before reasons were coded are not counted. */
function sentBackFor(a: Assignment, at: Instant, dimensions: Dimensions): Contribution {
  const out: Contribution = {}
  for (const { reason } of a.sentBack) if (reason) add(out, spread(at, [...dimensions, ['reason', reason]], { sent_back: 1 }))
  return out
}
