/** Folds a request's events. Reads no policy and no clock: everything decided stands in the event. */
import { clearedBy } from '../erase.ts'
import { type Instant, never } from '../kernel.ts'
import { withMark, withoutMark } from '../mark/mark.ts'
import type { RegisteredFields, RequestEvent } from './events.ts'
import type { ServiceRequest } from './state.ts'

/**
 * What begins. Fields that come later have their place from the start, and those given are spread in last: an engine copies such an
 * object whole, and takes fifty times as long to add one field to a copy.
 */
const begun = (fields: RegisteredFields, stage: ServiceRequest['stage'], at: Instant, by: string): ServiceRequest => ({
  stage,
  registeredAt: at,
  registeredBy: by,
  acceptedAt: undefined,
  acceptedBy: undefined,
  answerBy: undefined,
  appended: [],
  links: [],
  urges: [],
  asks: 0,
  answer: undefined,
  reply: undefined,
  visit: undefined,
  firstRepliedAt: undefined,
  closedAt: undefined,
  outcomes: [],
  rounds: 1,
  corrections: [],
  ...fields,
})

export function evolve(state: ServiceRequest | undefined, event: RequestEvent, at: Instant): ServiceRequest {
  if (event.type === 'registered') return begun(event.fields, event.stage, at, event.user)
  if (event.type === 'imported') {
    const { fields, by, closedAt, reply } = event
    const given = begun(fields, 'archived', at, 'import')
    return { ...given, acceptedAt: at, acceptedBy: by, closedAt: closedAt ?? at, imported: { at, by, reply } }
  }
  if (!state) throw new Error(`${event.type} before registered`)
  switch (event.type) {
    case 'accepted':
      return { ...state, ...event.read, stage: 'registered', acceptedAt: at, acceptedBy: event.by, answerBy: event.answerBy }
    case 'recalculated':
      return { ...state, answerBy: event.answerBy }
    case 'answered':
      return { ...state, stage: 'answered', answer: { text: event.text, knowledge: event.knowledge, at, by: event.by }, closedAt: at }
    case 'refused':
      return {
        ...state,
        stage: 'refused',
        refusal: { reason: event.reason, told: event.told, note: event.note, by: event.by, at },
        closedAt: at,
      }
    case 'transferred':
      return { ...state, stage: 'transferred', transfer: { to: event.to, note: event.note, at }, closedAt: at }
    case 'forwarded':
      return { ...state, stage: 'linked' }
    case 'linked':
      return { ...state, stage: 'linked', links: [...state.links, { order: event.order, number: event.number, from: at, why: event.why }] }
    case 'unlinked':
      return { ...state, links: state.links.map((l) => (l.order === event.order && l.to === undefined ? { ...l, to: at } : l)) }
    case 'replied': {
      const { order, round, unit, text, solved, unvisited } = event
      const reply = { order, round, unit, text, at, solved, unvisited }
      return {
        ...state,
        stage: 'replied',
        reply,
        visit: event.visit,
        firstRepliedAt: state.firstRepliedAt ?? at,
        answerBy: stopped(state.answerBy, at),
      }
    }
    case 'visit_owed':
      return { ...state, visit: event.visit }
    case 'urged':
      return { ...state, urges: [...state.urges, { at, by: event.by }] }
    case 'appended':
      return { ...state, appended: [...state.appended, { at, by: event.by, text: event.text }] }
    case 'asked':
      return { ...state, asks: state.asks + 1 }
    case 'rated':
      return { ...state, rating: { at, solved: event.solved, satisfied: event.satisfied, text: event.text } }
    case 'visited': {
      const { visit, round, reached, outcome } = event
      return { ...state, outcomes: [...state.outcomes.filter((o) => o.visit !== visit), { visit, round, at, reached, outcome }] }
    }
    case 'withdrawn':
      return { ...state, stage: 'withdrawn', withdrawn: { reason: event.reason, at }, closedAt: at, answerBy: stopped(state.answerBy, at) }
    case 'marked':
      return { ...state, marks: withMark(state.marks, event.mark) }
    case 'unmarked':
      return { ...state, marks: withoutMark(state.marks, event.kind) }
    case 'corrected': {
      const { field, from, to, why, by } = event
      return { ...state, [field]: to, corrections: [...state.corrections, { field, from, to, why, by, at }] }
    }
    case 'excluded':
      return { ...state, excluded: { why: event.why, at } }
    case 'filled':
      return { ...state, [event.field]: event.to }
    case 'closed':
      return { ...state, stage: 'closed', closedAt: at }
    case 'reopened':
      return { ...state, stage: 'linked', rounds: event.round, closedAt: undefined }
    case 'voided':
      return { ...state, stage: 'void', voided: { reason: event.reason, note: event.note, at }, closedAt: at }
    case 'archived':
      return { ...state, stage: 'archived' }
    case 'erasure_asked':
      return { ...state, erasure: { basis: event.basis, by: event.by, user: event.user, at } }
    case 'erasure_declined':
      return { ...state, erasure: undefined }
    case 'erased':
      if (event.only) return { ...state, filesErasedAt: at }
      return { ...state, erasure: undefined, erasedAt: at, ...clearedBy(event) }
    default:
      return never(event)
  }
}

const stopped = (clock: ServiceRequest['answerBy'], at: Instant) =>
  clock && clock.stoppedAt === undefined ? { ...clock, stoppedAt: at } : clock
