/** Folds a call-back's events. */
import { type Instant, never } from '../kernel.ts'
import type { VisitEvent } from './events.ts'
import type { Visit } from './state.ts'

export function evolve(state: Visit | undefined, event: VisitEvent, at: Instant): Visit {
  if (event.type === 'opened') {
    const later = { caller: undefined, outcome: undefined, words: undefined, by: undefined, doneAt: undefined, proposal: undefined }
    return { stage: 'due', openedAt: at, attempts: [], reasons: [], corrections: [], ...later, ...event.fields }
  }
  if (!state) throw new Error(`${event.type} before opened`)
  switch (event.type) {
    case 'started':
      return { ...state, stage: 'calling', caller: { user: event.user, name: event.by, since: at } }
    case 'released':
      return { ...state, stage: state.attempts.length > 0 ? 'again' : 'due', caller: undefined }
    case 'handed_on':
      return { ...state, caller: { user: event.user, name: event.name, since: at } }
    case 'missed': {
      const attempts = [...state.attempts, { at, by: event.by, result: event.result }]
      if (event.next === undefined) return { ...state, stage: 'unreached', attempts, caller: undefined, doneAt: at, by: event.by }
      return { ...state, stage: 'again', attempts, caller: undefined, notBefore: event.next }
    }
    case 'recorded': {
      const attempts = [...state.attempts, { at, by: event.by, result: 'connected' }]
      const { outcome, reasons, words, proposal, user } = event
      return { ...state, stage: 'done', attempts, outcome, reasons, words, proposal, by: user, caller: undefined, doneAt: at }
    }
    case 'self_rated':
      return {
        ...state,
        stage: 'done',
        outcome: event.outcome,
        proposal: event.proposal,
        review: undefined,
        selfRated: true,
        caller: undefined,
        doneAt: at,
      }
    case 'reviewed': {
      const review = { at, by: event.by, decision: event.decision, note: event.note }
      if (event.next === undefined) return { ...state, review }
      return { ...state, stage: 'again', review: undefined, proposal: undefined, notBefore: event.next }
    }
    case 'corrected':
      return {
        ...state,
        outcome: event.to,
        corrections: [...state.corrections, { from: event.from, to: event.to, why: event.why, by: event.by, at }],
      }
    case 'cancelled':
      return { ...state, stage: 'done', cancelled: event.why, caller: undefined, doneAt: at }
    case 'erased':
      return state
    default:
      return never(event)
  }
}
