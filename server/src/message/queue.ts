/** What a new event wants said, as rows of the outbox. They are written by the statement that writes the event (shell/commit.ts). */
import { HOUR } from '@huying/core/calendar'
import type { Event, Instant, Noun } from '@huying/core/kernel'
import { messagesWanted, type Moment } from '@huying/core/message/wanted'
import type { Policy } from '@huying/core/policy/policy'
import { v7 as uuid } from 'uuid'

export interface QueuedMessage {
  message_id: string
  occasion: string
  order_id: string
  number: string
  unit: string | null
  wanted: unknown
  course: Moment[]
}

/** What happened long ago (an import of history) is told to nobody now. */
const LATEST = HOUR

interface Happened {
  noun: Noun
  /** After the event. */
  state: unknown
  event: Event
  at: Instant
}

/** Follows the pack in force, not the order's own version: what a city switches off is silent from then on. */
export function messagesOf({ noun, state, event, at }: Happened, policy: Policy, now: Instant): QueuedMessage[] {
  if (now - at > LATEST) return []
  return messagesWanted(noun, state, event, policy).map((wanted) => ({
    message_id: uuid(),
    occasion: wanted.occasion,
    order_id: wanted.order,
    number: wanted.number,
    unit: 'unit' in wanted.to ? wanted.to.unit : null,
    wanted,
    course: [{ at: now, stage: 'queued' }],
  }))
}
