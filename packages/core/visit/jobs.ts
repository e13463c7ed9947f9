/** What a call-back's end means for its request and its order. */
import { type Job, never } from '../kernel.ts'
import type { VisitEvent } from './events.ts'
import { awaitsReview, type Visit } from './state.ts'

export function visitJobs(visit: Visit, event: VisitEvent): Job[] {
  const settle = (reached: boolean, close: boolean): Job[] => [
    {
      noun: 'request',
      id: visit.request,
      command: 'settle',
      input: { visit: visit.id, round: visit.round, reached, outcome: visit.outcome ?? {}, close },
    },
  ]
  switch (event.type) {
    case 'recorded':
    case 'self_rated':
      return settle(true, !awaitsReview(visit))
    case 'missed':
      return visit.stage === 'unreached' ? settle(false, true) : []
    case 'corrected':
      return settle(true, false)
    case 'reviewed':
      if (event.decision === 'second') return []
      if (event.decision !== 'redo') return settle(true, true)
      return [
        {
          noun: 'order',
          id: visit.order,
          command: 'redo',
          input: { requests: [visit.request], reason: visit.reasons[0], why: event.note, by: event.by },
        },
      ]
    case 'opened':
    case 'started':
    case 'released':
    case 'handed_on':
    case 'cancelled':
    case 'erased':
      return []
    default:
      return never(event)
  }
}
