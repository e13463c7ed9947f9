/** Lists: one builder for filters, scope, order and keyset paging, so that no list can forget one of them. */

import type { Actor, Noun } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { phraseQuery } from '@huying/text/bigram'
import { scopeSql } from '../access.ts'
import type { Db } from '../db.ts'
import { COUNTED_AT } from '../request/counted.ts'

/** A condition; each `?` outside quotes stands for the next of the values that follow. */
export type Where = [sql: string, ...values: unknown[]]

/** The condition as SQL, its values put behind those that the statement has already. A `?` inside quotes (a JSON path) is none. */
export function placed([sql, ...given]: Where, values: unknown[]): string {
  const queue = [...given]
  return sql.replace(/'[^']*'|\?/g, (part) => (part === '?' ? `$${values.push(queue.shift())}` : part))
}

/** Past work grows for ever and is counted no further than this: 999+. */
export const MOST_COUNTED = 999

export interface Count {
  count: number
  /** There are more than were counted. */
  more?: true
}
/** Of rows read up to one more than are counted. */
export const upTo = (found: number): Count => (found > MOST_COUNTED ? { count: MOST_COUNTED, more: true } : { count: found })

export interface Listing {
  centre: string
  noun: Noun
  actor: Actor
  policy: Policy
  /** Columns to answer, over the alias `t` (and `a` where the source joins assignments). */
  select: string
  from: string
  where: Where[]
  /** The column the list is sorted by; ties are broken by id. */
  sort: string
  descending?: boolean
  /** The conditions leave few rows: they are sorted, rather than looked for along an index on the sorted column. */
  few?: boolean
  after?: string
  limit: number
}

/** Columns that every row has: sorted as they are, so that an index on them gives the page without sorting all rows. */
const NEVER_EMPTY: Partial<Record<Noun, readonly string[]>> = {
  contact: ['t.started_at'],
  request: ['t.registered_at', COUNTED_AT],
  order: ['t.opened_at', 't.accepted_at'],
  visit: ['t.opened_at', 't.not_before'],
}

/** Rows of one page and the cursor of the next; undefined when this was the last. */
export async function page<T extends { id: string; sort_key: string | null }>(db: Db, l: Listing): Promise<{ rows: T[]; next?: string }> {
  const values: unknown[] = [l.centre]
  const scope = scopeSql(l.noun, l.actor, l.policy, 2)
  values.push(...scope.values)
  const wheres = ['t.centre_id = $1', scope.text]
  const add = (where: Where) => wheres.push(placed(where, values))
  for (const w of l.where) add(w)
  const column = NEVER_EMPTY[l.noun]?.includes(l.sort) ? l.sort : `coalesce(${l.sort}, 'infinity'::timestamptz)`
  const key = l.few ? `(${column} + interval '0')` : column
  if (l.after) {
    const [at, id] = l.after.split('~')
    add([`(${key}, t.id) ${l.descending ? '<' : '>'} (?::timestamptz, ?::uuid)`, at, id])
  }
  const way = l.descending ? 'desc' : 'asc'
  const text = `select ${l.select}, ${key}::text as sort_key from ${l.from} where ${wheres.join(' and ')} order by ${key} ${way}, t.id ${way} limit ${l.limit + 1}`
  const { rows } = await db.query<T>(text, values)
  const last = rows.length > l.limit ? rows[l.limit - 1] : undefined
  return { rows: rows.slice(0, l.limit), next: last && `${last.sort_key}~${last.id}` }
}

/** Words typed into a search box, as a condition on the row that `of` stands for: a number, or a phrase in the masked text. */
export function searchWhere(typed: string, of = 't'): Where {
  const number = numberIn(typed)
  if (number) return [`${of}.number = ?`, number]
  const phrase = phraseQuery(typed)
  return phrase ? [`${of}.search @@ ?::tsquery`, phrase] : ['true']
}

/** The number of an order or a request, typed with or without its dash. */
export function numberIn(typed: string): string | undefined {
  if (!/^\d{6}-?\d{1,6}$/.test(typed)) return undefined
  return typed.includes('-') ? typed : `${typed.slice(0, 6)}-${typed.slice(6)}`
}
