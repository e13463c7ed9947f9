/** The rows behind a figure, by the same facts that the rollups count: each candidate's contribution is computed anew and looked into. */
import { dayOf, formatDay, startOf } from '@huying/core/calendar'
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
import { placed, type Where } from '../shell/list.ts'
import { COLUMNS } from './columns.ts'
import { likely } from './likely.ts'
import type { FigureSet } from '@huying/core/measure/dictionary'
import { sumOf } from '@huying/core/measure/evaluate'
import { type Cohort, FIGURES, nounOf, RUNNING } from '@huying/core/measure/figures'

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
  /** Keys that stand together under the one asked for: the matters of a group. */
  keys?: readonly string[]
  /** The whole without these keys of the dimension: what is not among the ten first. */
  except?: readonly string[]
  /** Two columns at once, of which no row has a figure of its own. */
  across?: readonly { column: string; keys: readonly string[] }[]
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

const lying = (cohort: Cohort) => (figure: string) => FIGURES.get(figure)?.cohort === cohort
const [DUE, CLOSED] = [lying('due'), lying('closed')]
/** These lie on the day of another of the order's requests than the one it counts by. */
const ASTRAY = new Set(['merged', 'merged_away', 'voided_orders'])
/** Of more than one request, as the index `work_order_astray` has it: only these can be astray, and never before their first request. */
export const SEVERAL = 't.ever_members > 1'

interface Source {
  noun: FigureRow['noun']
  select: string
  from: string
  sort: string
  where: Where[]
}
/** As the index on it has it: only what is closed lies in any span. */
export const CLOSED_AT = "coalesce(t.closed_at, 'infinity'::timestamptz)"
/** Where a page is not full of the first rows that were likely. */
const BATCH = 400

function sourceOf(asked: RowsAsked): Source {
  const noun = nounOf(asked.set.plus[0] ?? '')
  const [from, to] = [startOfDay(asked.first), endOfDay(asked.last)]
  const inMonth = (column: string): Where => [`${column} >= ?::timestamptz and ${column} < ?::timestamptz`, from, to]
  if (noun === 'contact')
    return {
      ...{ noun, from: 'contact t', sort: 't.started_at', where: [inMonth('t.started_at')] },
      select: `coalesce(t.state->'number'->>'masked', '') as number, t.disposition as title, null as unit, null as order_id, t.started_at as at`,
    }
  if (noun === 'request')
    return {
      ...{ noun, from: 'service_request t', sort: COUNTED_AT, where: [inMonth(COUNTED_AT), likely(noun, asked)] },
      select: `t.number, t.title, t.state->'reply'->>'unit' as unit, t.order_id, ${COUNTED_AT} as at`,
    }
  const figures = [...asked.set.plus, ...(asked.set.minus ?? [])]
  const [due, ...dueIn] = inMonth('a.close_due')
  const apart = (figure: string) => DUE(figure) || CLOSED(figure)
  const windows: Where[] = [
    ...(figures.some(DUE) ? [[dueOrders(due), asked.centre, ...dueIn] as Where] : []),
    ...(figures.some(CLOSED) ? [inMonth(CLOSED_AT)] : []),
    ...(figures.some((one) => ASTRAY.has(one)) ? [[`(${SEVERAL} and t.accepted_at < ?::timestamptz)`, to] as Where] : []),
    ...(figures.every(apart) ? [] : [inMonth('t.accepted_at')]),
  ]
  const within: Where = [`(${windows.map(([sql]) => sql).join(' or ')})`, ...windows.flatMap(([, ...values]) => values)]
  const oneMonth = windows.length === 1 && !figures.some(apart)
  // Of what lies in several windows the rows are sorted, rather than all orders looked through in the order of acceptance.
  const sort = oneMonth ? 't.accepted_at' : "(t.accepted_at + interval '0')"
  return {
    ...{ noun, from: 'work_order t', sort, where: [within, likely(noun, asked)] },
    select: 't.number, t.title, t.lead_unit as unit, t.id as order_id, t.accepted_at as at',
  }
}

const dueOrders = (inMonth: string) =>
  `t.id = any(array(select a.order_id from assignment a where a.centre_id = ? and a.role = 'lead' and ${inMonth}))`

/** One page of rows and the cursor of the next. */
export async function figureRows(db: Db, asked: RowsAsked): Promise<{ rows: FigureRow[]; next?: string }> {
  const source = sourceOf(asked.except ? { ...asked, dimension: 'all', key: 'all', keys: undefined } : asked)
  const rows: FigureRow[] = []
  let after = asked.after
  for (let most = asked.limit; ; most = BATCH) {
    const batch = await candidates(db, source, asked, after, most)
    for (const one of batch) {
      const value = sumOf(asked.set, figuresOf(one.state, source.noun, asked))
      after = `${one.sorted}~${one.id}`
      if (value === 0) continue
      rows.push(rowOf(one, source.noun, value, asked))
      if (rows.length === asked.limit) return { rows, next: after }
    }
    if (batch.length < most) return { rows }
  }
}

async function candidates(db: Db, source: Source, asked: RowsAsked, after: string | undefined, most: number): Promise<Candidate[]> {
  const { select, from, sort } = source
  const values: unknown[] = [asked.centre]
  const beyond: Where[] = after ? [[`(${sort}, t.id) > (?::timestamptz, ?::uuid)`, ...after.split('~')]] : []
  const wheres = [...source.where, ...narrowed(source.noun, asked), ...beyond].map((where) => placed(where, values))
  const { rows } = await db.query<Candidate>(
    `select t.id, t.state, t.stage, ${select}, ${sort}::text as sorted from ${from}
      where t.centre_id = $1 and ${wheres.join(' and ')} order by ${sort}, t.id limit ${most}`,
    values,
  )
  return rows
}

/** Rows of other keys add nothing: those of a dimension that is a column are not even read. */
function narrowed(noun: FigureRow['noun'], { dimension, key, keys, except, across }: RowsAsked): Where[] {
  if (except) return []
  if (across) return across.map((one) => [`${one.column} = any(?::text[])`, one.keys])
  const column = dimension === 'unit' ? undefined : COLUMNS[noun][dimension]
  return column ? [[`${column} = any(?::text[])`, keys ?? [key]]] : []
}

/** What one row adds to each figure of the month in the dimension asked for. */
function figuresOf(state: Candidate['state'], noun: FigureRow['noun'], asked: RowsAsked) {
  const { first, last, dimension, key, keys, except, now } = asked
  const wanted = new Set(except ?? keys ?? [key])
  const sums = new Map<string, number>()
  for (const [name, amount] of Object.entries(contributionOf(state, noun, now))) {
    const [day = '', d, k = '', figure = ''] = name.split('|')
    if (day < first || day > last) continue
    const sign = except ? Number(d === 'all') - Number(d === dimension && wanted.has(k)) : Number(d === dimension && wanted.has(k))
    if (sign) sums.set(figure, (sums.get(figure) ?? 0) + sign * amount)
  }
  return (figure: string) => sums.get(figure) ?? 0
}

export function contributionOf(state: Candidate['state'], noun: FigureRow['noun'], now: Instant): Contribution {
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
  // It counts; which one it is, whose and when is not told.
  if (hidden) return { id: '', noun, stage: '', unit: null, at: startOf(dayOf(at)), value, hidden, order: null, number: null, title: null }
  return { id, noun, stage, unit, at, value, hidden, order: one.order_id, number: one.number, title: one.title }
}
