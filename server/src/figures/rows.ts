/** The rows behind a figure, by the same facts that the rollups count: each candidate's contribution is computed anew and looked into. */
import { dayOf, formatDay } from '@huying/core/calendar'
import type { ContactRecord } from '@huying/core/contact/state'
import type { Actor, Contribution, Instant, Noun } from '@huying/core/kernel'
import { contactContribution, orderContribution, requestContribution } from '@huying/core/measure/contribution'
import { closeClock, isPaused, live, type Order } from '@huying/core/order/state'
import { acceptedAt } from '@huying/core/order/facts'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { inScope } from '../access.ts'
import type { Db } from '../db.ts'
import { COUNTED_AT } from '../request/counted.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { likely } from './likely.ts'
import { type FigureSet, RUNNING, valueOf } from './sets.ts'

export interface RowsAsked {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
  first: string
  last: string
  set: FigureSet
  dimension: string
  key: string
  after?: string
  limit: number
}

export interface FigureRow {
  id: string
  noun: 'contact' | 'request' | 'order'
  /** The order it can be opened as. */
  order: string | null
  number: string | null
  title: string | null
  stage: string
  unit: string | null
  at: Instant
  /** How often it counts: −1 where it takes something off. */
  value: number
  /** Outside what the reader may see: counted and not named. */
  hidden: boolean
}

interface Candidate {
  id: string
  state: ContactRecord | ServiceRequest | Order
  number: string | null
  title: string | null
  stage: string
  unit: string | null
  order_id: string | null
  sorted: string
  at: Instant
}

/** Figures of orders and of calls; all others are counted by requests. */
const ORDER = new Set([
  ...['orders', 'merged', 'merged_away', 'voided_orders', 'dispatched', 'closed', 'first_right', 'contact_due', 'contacted', 'redone'],
  ...['redo_rounds', 'due', 'due_in_time', 'finished', 'finished_late', 'closed_in_time', 'signed', 'signed_late', 'contact_tried'],
  ...['reached_by_unit', 'extended', 'claimed_solved', 'returns', 'returns_granted', 'sent_back', 'shares', RUNNING.undue, RUNNING.late],
  ...[RUNNING.unsigned],
])
const CONTACT = new Set(['contacts', 'calls', 'calls_answered', 'calls_answered_15s'])
const DUE = new Set(['due', 'due_in_time', RUNNING.undue])
/** These lie on the day of another of the order's requests than the one it counts by. */
const ASTRAY = new Set(['merged', 'merged_away', 'voided_orders'])
/** Of more than one request, as the index `work_order_astray` has it: only these can be astray, and never before their first request. */
const SEVERAL = "t.members > 1 or (t.stage = 'void' and jsonb_array_length(t.state->'members') > 1)"

interface Source {
  noun: FigureRow['noun']
  select: string
  from: string
  sort: string
  where: string
  /** Value of $6, where the condition has one. */
  narrow?: string
}
const BATCH = 400

export function nounOf({ plus }: FigureSet): FigureRow['noun'] {
  const [figure = ''] = plus
  return CONTACT.has(figure) ? 'contact' : ORDER.has(figure) ? 'order' : 'request'
}

function sourceOf({ set, dimension, key }: RowsAsked): Source {
  const figures = [...set.plus, ...(set.minus ?? [])]
  const noun = nounOf(set)
  const rare = likely(set)
  const only = rare ? ` and ${rare}` : ''
  const inMonth = (column: string) => `${column} >= $2::timestamptz and ${column} < $3::timestamptz`
  if (noun === 'contact')
    return {
      ...{ noun, from: 'contact t', sort: 't.started_at', where: inMonth('t.started_at') },
      select: `coalesce(t.state->'number'->>'masked', '') as number, t.disposition as title, null as unit, null as order_id, t.started_at as at`,
    }
  if (noun === 'request')
    return {
      ...{ noun, from: 'service_request t', sort: COUNTED_AT, where: inMonth(COUNTED_AT) + only },
      select: `t.number, t.title, t.state->'reply'->>'unit' as unit, t.order_id, ${COUNTED_AT} as at`,
    }
  const late = set.plus.includes('due') && set.minus?.includes('due_in_time')
  const due = `t.id = any(array(select a.order_id from assignment a where a.centre_id = $1 and a.role = 'lead' and ${inMonth('a.close_due')}
    ${late ? 'and (a.finished_at is null or a.finished_at > a.close_due)' : ''}))`
  const windows = [
    ...(figures.some((one) => DUE.has(one)) ? [due] : []),
    ...(figures.some((one) => ASTRAY.has(one)) ? [`((${SEVERAL}) and t.accepted_at < $3::timestamptz)`] : []),
    ...(figures.some((one) => !DUE.has(one)) ? [inMonth('t.accepted_at')] : []),
  ]
  const narrow = dimension === 'unit' ? key : undefined
  const share = narrow === undefined ? '' : ' and t.unit_paths && array[$6::text]'
  return {
    ...{ noun, from: 'work_order t', sort: 't.accepted_at', where: `(${windows.join(' or ')})${share}${only}`, narrow },
    select: 't.number, t.title, t.lead_unit as unit, t.id as order_id, t.accepted_at as at',
  }
}

