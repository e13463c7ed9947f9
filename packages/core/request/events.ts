import type { Clock } from '../deadline/clock.ts'
import type { Erased } from '../erase.ts'
import type { Instant, TextRef } from '../kernel.ts'
import type { Mark } from '../mark/mark.ts'
import type { Link, Outcome, Resolution, ServiceRequest, Unvisited } from './state.ts'

export type RegisteredFields = Pick<
  ServiceRequest,
  | 'id'
  | 'number'
  | 'version'
  | 'channel'
  | 'medium'
  | 'line'
  | 'desk'
  | 'contact'
  | 'requester'
  | 'confidential'
  | 'shareNumber'
  | 'type'
  | 'reportedAs'
  | 'praise'
  | 'category'
  | 'categoryPath'
  | 'title'
  | 'content'
  | 'place'
  | 'since'
  | 'affected'
  | 'alike'
  | 'wants'
  | 'facts'
  | 'marks'
  | 'occurredAt'
  | 'superiorDue'
  | 'queryKey'
  | 'externalNumber'
>

export type RequestEvent =
  | { type: 'registered'; by: string; user: string; stage: 'pending' | 'registered'; fields: RegisteredFields }
  | { type: 'imported'; by: string; fields: RegisteredFields; closedAt?: Instant; reply?: TextRef }
  /** `read`: type and matter as the centre reads them, where the person chose others. */
  | {
      type: 'accepted'
      by: string
      answerBy?: Clock
      read?: Pick<ServiceRequest, 'type' | 'reportedAs' | 'category' | 'categoryPath'>
    }
  | { type: 'recalculated'; by: string; why: string; answerBy: Clock; before: Instant }
  | { type: 'answered'; by: string; text: TextRef; knowledge: { code: string; version: number }[] }
  | { type: 'refused'; by: string; reason: string; told: string; note?: TextRef }
  | { type: 'transferred'; by: string; to: string; note?: TextRef }
  | { type: 'forwarded'; by: string; order: string; number: string; into?: string }
  | { type: 'linked'; order: string; number: string; why: Link['why'] }
  | { type: 'unlinked'; order: string }
  | {
      type: 'replied'
      order: string
      round: number
      unit: string
      text: TextRef
      solved: Resolution
      visit?: string
      unvisited?: Unvisited
    }
  | { type: 'visit_owed'; visit: string }
  | { type: 'urged'; by: string; contact?: string }
  | { type: 'appended'; by: string; text: TextRef; contact?: string }
  | { type: 'asked'; by: string; contact?: string }
  | { type: 'rated'; by: string; solved: boolean; satisfied: string; good: boolean; text?: TextRef; contact?: string; wantsRedo?: boolean }
  | { type: 'visited'; visit: string; round: number; reached: boolean; outcome: Outcome }
  | { type: 'withdrawn'; by: string; reason?: TextRef; contact?: string }
  | { type: 'marked'; mark: Mark }
  | { type: 'unmarked'; kind: string; by: string; why?: TextRef }
  | { type: 'corrected'; field: string; from: unknown; to: unknown; why: TextRef; by: string }
  | { type: 'filled'; field: string; to: unknown; by: string }
  | { type: 'excluded'; why: string }
  | { type: 'closed'; how: 'visited' | 'exempt' | 'unreached' | 'rated' }
  | { type: 'reopened'; round: number }
  | { type: 'voided'; by: string; reason: string; note?: TextRef }
  | { type: 'archived' }
  | { type: 'erasure_asked'; basis: TextRef; by: string; user: string }
  | { type: 'erasure_declined'; by: string; note?: TextRef }
  | Erased
