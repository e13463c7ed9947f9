/** A page of streams with their rows, and what the rows should say: every column is made anew by the functions that write it. */
import { type Noun } from '@huying/core/kernel'
import type { Contribution } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import type pg from 'pg'
import { ASSIGNMENT_COLUMNS } from '../order/row.ts'
import type { Packs } from '../pack/packs.ts'
import { made, recordset } from '../shell/commit.ts'
import { assignmentRows, type Columns, ROWS } from '../shell/rows.ts'
import { nounTable } from '../shell/tables.ts'
import type { CryptoProvider } from '../text/crypto.ts'
import { isNumber, type Numbers } from '../text/lookup.ts'
import { exactly } from './records.ts'
import type { StoredEvent } from './stream.ts'

type State = Record<string, unknown> & { version?: number }
export interface Stream {
  id: string
  events: StoredEvent[]
  row?: { revision: number; state: State }
}

/** Streams whose ids lie in `(after, upto]`, or those of a list. */
export type Which = { after: string; upto: string } | { ids: string[] }
const within = (which: Which, column: string): { sql: string; values: unknown[] } =>
  'ids' in which
    ? { sql: `${column} = any($2::uuid[])`, values: [which.ids] }
    : { sql: `${column} > $2::uuid and ${column} <= $3::uuid`, values: [which.after, which.upto] }