/** One page of rows and the cursor of the next. */
export async function figureRows(db: Db, asked: RowsAsked): Promise<{ rows: FigureRow[]; next?: string }> {
  const source = sourceOf(asked)
  const rows: FigureRow[] = []
  let after = asked.after
  for (;;) {
    const batch = await candidates(db, source, asked, after)
    for (const one of batch) {
      const value = valueOf(asked.set, figuresOf(one.state, source.noun, asked))
      after = `${one.sorted}~${one.id}`
      if (value === 0) continue
      rows.push(rowOf(one, source.noun, value, asked))
      if (rows.length === asked.limit) return { rows, next: after }
    }
    if (batch.length < BATCH) return { rows }
  }
}

async function candidates(
  db: Db,
  { select, from, sort, where, narrow }: Source,
  asked: RowsAsked,
  after: string | undefined,
): Promise<Candidate[]> {
  const [at = null, id = null] = after?.split('~') ?? []
  const { rows } = await db.query<Candidate>(
    `select t.id, t.state, t.stage, ${select}, ${sort}::text as sorted from ${from}
      where t.centre_id = $1 and ${where} and ($4::text is null or (${sort}, t.id) > ($4::timestamptz, $5::uuid))
      order by ${sort}, t.id limit ${BATCH}`,
    [asked.centre, startOfDay(asked.first), endOfDay(asked.last), at, id, ...(narrow === undefined ? [] : [narrow])],
  )
  return rows
}

/** What one row adds to each figure of the month in the dimension asked for. */
function figuresOf(state: Candidate['state'], noun: FigureRow['noun'], { first, last, dimension, key, now }: RowsAsked) {
  const sums = new Map<string, number>()
  for (const [name, amount] of Object.entries(contributionOf(state, noun, now))) {
    const [day = '', d, k, figure = ''] = name.split('|')
    if (day >= first && day <= last && d === dimension && k === key) sums.set(figure, (sums.get(figure) ?? 0) + amount)
  }
  return (figure: string) => sums.get(figure) ?? 0
}

function contributionOf(state: Candidate['state'], noun: FigureRow['noun'], now: Instant): Contribution {
  if (noun === 'contact') return contactContribution(state as ContactRecord)
  if (noun === 'request') return requestContribution(state as ServiceRequest)
  const order = state as Order
  return { ...orderContribution(order), ...runningOf(order, now) }
}

/** The same conditions as running.ts, for one order. */
function runningOf(order: Order, now: Instant): Contribution {
  const lead = order.stage === 'void' ? undefined : order.assignments.find((a) => a.role === 'lead' && a.round === 1 && live(a))
  if (!lead) return {}
  const counted = (at: Instant, figure: string): Contribution => {
    const day = formatDay(dayOf(at))
    return { [`${day}|all|all|${figure}`]: 1, [`${day}|unit|${lead.unit}|${figure}`]: 1 }
  }
  const { sign } = lead.clocks
  const unsigned = lead.signedAt === undefined && sign !== undefined && now > sign.due
  const clock = closeClock(lead)
  const late = clock && (isPaused(lead) ? (clock.pausedAt ?? now) : now) > clock.due
  return {
    ...(unsigned ? counted(acceptedAt(order), RUNNING.unsigned) : {}),
    ...(clock && clock.stoppedAt === undefined
      ? late
        ? counted(acceptedAt(order), RUNNING.late)
        : counted(clock.due, RUNNING.undue)
      : {}),
  }
}

function rowOf(one: Candidate, noun: FigureRow['noun'], value: number, { actor, policy }: RowsAsked): FigureRow {
  const hidden = !inScope(noun as Noun, one.state, actor, policy)
  const { id, stage, unit, at } = one
  const seen = hidden ? { order: null, number: null, title: null } : { order: one.order_id, number: one.number, title: one.title }
  return { id, noun, stage, unit, at, value, hidden, ...seen }
}
