/** What a request's events mean for contacts, orders and visits. `inline` jobs run in the same transaction (architecture §1). */
import { type Job, never } from '../kernel.ts'
import type { RequestEvent } from './events.ts'
import type { ServiceRequest } from './state.ts'

export function requestJobs(state: ServiceRequest, event: RequestEvent): Job[] {
  const contact = (disposition: string, id: string | undefined): Job[] =>
    id ? [{ noun: 'contact', id, command: 'settle', input: { disposition, request: state.id } }] : []
  const order = (id: string | undefined, command: string, input: Record<string, unknown>, inline = false): Job[] =>
    id ? [{ noun: 'order', id, command, input, inline }] : []
  const open = state.links.find((l) => l.to === undefined)?.order

  switch (event.type) {
    case 'registered':
      return contact('registered', event.fields.contact)
    case 'answered':
      return contact('answered', state.contact)
    case 'transferred':
      return contact('transferred', state.contact)
    case 'forwarded':
      return event.into
        ? order(event.into, 'join', { request: memberOf(state) }, true)
        : order(event.order, 'open', { number: event.number, request: memberOf(state), matter: matterOf(state) }, true)
    case 'urged':
      return [...contact('urged', event.contact), ...order(open, 'hear', { kind: 'urged', request: state.id })]
    case 'appended':
      return [...contact('appended', event.contact), ...order(open, 'hear', { kind: 'appended', request: state.id, text: event.text })]
    case 'asked':
      return contact('asked', event.contact)
    case 'withdrawn':
      return [
        ...contact('withdrawn', event.contact),
        ...order(lastLink(state), 'leave', { request: state.id, why: 'withdrawn' }),
        ...(state.visit ? [visit(state.visit, 'cancel', { why: '诉求人撤回' })] : []),
      ]
    case 'voided':
      return [...order(lastLink(state), 'leave', { request: state.id, why: 'void' }), ...unsettled(state)]
    case 'replied':
      return event.visit ? [visit(event.visit, 'open', visitInput(state))] : []
    case 'visit_owed':
      // At once: what the person says next is said to this call-back.
      return [{ ...visit(event.visit, 'open', visitInput(state)), inline: true }]
    case 'rated':
      return [
        ...contact('rated', event.contact),
        ...(state.visit
          ? [
              visit(state.visit, 'self_rate', {
                solved: event.solved,
                satisfied: event.satisfied,
                good: event.good,
                wantsRedo: event.wantsRedo ?? !event.solved,
              }),
            ]
          : []),
      ]
    case 'closed':
      return order(open, 'settle', {
        request: state.id,
        how: event.how,
        solved: state.outcomes.at(-1)?.outcome.solved,
        good: state.outcomes.at(-1)?.outcome.good,
      })
    case 'marked':
      return order(open, 'mirror_mark', { mark: event.mark })
    case 'unmarked':
      return order(open, 'mirror_mark', { kind: event.kind })
    case 'filled':
    case 'corrected':
      return order(open, 'mirror', { request: state.id, field: event.field, to: event.to })
    case 'erased':
      return erased(state, event.only)
    case 'erasure_asked':
    case 'erasure_declined':
    case 'imported':
    case 'recalculated':
    case 'accepted':
    case 'refused':
    case 'linked':
    case 'unlinked':
    case 'visited':
    case 'excluded':
    case 'reopened':
    case 'archived':
      return []
    default:
      return never(event)
  }
}

const visit = (id: string, command: string, input: Record<string, unknown>): Job => ({ noun: 'visit', id, command, input })
/** A void request is no result of its call: the call needs another one (INTAKE-18: 不得有悬空来话). */
const unsettled = (state: ServiceRequest): Job[] =>
  state.contact ? [{ noun: 'contact', id: state.contact, command: 'unsettle', input: { request: state.id } }] : []
/** The call that brought it, every order that served it, every call-back of it: at once, so that nothing is half erased. */
function erased(state: ServiceRequest, only?: 'files'): Job[] {
  const erase = (noun: Job['noun'], ids: (string | undefined)[]): Job[] =>
    [...new Set(ids)].flatMap((id) => (id ? [{ noun, id, command: 'erase', input: { request: state.id, only }, inline: true }] : []))
  const orders = erase(
    'order',
    state.links.map((l) => l.order),
  )
  if (only) return orders
  return [...erase('contact', [state.contact]), ...orders, ...erase('visit', [state.visit, ...state.outcomes.map((o) => o.visit)])]
}
const lastLink = (state: ServiceRequest) => state.links.at(-1)?.order

/** What the order keeps of each request behind it. No names and numbers: those stay with the request. */
const memberOf = (r: ServiceRequest) => ({
  id: r.id,
  number: r.number,
  confidential: r.confidential,
  shareNumber: r.shareNumber,
  title: r.title,
  acceptedAt: r.acceptedAt,
  answerBy: r.answerBy?.due,
  superiorDue: r.superiorDue,
  registeredBy: r.registeredBy,
})

const matterOf = (r: ServiceRequest) => ({
  type: r.type,
  category: r.category,
  categoryPath: r.categoryPath,
  channel: r.channel,
  medium: r.medium,
  title: r.title,
  content: r.content,
  place: { region: r.place.region, text: r.place.text, lng: r.place.lng, lat: r.place.lat },
  affected: r.affected,
  marks: r.marks,
  confidential: r.confidential,
  praise: r.praise,
  firm: r.requester.kind === 'firm',
})

const visitInput = (r: ServiceRequest) => ({
  request: r.id,
  number: r.number,
  order: r.reply?.order,
  round: r.reply?.round,
  unit: r.reply?.unit,
  registeredBy: r.registeredBy,
  confidential: r.confidential,
})
