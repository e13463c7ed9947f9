/** Folds a contact's events. */
import { type Instant, never } from '../kernel.ts'
import type { ContactEvent } from './events.ts'
import { type ContactRecord, MAKES_REQUEST } from './state.ts'

export function evolve(state: ContactRecord | undefined, event: ContactEvent, at: Instant): ContactRecord {
  if (event.type === 'opened') {
    const answered = event.agent ? { stage: 'open' as const, answeredAt: at, agent: event.agent } : { stage: 'ringing' as const }
    return {
      answeredAt: undefined,
      agent: undefined,
      endedAt: undefined,
      disposition: undefined,
      startedAt: at,
      requests: [],
      ...answered,
      ...event.fields,
    }
  }
  if (!state) throw new Error(`${event.type} before opened`)
  switch (event.type) {
    case 'answered':
      return { ...state, stage: 'open', answeredAt: at, agent: event.agent }
    case 'missed':
      return { ...state, stage: 'missed', endedAt: at }
    case 'settled': {
      const requests = event.request && !state.requests.includes(event.request) ? [...state.requests, event.request] : state.requests
      return { ...state, disposition: event.disposition, requests }
    }
    case 'unsettled': {
      const requests = state.requests.filter((id) => id !== event.request)
      const own = !requests.length && state.disposition !== undefined && MAKES_REQUEST.includes(state.disposition)
      return { ...state, requests, disposition: own ? undefined : state.disposition }
    }
    case 'ended':
      return { ...state, stage: 'done', endedAt: at }
    case 'erased':
      return { ...state, erasedAt: at }
    default:
      return never(event)
  }
}