export async function streamsIn(at: pg.ClientBase, centre: string, noun: Noun, which: Which): Promise<Stream[]> {
  const mine = within(which, 'id')
  const { rows } = await at.query<{ id: string; revision: number; state: State }>(
    `select id, revision, state from ${ROWS[noun].table} where centre_id = $1 and ${mine.sql}`,
    [centre, ...mine.values],
  )
  const theirs = within(which, 'stream')
  const events = await at.query<StoredEvent & { at_text: string; recorded_text: string }>(
    `select noun, stream, seq, type, at::text as at_text, recorded_at::text as recorded_text, actor, post, body, encode(hash, 'base64') as hash
     from event where centre_id = $1 and noun = '${noun}' and ${theirs.sql} order by stream, seq`,
    [centre, ...theirs.values],
  )
  const streams = new Map<string, Stream>(rows.map(({ id, ...row }) => [id, { id, row, events: [] }]))
  for (const { at_text, recorded_text, ...event } of events.rows) {
    const stream = streams.get(event.stream) ?? { id: event.stream, events: [] }
    streams.set(event.stream, stream)
    stream.events.push({ ...event, at: exactly(at_text) as string, recordedAt: exactly(recorded_text) as string })
  }
  return [...streams.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What a state wants in its row, in its assignments and in the figures. */
export interface Wanted {
  id: string
  state: State
  policy: Policy
  counted: Contribution
}

export async function wantedOf(packs: Packs, centre: string, noun: Noun, id: string, state: State): Promise<Wanted> {
  const policy = state.version ? await packs.at(centre, state.version) : (await packs.current(centre)).policy
  return { id, state, policy, counted: AGGREGATES[noun].contribution(state) }
}

type Worded = Partial<Record<'title' | 'content' | 'what', { id: string }>> & { place?: { text?: { id: string } } }
const wordIds = (state: State) => {
  const s = state as Worded
  return [s.title?.id, s.content?.id, s.place?.text?.id, s.what?.id].filter((id): id is string => id !== undefined)
}

/** The rows as they would be written now, with the words as they are stored now. */
export async function rowsFor(
  db: pg.ClientBase,
  centre: string,
  noun: Noun,
  wanted: readonly Wanted[],
): Promise<(Columns & { id: string })[]> {
  const { rows } = await db.query<{ text_id: string; body: string | null }>(
    'select text_id, body from text_value where centre_id = $1 and text_id = any($2::uuid[])',
    [centre, wanted.flatMap(({ state }) => wordIds(state))],
  )
  const bodies = new Map(rows.flatMap(({ text_id, body }) => (body === null ? [] : [[text_id, body] as const])))
  const words = (ref: { id: string } | undefined) => (ref ? bodies.get(ref.id) : undefined)
  return wanted.map(({ id, state, policy, counted }) => ({ id, ...ROWS[noun].row(state as never, words, policy, counted) }))
}

/** Columns that a row has otherwise than it should, by id. */
export async function unlike(
  at: pg.ClientBase,
  centre: string,
  noun: Noun,
  rows: readonly Columns[],
): Promise<{ id: string; columns: string[] }[]> {
  const table = nounTable(noun)
  const names = Object.keys(table.columns).filter((c) => c !== 'state' && c !== 'revision' && table.columns[c] !== 'lookup')
  const differs = names.map((c) => `case when t.${c} is distinct from ${made(c, table.columns[c])} then '${c}' end`)
  const { rows: found } = await at.query<{ id: string; columns: string[] }>(
    `select * from (select t.id, array_remove(array[${differs.join(', ')}], null) as columns from ${recordset(table, names, '$2')}
       join ${table.table} t on t.centre_id = $1 and t.id = r.id) x where columns <> '{}'`,
    [centre, JSON.stringify(rows)],
  )
  return found
}

/** Rows that are found by another telephone number than they tell, under whatever key a rotation has come to. */
export async function lookupsUnlike(at: pg.ClientBase, crypto: CryptoProvider, centre: string, noun: Noun, wanted: readonly Wanted[]) {
  const { numbers, table, columns } = ROWS[noun]
  const names = Object.keys(columns).filter((c) => columns[c] === 'lookup')
  if (!numbers || !names.length) return []
  const told = new Map(wanted.map(({ id, state }) => [id, numbers(state as never)]))
  const opened = await openedNumbers(at, crypto, centre, [...told.values()])
  const { rows } = await at.query<{ id: string } & Record<string, string | null>>(
    `select id, ${names.join(', ')} from ${table} where centre_id = $1 and id = any($2::uuid[])`,
    [centre, [...told.keys()]],
  )
  return rows.flatMap(({ id, ...row }) => {
    const differs = names.filter((column) => {
      const ref = told.get(id)?.[column]
      const number = ref && opened.get(ref.id)
      if (ref && number === undefined) return false
      return number && isNumber(number) ? !crypto.lookups(number).includes(row[column] ?? '') : row[column] !== null
    })
    return differs.length ? [{ id, columns: differs }] : []
  })
}

/** What opens; the rest is erased, or found elsewhere. */
async function openedNumbers(at: pg.ClientBase, crypto: CryptoProvider, centre: string, numbers: readonly Numbers[]) {
  const ids = numbers.flatMap((refs) => Object.values(refs).flatMap((ref) => ref?.id ?? []))
  const { rows } = await at.query<{ id: string; digest: string; sealed: Buffer; key: Buffer; keyId: number }>(
    `select text_id as id, digest, sealed, key, key_id as "keyId" from text_value where centre_id = $1 and text_id = any($2::uuid[]) and key is not null`,
    [centre, ids],
  )
  const opened = new Map<string, string>()
  for (const { id, digest: proof, ...value } of rows) {
    try {
      opened.set(id, crypto.openValue({ ...value, proof }))
    } catch {
      // The pass over the texts names it.
    }
  }
  return opened
}

/** Rows of assignments of these orders that are not what the states say: missing, too many, or otherwise in the columns named. */
export async function assignmentsUnlike(at: pg.ClientBase, centre: string, wanted: readonly Wanted[], which: Which) {
  const expected = wanted.flatMap(({ state, policy }) => assignmentRows(undefined, state as unknown as Order, policy))
  const names = Object.keys(ASSIGNMENT_COLUMNS)
  const mine = within(which, 'order_id')
  const types = names.map((c) => `${c} ${ASSIGNMENT_COLUMNS[c]}`).join(', ')
  const differs = names.map((c) => `case when t.${c} is distinct from r.${c} then '${c}' end`)
  const { rows } = await at.query<{ id: string; no: number; stored: boolean; expected: boolean; columns: string[] }>(
    `select * from (select coalesce(t.order_id, r.order_id) as id, coalesce(t.no, r.no) as no, t.no is not null as stored, r.no is not null as expected,
         array_remove(array[${differs.join(', ')}], null) as columns
       from (select * from assignment where centre_id = $1 and ${mine.sql}) t
         full join jsonb_to_recordset($${mine.values.length + 2}::jsonb) as r(${types}) on r.order_id = t.order_id and r.no = t.no) x
     where columns <> '{}'`,
    [centre, ...mine.values, JSON.stringify(expected)],
  )
  return rows
}
