/**
 * What one row adds to the figures: `day|dimension|key|figure` → amount. A write stores the difference of two contributions as one
 * delta; figures are sums of deltas, so they are right however late a row changes. No clock, no policy: only what stands in the row.
 *
 * The day is that of acceptance (受理口径): a request and its order stay in the month in which the person spoke.
 */
import { dayOf, formatDay } from '../calendar.ts'
import type { ContactRecord } from '../contact/state.ts'
import type { Contribution, Instant } from '../kernel.ts'
import { type Assignment, closeClock, isFirstDispatchRight, leadOf, type Order } from '../order/state.ts'
import type { ServiceRequest } from '../request/state.ts'

type Dimensions = readonly (readonly [dimension: string, key: string | undefined])[]
type Figures = Record<string, number>

function spread(at: Instant, dimensions: Dimensions, figures: Figures): Contribution {
  const day = formatDay(dayOf(at))
  const out: Contribution = {}
  for (const [dimension, key] of dimensions) {
    if (key === undefined) continue
    for (const [figure, amount] of Object.entries(figures)) if (amount) out[`${day}|${dimension}|${key}|${figure}`] = amount
  }
  return out
}

const one = (yes: unknown) => (yes ? 1 : 0)

/** 来电: offered, answered, and each call's one disposition. */
export function contactContribution(contact: ContactRecord): Contribution {
  const figures = {
    contacts: 1,
    calls: one(contact.medium === 'phone'),
    calls_answered: one(contact.medium === 'phone' && contact.answeredAt !== undefined),
  }
  const dimensions: Dimensions = [
    ['all', 'all'],
    ['channel', contact.channel],
    ['line', contact.line],
    ['disposition', contact.disposition ?? (contact.stage === 'missed' ? 'missed' : 'none')],
  ]
  return spread(contact.startedAt, dimensions, figures)
}

/** 诉求: accepted = answered on the spot + sent to units + open; refused and transferred are counted apart. */
export function requestContribution(request: ServiceRequest): Contribution {
  if (request.acceptedAt === undefined || request.stage === 'void') return {}
  const dimensions: Dimensions = [
    ['all', 'all'],
    ['type', request.reportedAs],
    ['channel', request.channel],
    ['medium', request.medium],
    ['category', request.category],
    ...request.marks.map((m) => ['mark', m.level ? `${m.kind}.${m.level}` : m.kind] as const),
    ...(request.line ? [['line', request.line] as const] : []),
  ]
  const apart = { refused: one(request.stage === 'refused'), transferred: one(request.stage === 'transferred') }
  if (apart.refused || apart.transferred) return spread(request.acceptedAt, dimensions, apart)
  const sent = request.links.length > 0 || request.stage === 'linked'
  const answered = request.answer !== undefined
  return spread(request.acceptedAt, dimensions, {
    accepted: 1,
    answered: one(answered),
    answered_by_knowledge: one(answered && request.answer?.knowledge.length),
    sent: one(sent),
    undecided: one(!answered && !sent),
    merged: one(sent && request.links.at(-1)?.why !== 'opened' && request.links.at(-1)?.why !== 'split'),
    urged: request.urges.length,
    withdrawn: one(request.stage === 'withdrawn'),
    praise: one(request.praise),
    ...visited(request),
  })
}

/** Call-back figures, by the first and by the last round (which one counts is the pack's word, VISIT-13). */
function visited(request: ServiceRequest): Figures {
  if (request.praise) return {}
  const done = request.outcomes
  const first = done[0]
  const last = done.at(-1)
  return {
    visit_due: one(request.visit !== undefined || done.length > 0),
    visited: one(last),
    reached: one(last?.reached),
    reached_first: one(first?.reached),
    rated: one(last?.outcome.good !== undefined),
    rated_first: one(first?.outcome.good !== undefined),
    satisfied: one(last?.outcome.good),
    satisfied_first: one(first?.outcome.good),
    solved_known: one(last?.outcome.solved),
    solved: one(last?.outcome.solved === 'solved'),
    contacted_known: one(last?.outcome.contacted !== undefined),
    contacted_confirmed: one(last?.outcome.contacted),
    unreasonable: one(request.excluded),
    redone: one(request.rounds > 1),
  }
}

/** 工单: by the lead unit of the first round and by every unit that had a share. */
export function orderContribution(order: Order): Contribution {
  const at = order.members[0]?.acceptedAt ?? order.openedAt
  if (order.mergedInto) return spread(at, [['all', 'all']], { merged_away: 1 })
  if (order.stage === 'void') return spread(at, [['all', 'all']], { voided_orders: 1 })
  const lead = leadOf(order, 1)
  const whole = spread(
    at,
    [
      ['all', 'all'],
      ['unit', lead?.unit],
    ],
    { orders: 1, dispatched: one(order.dispatchedAt), closed: one(order.closedAt), ...(lead ? share(lead) : {}), ...ofOrder(order) },
  )
  for (const a of order.assignments.filter((x) => x !== lead && x.stage !== 'recalled')) {
    add(whole, spread(at, [[a.role, a.unit]], { shares: 1, ...share(a) }))
  }
  return whole
}

const ofOrder = (order: Order): Figures => ({
  first_right: one(order.dispatchedAt && isFirstDispatchRight(order)),
  redo_rounds: order.rounds.filter((r) => r.kind === 'redo').length,
})

function share(a: Assignment): Figures {
  const clock = closeClock(a)
  const finished = clock?.stoppedAt
  const { sign } = a.clocks
  return {
    finished: one(finished !== undefined),
    finished_late: one(finished !== undefined && clock !== undefined && finished > clock.due),
    signed: one(a.signedAt),
    signed_late: one(a.signedAt !== undefined && sign && a.signedAt > sign.due),
    contact_tried: one(a.contacts.length),
    contacted: one(a.contacts.some((c) => c.result === 'connected')),
    extended: one(a.extensions.some((e) => e.ruled?.granted)),
    returns: a.returns.length,
    returns_granted: a.returns.filter((r) => r.ruled?.granted).length,
    claimed_solved: one(a.replies.at(-1)?.solved === 'solved'),
  }
}

function add(into: Contribution, more: Contribution) {
  for (const [key, amount] of Object.entries(more)) into[key] = (into[key] ?? 0) + amount
}

/** What changed between two rows: the one delta a write inserts. Zeroes are left out. */
export function difference(before: Contribution, after: Contribution): Contribution {
  const out: Contribution = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const amount = (after[key] ?? 0) - (before[key] ?? 0)
    if (amount) out[key] = amount
  }
  return out
}
