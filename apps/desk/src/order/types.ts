/** What GET /api/orders/:id answers (server/src/order/routes.ts, page.ts): facts of core with words in place of references. */
import type { Level } from '@huying/core/deadline/reading'
import type { Source, TextRef } from '@huying/core/kernel'
import type { OrderEvent } from '@huying/core/order/events'
import type { Assignment, Order } from '@huying/core/order/state'
import type { ClockKind } from '@huying/core/policy/schema'
import type { Outcome, RequestStage, Resolution } from '@huying/core/request/state'
import type { ErrorBody } from '../api.ts'

/** A fact as a page gets it: every text reference has become its text. */
export type Told<T> = T extends TextRef
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer U)[]
      ? Told<U>[]
      : T extends object
        ? { [K in keyof T]: Told<T[K]> }
        : T

export type OrderState = Told<Order>
export type AssignmentState = Told<Assignment>

export interface Offer {
  command: string
  button: string
  assignment?: number
}
export interface Barred extends Offer {
  refusal: ErrorBody
}

export interface ClockLine {
  at: number
  text: string
  due: number
  source?: Source & { assumed?: boolean }
}
export interface ClockAnswer {
  assignment: number
  unit: string
  kind: ClockKind
  due: number
  level: Level
  stoppedAt?: number
  provisional: boolean
  /** The clock by which 按时办结 is judged. */
  counts: boolean
  lines: ClockLine[]
}

export interface Member {
  id: string
  number: string
  stage: RequestStage
  confidential: boolean
  shareNumber: boolean
  /** Missing where the reader may not see the person. */
  person?: { kind: 'person' | 'firm'; name?: string; number?: string; company?: string }
  title: string
  content: string
  wants?: string
  since?: string
  affected?: { low: number; high?: number; about?: boolean; what?: string }
  place: { region?: string; text?: string; room?: string }
  channel: string
  appended: { at: number; by: string; text: string }[]
  urges: number
  acceptedAt: number
  answerBy?: number
  reply?: { text: string; solved: Resolution; unit: string }
  outcomes: { at?: number; outcome?: Outcome }[]
}

type EventOf<T extends OrderEvent['type']> = Told<Extract<OrderEvent, { type: T }>>
type LineOf<T extends OrderEvent['type']> = T extends T
  ? { at: number; noun: string; type: T; actor: string; post: string; unit?: string; body: EventOf<T> }
  : never
/** What a timeline begins with where its steps were not kept; the state it tells is not answered with it. */
export type HeadLine = { at: number; type: 'reached'; actor: string; post: string; body: { type: 'reached' } }
/** One line of the journal; `type` tells what `body` holds. */
export type Line = LineOf<OrderEvent['type']> | (HeadLine & { noun: string; unit?: string })

export interface OrderAnswer {
  noun: 'order'
  id: string
  revision: number
  state: OrderState
  open: Offer[]
  barred: Barred[]
  clocks: ClockAnswer[]
  members: Member[]
  timeline: Line[]
}
