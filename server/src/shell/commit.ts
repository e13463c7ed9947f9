/**
 * The one write. Everything a command changes, in however many aggregates, goes to the database as a single statement: rows with
 * the revision they were decided on, events, texts, jobs, timers, the delta, the stored answer. The statement is atomic, so nothing
 * is half-written; a row whose revision moved on makes it fail whole (`RevisionMoved`) and the command is decided again.
 *
 * Measured alternative: begin, select for update, five writes, commit: see docs/decisions/2026-11-21-one-statement.md.
 */
import type { Noun } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import type { QueuedMessage } from '../message/queue.ts'
import type { Happened } from '../seal/chain.ts'
import type { StoredText } from '../text/absorb.ts'
import type { Columns } from './rows.ts'
import { ASSIGNMENT, DELTA, EVENT, JOB, nounRow, nounTable, type Table, TEXT, textRow } from './tables.ts'

/** An event with its hash in the chain of its stream (seal/chain.ts). */
export type EventRow = Happened & { noun: Noun; hash: string }

export interface JobRow {
  key: string
  owner: string | null
  noun: Noun
  stream: string
  command: string
  input: unknown
  due_at: string
  /** The request that brought it about, for the log. */
  cause?: string
}

export interface Writes {
  centre: string
  recordedAt: string
  rows: { noun: Noun; id: string; revision: number; columns: Columns; state: unknown }[]
  assignments: Columns[]
  events: EventRow[]
  texts: StoredText[]
  jobs: JobRow[]
  /** Keys of jobs that are done or no longer wanted. */
  ended: string[]
  delta: Record<string, number>
  messages?: QueuedMessage[]
  /** 删除个人信息: texts whose keys are destroyed, the streams they stood in, and the files whose contents go. */
  erased?: { texts: string[]; streams: string[]; files: string[]; again: boolean }
  answer?: { actor: string; key: string; digest: string; body: unknown }
}

export class RevisionMoved extends Error {}
/** The same key is being, or was just, used by another call. */
export class KeyTaken extends Error {}

export async function commit(db: Db, w: Writes): Promise<void> {
  const statement = build(w)
  try {
    await db.query(statement)
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '22012') throw new RevisionMoved()
    if (code === '23505' && constraint === 'idempotency_pkey') throw new KeyTaken()
    if (code === '23505' && /_(pkey|once)$/.test(constraint ?? '')) throw new RevisionMoved()
    throw error
  }
}

const NOUN_ORDER: readonly Noun[] = ['contact', 'request', 'order', 'visit', 'task', 'edition', 'hold', 'disposal']

