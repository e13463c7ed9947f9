/** 诉求 as a row: what lists, search and scopes read without opening the state. */
import type { FactRow } from '@huying/core/condition'
import { urgencyOf } from '@huying/core/mark/mark'
import { namesOf } from '@huying/core/measure/contribution'
import { currentLink, type ServiceRequest } from '@huying/core/request/state'
import { indexText } from '@huying/text/bigram'
import { ts } from '../db.ts'
import type { RowSpec } from '../shell/rows.ts'

export const requestRow: Omit<RowSpec<ServiceRequest>, 'scope'> = {
  table: 'service_request',
  columns: {
    number: 'text',
    stage: 'text',
    channel: 'text',
    type: 'text',
    category: 'text',
    category_path: 'text[]',
    region: 'text',
    urgency: 'text',
    version: 'integer',
    reported_as: 'text',
    cites: 'boolean',
    figures: 'text[]',
    confidential: 'boolean',
    registered_by: 'text',
    call_digest: 'lookup',
    contact_digest: 'lookup',
    query_key: 'text',
    order_id: 'uuid',
    registered_at: 'timestamptz',
    accepted_at: 'timestamptz',
    answer_due: 'timestamptz',
    closed_at: 'timestamptz',
    title: 'text',
    search: 'tsvector',
  },
  numbers: ({ requester, erasedAt }) =>
    erasedAt === undefined
      ? { call_digest: requester.callNumber, contact_digest: requester.contactNumber }
      : { call_digest: undefined, contact_digest: undefined },
  row: (r, words, policy, counted) => ({
    number: r.number,
    stage: r.stage,
    channel: r.channel,
    type: r.type,
    category: r.category,
    category_path: r.categoryPath,
    region: r.place.region ?? null,
    urgency: urgencyOf(r.marks, { policy }),
    version: r.version,
    reported_as: r.reportedAs,
    cites: r.answer ? r.answer.knowledge.length > 0 : null,
    figures: namesOf(counted),
    confidential: r.confidential,
    registered_by: r.registeredBy,
    query_key: r.queryKey ?? null,
    order_id: currentLink(r)?.order ?? null,
    registered_at: ts(r.registeredAt),
    accepted_at: ts(r.acceptedAt),
    answer_due: ts(r.answerBy?.due),
    closed_at: ts(r.closedAt),
    title: words(r.title),
    search: searchOf([words(r.title), words(r.content), words(r.place.text)], r.unindexed),
  }),
}

/** Undefined when the words are not at hand in this write: the column then keeps what it has. Nothing of what was erased. */
export const searchOf = (parts: (string | undefined)[], unindexed = false) =>
  parts[0] === undefined ? undefined : unindexed ? '' : indexText(parts.filter(Boolean).join(' '))

export const requestScope = (r: ServiceRequest): FactRow => ({
  stage: r.stage,
  channel: r.channel,
  type: r.type,
  category: r.category,
  confidential: r.confidential,
  registeredBy: r.registeredBy,
  region: r.place.region,
})
