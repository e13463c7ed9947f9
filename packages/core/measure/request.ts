/**
 * 诉求: accepted = answered on the spot + sent to units + open; refused, transferred and imported history are counted apart. Call-back
 * figures belong to the request: each voice behind an order has its own.
 */
import type { Contribution, Instant } from '../kernel.ts'
import type { ServiceRequest } from '../request/state.ts'
import { add, type Dimensions, type Figures, markedBy, one, spread } from './spread.ts'

export function requestContribution(request: ServiceRequest): Contribution {
  const at = countedAt(request)
  if (at === undefined || request.stage === 'void') return {}
  const dimensions: Dimensions = [
    ['all', 'all'],
    ['type', request.reportedAs],
    ['channel', request.channel],
    ['medium', request.medium],
    ['category', request.category],
    ['region', request.place.region],
    ...markedBy(request),
    ['line', request.line],
    ['agent', request.registeredBy],
  ]
  // Brought in from another system: nobody here accepted it.
  if (request.imported) return spread(at, dimensions, { history: 1 })
  if (request.stage === 'refused') return spread(at, dimensions, { refused: 1 })
  if (request.stage === 'transferred') return spread(at, dimensions, { transferred: 1 })
  const sent = request.links.length > 0 || request.stage === 'linked'
  const answered = request.answer !== undefined
  const withdrawn = request.stage === 'withdrawn'
  const counted = spread(at, dimensions, {
    accepted: 1,
    answered: one(answered),
    answered_by_knowledge: one(answered && request.answer?.knowledge.length),
    sent: one(sent),
    undecided: one(!answered && !sent),
    urged: request.urges.length,
    urged_requests: one(request.urges.length),
    withdrawn: one(withdrawn),
    sent_withdrawn: one(withdrawn && sent),
    praise: one(request.praise),
  })
  add(counted, spread(at, [...dimensions, ['unit', request.reply?.unit]], visited(request)))
  return counted
}

/** A letter that was never accepted counts only where it was refused or transferred: on the day it came. */
const countedAt = (r: ServiceRequest): Instant | undefined =>
  r.acceptedAt ?? (r.stage === 'refused' || r.stage === 'transferred' ? r.registeredAt : undefined)

/**
 * Call-back figures, by the first and by the last round (which one counts is the pack's word). A question that nobody answered is in no
 * numerator: silence is not satisfaction. 表扬 is called back and never rated. What was ruled unreasonable is kept apart as well, so
 * that the pack may take it out.
 */
function visited(request: ServiceRequest): Figures {
  const done = [...request.outcomes].sort((a, b) => a.round - b.round)
  const [first, last] = [done[0], done.at(-1)]
  const { reply } = request
  // A redo was answered and its own call-back is still to come.
  const owed = request.stage === 'replied' && reply !== undefined && (last === undefined || last.round < reply.round)
  // Withdrawn before the call-back, nobody is called any more.
  const due = done.length > 0 || (request.visit !== undefined && request.stage !== 'withdrawn')
  const calls = {
    replied: one(reply),
    visit_due: one(due),
    visit_exempt: one(reply && !due && reply.unvisited !== 'no_number'),
    visit_missing: one(reply && !due && reply.unvisited === 'no_number' && request.stage !== 'withdrawn'),
    visited: one(last && !owed),
    reached: one(last?.reached),
    reached_first: one(first?.reached),
  }
  if (request.praise) return { ...calls, ...apart(calls, 'praise') }
  const figures = { ...calls, ...answers(request, first, last) }
  return request.excluded ? { ...figures, unreasonable: 1, ...apart(figures, 'unreasonable') } : figures
}

type Done = ServiceRequest['outcomes'][number] | undefined

function answers({ reply, rounds }: ServiceRequest, first: Done, last: Done): Figures {
  const solved = last?.outcome.solved
  return {
    rated: one(last?.outcome.good !== undefined),
    rated_first: one(first?.outcome.good !== undefined),
    satisfied: one(last?.outcome.good),
    satisfied_first: one(first?.outcome.good),
    solved_known: one(solved),
    solved: one(solved === 'solved'),
    /** 单位所填; 疑似纸上办结: the unit says solved, the person does not (HANDLE-21). */
    unit_solved: one(reply?.solved === 'solved'),
    paper_closed: one(reply?.solved === 'solved' && last?.round === reply.round && solved !== undefined && solved !== 'solved'),
    contacted_known: one(last?.outcome.contacted !== undefined),
    contacted_confirmed: one(last?.outcome.contacted),
    redone_requests: one(rounds > 1),
  }
}

/** The same figures once more under a name of their own: `rated_unreasonable`. */
const apart = (figures: Figures, what: string): Figures =>
  Object.fromEntries(Object.entries(figures).map(([figure, amount]) => [`${figure}_${what}`, amount]))
