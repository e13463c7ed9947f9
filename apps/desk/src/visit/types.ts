/** What the server answers about call-backs (server/src/visit). */
import type { ContactTry } from '@huying/core/order/state'
import type { Outcome } from '@huying/core/visit/outcome'
import type { Visit, VisitStage } from '@huying/core/visit/state'
import type { Barred, Offer, Told } from '../order/types.ts'

/** One person of GET /api/visits/people, with everything that is due of his. */
export interface PersonDue {
  key: string
  oldest: number
  name: string | null
  number: string | null
  visits: DueVisit[]
}
export interface DueVisit {
  id: string
  number: string
  title: string
  unit: string
  stage: VisitStage
  urgency: string
  attempts: number
  not_before: number
  opened_at: number
  caller: { user: string; name: string; since: number } | null
}

/** One row of GET /api/visits/list/:tab. */
export interface VisitRow {
  id: string
  stage: VisitStage
  order_id: string
  unit: string
  not_before: number
  opened_at: number
  done_at: number | null
  number: string
  title: string
  category: string
  urgency: string
  attempts: number
  outcome: Outcome | null
  reasons: string[] | null
  self_rated: boolean | null
}

/** GET /api/visits/:id. */
export interface VisitAnswer {
  id: string
  revision: number
  state: Told<Visit>
  open: Offer[]
  barred: Barred[]
  request: {
    number: string
    title: string
    content: string
    wants?: string
    category: string
    acceptedAt?: number
    reply?: { text: string; at: number; unit: string; solved: string }
    appended: { at: number; text: string }[]
    outcomes: { round: number; at: number; reached: boolean; outcome: Outcome }[]
  }
  person: { name?: string; number?: string }
  contacts: { unit: string; at: number; by: string; result: ContactTry['result']; purpose: ContactTry['purpose'] }[]
}
