/** One request as GET /api/requests/:id and …/course answer it: facts of core with words in place of references. */
import type { Level } from '@huying/core/deadline/reading'
import type { RequestEvent } from '@huying/core/request/events'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Barred, ClockLine, HeadLine, Offer, Told } from '../order/types.ts'

export type RequestState = Told<ServiceRequest>

export interface RequestAnswer {
  noun: 'request'
  id: string
  revision: number
  state: RequestState
  open: Offer[]
  barred: Barred[]
}

type EventOf<T extends RequestEvent['type']> = Told<Extract<RequestEvent, { type: T }>>
type LineOf<T extends RequestEvent['type']> = T extends T ? { at: number; type: T; post: string; body: EventOf<T> } : never
export type RequestLine = LineOf<RequestEvent['type']> | Omit<HeadLine, 'actor'>

export interface CourseAnswer {
  lines: RequestLine[]
  clock?: { due: number; level: Level; stoppedAt?: number; lines: ClockLine[] }
  order?: string
}
