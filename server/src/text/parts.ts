/** Every place where something lies under a key of the file: how it is read in order, which key it lies under, how it is brought under another. */
import type { TextRef } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import type { CryptoProvider } from './crypto.ts'
import { isNumber } from './lookup.ts'
import { revealTexts } from './read.ts'

/** With their words in `huying keys status`. */
export const PARTS = {
  text_value: '个人信息和原文',
  contact: '来电号码索引',
  request_call: '诉求来电号码索引',
  request_contact: '诉求联系号码索引',
  hold: '保全号码索引',
  draft: '受理草稿',
  reply_draft: '答复草稿',
  message: '短信',
  idempotency: '操作回执',
  factor: '动态验证码密钥',
  factor_pending: '待确认的动态验证码密钥',
  files: '附件和照片',
} as const
export type Part = keyof typeof PARTS

export interface Kind<R> {
  /** Rows behind the place `after` ('' is the beginning) and the place of the last one; undefined after the last of all. */
  read(db: Db, centre: string, after: string): Promise<{ rows: R[]; next: string | undefined }>
  keyOf(row: R, crypto: CryptoProvider): number
  /** Only rows that still are as they were read. */
  move(db: Db, centre: string, crypto: CryptoProvider, rows: R[]): Promise<void>
}

const BATCH = 1000

/** Reads a table along its primary key; a place is the key's values as JSON. */
async function along<R>(
  db: Db,
  centre: string,
  table: string,
  primary: Record<string, string>,
  select: string,
  where: string,
  after: string,
) {
  const columns = Object.keys(primary).map((c) => `t.${c}`)
  const behind = after
    ? `and (${columns.join(', ')}) > (${Object.values(primary)
        .map((type, i) => `$${i + 2}::${type}`)
        .join(', ')})`
    : ''
  const { rows } = await db.query<R & { place: string }>(
    `select ${select}, jsonb_build_array(${columns.join(', ')})::text as place from ${table} t
     where t.centre_id = $1 and ${where} ${behind} order by ${columns.join(', ')} limit ${BATCH}`,
    [centre, ...(after ? (JSON.parse(after) as unknown[]) : [])],
  )
  return { rows, next: rows.length < BATCH ? undefined : rows.at(-1)?.place }
}

interface Value {
  id: string
  key: Buffer
  keyId: number
}

/** Values: only their keys are wrapped anew. */
const values: Kind<Value> = {
  read: (db, centre, after) =>
    along<Value>(db, centre, 'text_value', { text_id: 'uuid' }, 't.text_id as id, t.key, t.key_id as "keyId"', 't.key is not null', after),
  keyOf: ({ keyId }) => keyId,
  move: async (db, centre, crypto, rows) => {
    const fresh = rows.map((row) => crypto.rewrapKey(row).key)
    await db.query(
      `update text_value t set key = n.fresh, key_id = $2 from unnest($3::uuid[], $4::bytea[], $5::bytea[]) as n(id, was, fresh)
       where t.centre_id = $1 and t.text_id = n.id and t.key = n.was`,
      [centre, crypto.active(), rows.map((r) => r.id), rows.map((r) => r.key), fresh],
    )
  },
}

interface Piece {
  place: string
  sealed: Buffer
}

/** Sealed in one piece: `bytes` reads it, `set` puts `n.fresh` in its place. */
function pieces(table: string, primary: Record<string, string>, bytes: string, set: string): Kind<Piece> {
  const columns = Object.keys(primary)
  const same = columns.map((c, i) => `t.${c} = (n.place::jsonb->>${i})::${primary[c]}`).join(' and ')
  return {
    read: (db, centre, after) => along<Piece>(db, centre, table, primary, `${bytes} as sealed`, `${bytes} is not null`, after),
    keyOf: ({ sealed }, crypto) => crypto.keyOf(sealed),
    move: async (db, centre, crypto, rows) => {
      await db.query(
        `update ${table} t set ${set} from unnest($2::text[], $3::bytea[], $4::bytea[]) as n(place, was, fresh)
         where t.centre_id = $1 and ${same} and ${bytes} = n.was`,
        [centre, rows.map((r) => r.place), rows.map((r) => r.sealed), rows.map((r) => crypto.rewrap(r.sealed))],
      )
    },
  }
}
const inBase64 = `translate(encode(n.fresh, 'base64'), E'\\n', '')`

interface Found {
  id: string
  lookup: string
  ref: TextRef
}

/** 号码索引 in one column: made anew from the number. */
function lookups(table: string, column: string, ref: string): Kind<Found> {
  return {
    read: (db, centre, after) =>
      along<Found>(db, centre, table, { id: 'uuid' }, `t.id, t.${column} as lookup, ${ref} as ref`, `t.${column} is not null`, after),
    // The form before keys had numbers has no tag.
    keyOf: ({ lookup }) => Number(/^(\d+)\./.exec(lookup)?.[1] ?? 0),
    move: async (db, centre, crypto, rows) => {
      const ids = rows.map((r) => r.ref.id)
      const opened = await revealTexts(db, centre, ids, crypto)
      const fresh = ids.map((id) => {
        const number = opened.get(id)
        return number !== undefined && isNumber(number) ? crypto.lookup(number) : null
      })
      await db.query(
        `update ${table} t set ${column} = n.fresh from unnest($2::uuid[], $3::text[], $4::text[]) as n(id, was, fresh)
         where t.centre_id = $1 and t.id = n.id and t.${column} = n.was`,
        [centre, rows.map((r) => r.id), rows.map((r) => r.lookup), fresh],
      )
    },
  }
}

const kinds = {
  text_value: values,
  contact: lookups('contact', 'number_digest', `t.state->'number'`),
  request_call: lookups('service_request', 'call_digest', `t.state->'requester'->'callNumber'`),
  request_contact: lookups('service_request', 'contact_digest', `t.state->'requester'->'contactNumber'`),
  hold: lookups('legal_hold', 'number_digest', `t.state->'person'`),
  draft: pieces('draft', { draft_id: 'uuid' }, 't.sealed', 'sealed = n.fresh'),
  reply_draft: pieces('reply_draft', { user_id: 'uuid', order_id: 'uuid', assignment: 'integer' }, 't.sealed', 'sealed = n.fresh'),
  message: pieces('message', { message_id: 'uuid' }, 't.sealed', 'sealed = n.fresh'),
  idempotency: pieces(
    'idempotency',
    { actor: 'text', key: 'text' },
    `decode(t.answer->>'told', 'base64')`,
    `answer = jsonb_set(t.answer, '{told}', to_jsonb(${inBase64}))`,
  ),
  factor: pieces('person', { user_id: 'uuid' }, `decode(t.second_factor, 'base64')`, `second_factor = ${inBase64}`),
  factor_pending: pieces('person', { user_id: 'uuid' }, `decode(t.factor_pending, 'base64')`, `factor_pending = ${inBase64}`),
}

/** What is no file. The kind of a row is known only inside its entry. */
export const KINDS_SEALED: Record<Exclude<Part, 'files'>, Kind<unknown>> = kinds as Record<keyof typeof kinds, Kind<unknown>>