/** The statement's text depends only on which parts it has, so that the server plans each shape once. */
function build(w: Writes): { name: string; text: string; values: unknown[] } {
  const values: unknown[] = [w.centre]
  const param = (value: unknown) => `$${values.push(value)}`
  const parts: string[] = []
  const checks: string[] = []
  const shape: string[] = []

  for (const noun of NOUN_ORDER) {
    const rows = w.rows.filter((r) => r.noun === noun)
    if (!rows.length) continue
    for (const full of [true, false]) {
      const some = rows.filter((r) => isFull(r.columns) === full)
      if (!some.length) continue
      const name = `${noun}_${full ? 'full' : 'part'}`
      const body = param(JSON.stringify(some.map(nounRow)))
      parts.push(`${name} as (${full ? insertRows(noun, body) : updateRows(noun, body, param(some.map((r) => r.id)))})`)
      checks.push(`(select count(*) from ${name}) = ${param(some.length)}::int`)
      shape.push(name)
    }
  }
  const insert = (name: string, sql: () => string, when: boolean) => {
    if (!when) return
    parts.push(`${name} as (${sql()})`)
    shape.push(name)
  }
  insert('assignments', () => upsertAssignments(param(JSON.stringify(w.assignments))), w.assignments.length > 0)
  insert(
    'events',
    () => insertInto(EVENT, param(JSON.stringify(w.events)), { recorded_at: `${param(w.recordedAt)}::timestamptz` }),
    w.events.length > 0,
  )
  insert('texts', () => insertInto(TEXT, param(JSON.stringify(w.texts.map(textRow)))), w.texts.length > 0)
  insert('ended', () => `delete from job where centre_id = $1 and key = any(${param(w.ended)}::text[])`, w.ended.length > 0)
  insert(
    'jobs',
    () => `${insertInto(JOB, param(JSON.stringify(w.jobs)))}
      on conflict (centre_id, key) do update set due_at = excluded.due_at, input = excluded.input, cause = excluded.cause, attempts = 0, lease_until = null`,
    w.jobs.length > 0,
  )
  insert('deltas', () => insertInto(DELTA, param(JSON.stringify([{ changes: w.delta }]))), Object.keys(w.delta).length > 0)
  const { answer, messages = [] } = w
  insert(
    'messages',
    () => `insert into message (centre_id, message_id, occasion, order_id, number, unit, wanted, stage, sending_id, queued_at, due_at, course)
      select $1, m.message_id, m.occasion, m.order_id, m.number, m.unit, m.wanted, 'queued', m.message_id, ${param(w.recordedAt)}::timestamptz, ${param(w.recordedAt)}::timestamptz, m.course
      from jsonb_to_recordset(${param(JSON.stringify(messages))}::jsonb)
        as m(message_id uuid, occasion text, order_id uuid, number text, unit text, wanted jsonb, course jsonb)`,
    messages.length > 0,
  )
  insert(
    'answer',
    () => `insert into idempotency (centre_id, actor, key, body_digest, answer, at)
      values ($1, ${param(answer?.actor)}, ${param(answer?.key)}, ${param(answer?.digest)}, ${param(JSON.stringify(answer?.body))}::jsonb, ${param(w.recordedAt)}::timestamptz)`,
    answer !== undefined,
  )
  if (w.erased?.streams.length) {
    const { texts, streams, files, again } = w.erased
    const ids = param(streams)
    parts.push(...erasing(param(texts), ids, param(files), `${param(w.recordedAt)}::timestamptz`))
    // Placed since it was decided: it is decided again.
    if (!again) checks.push(`not ${heldAmong(ids)}`)
    shape.push(again ? 'again' : 'erased')
  }
  // Division by zero is the one way to make a statement fail on a condition without a function of our own.
  const check = checks.length ? `select 1 / (case when ${checks.join(' and ')} then 1 else 0 end)` : 'select 1'
  return { name: `write ${shape.map((part) => SHORT[part] ?? part).join('')}`, text: `with ${parts.join(',\n')}\n${check}`, values }
}

/** Whether 保全 stands over one of these, or over a person of theirs. */
const heldAmong = (streams: string) => `exists (select 1 from legal_hold h where h.centre_id = $1 and h.stage <> 'lifted'
  and (h.stream_id = any(${streams}::uuid[]) or exists (select 1 from service_request r where r.centre_id = $1 and r.id = any(${streams}::uuid[])
    and h.number_digest in (r.call_digest, r.contact_digest))))`

/**
 * With the keys goes what else holds the words: messages to the person, and stored answers that are digests of what was sent. Contents of
 * files are named here and destroyed after it (server/src/erasure/files.ts).
 */
const erasing = (texts: string, streams: string, files: string, at: string) => [
  `erased as (update text_value set key = null where centre_id = $1 and text_id = any(${texts}::uuid[]))`,
  `unsent as (update message set sealed = null, masked = null where centre_id = $1 and order_id = any(${streams}::uuid[]) and wanted->'to' ? 'request')`,
  `files as (insert into erased_file (centre_id, file_id, address, erased_at)
    select $1, attachment_id, sha256, ${at} from attachment where centre_id = $1 and attachment_id = any(${files}::uuid[])
    union all select $1, photo_id, sha256, ${at} from request_photo where centre_id = $1 and photo_id = any(${files}::uuid[])
    on conflict do nothing)`,
  `unanswered as (delete from idempotency where centre_id = $1 and answer->>'id' = any(${streams}::text[]))`,
]

/** A prepared statement's name holds 63 bytes: one letter for each part, two for a row. */
const SHORT: Record<string, string> = Object.fromEntries([
  ...['assignments', 'events', 'texts', 'ended', 'jobs', 'deltas', 'answer', 'messages', 'erased', 'again'].map((part, i) => [
    part,
    String(i),
  ]),
  ...NOUN_ORDER.flatMap((noun) => ['full', 'part'].map((how) => [`${noun}_${how}`, noun.slice(0, 1) + how.slice(0, 1)])),
])

/** Rows whose search index is not rewritten leave title and search alone: the words are not at hand. */
const isFull = (columns: Columns) => !('search' in columns) || columns.search !== undefined
const KEPT = new Set(['title', 'search'])

/** How a column comes out of a parameter: its type there, and what makes it what it is in the table. */
const read = (type: string | undefined) => (type && ['tsvector', 'bytea', 'lookup'].includes(type) ? 'text' : type)
export const made = (name: string, type: string | undefined) =>
  type === 'tsvector' ? `to_tsvector('simple', r.${name})` : type === 'bytea' ? `decode(r.${name}, 'base64')` : `r.${name}`

/** A lookup that is not at hand stays; an empty one goes. */
const setTo = (column: string, type: string | undefined, from: string) =>
  type === 'lookup'
    ? `${column} = case when ${from}.${column} is null then t.${column} else nullif(${from}.${column}, '') end`
    : `${column} = ${from}.${column}`

/** The rows of a parameter: `r` with the columns `names`. */
export const recordset = ({ columns }: Table, names: string[], param: string) =>
  `jsonb_to_recordset(${param}::jsonb) as r(${names.map((c) => `${c} ${read(columns[c])}`).join(', ')})`

/** `also`: columns that are the same for all rows, as SQL. */
function insertInto(into: Table, param: string, also: Record<string, string> = {}): string {
  const names = Object.keys(into.columns)
  const listed = ['centre_id', ...Object.keys(also), ...names].join(', ')
  const selected = ['$1', ...Object.values(also), ...names.map((c) => made(c, into.columns[c]))].join(', ')
  return `insert into ${into.table} as t (${listed}) select ${selected} from ${recordset(into, names, param)}`
}

/** `ids` are named apart from the rows: a plan made while the table was small would otherwise read all of the centre for ever. */
function updateRows(noun: Noun, param: string, ids: string): string {
  const into = nounTable(noun)
  const names = Object.keys(into.columns).filter((c) => !KEPT.has(c))
  const set = names.filter((c) => c !== 'id').map((c) => setTo(c, into.columns[c], 'r'))
  return `update ${into.table} t set ${set.join(', ')} from ${recordset(into, names, param)}
    where t.centre_id = $1 and t.id = any(${ids}::uuid[]) and t.id = r.id and t.revision = r.revision - 1 returning 1`
}

function insertRows(noun: Noun, param: string): string {
  const into = nounTable(noun)
  const set = Object.keys(into.columns)
    .filter((c) => c !== 'id')
    .map((c) => setTo(c, into.columns[c], 'excluded'))
  return `${insertInto(into, param)}
    on conflict (centre_id, id) do update set ${set.join(', ')} where t.revision = excluded.revision - 1 returning 1`
}

function upsertAssignments(param: string): string {
  const set = Object.keys(ASSIGNMENT.columns)
    .filter((c) => !['order_id', 'no'].includes(c))
    .map((c) => `${c} = excluded.${c}`)
  return `${insertInto(ASSIGNMENT, param)} on conflict (centre_id, order_id, no) do update set ${set.join(', ')}`
}
