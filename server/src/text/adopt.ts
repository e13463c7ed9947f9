/**
 * What older versions sealed is brought into today's form at the first start after the upgrade, before the events of that time are
 * chained (seal): each value gets a key of its own, its deterministic digest gives way to a commitment in every event and state that
 * refers to it, and telephone numbers get their lookups. Resumable: a batch is whole or not at all.
 */
import { type Noun, NOUNS, type TextRef } from '@huying/core/kernel'
import { type Db, type Pool, transaction } from '../db.ts'
import { ROWS } from '../shell/rows.ts'
import { type StoredText, storedText } from './absorb.ts'
import type { CryptoProvider } from './crypto.ts'
import { isRef } from './read.ts'
import { refsIn } from './refs.ts'
import { moveLookups } from './rewrap.ts'

const TEXTS = 1000
const STREAMS = 200

interface Old {
  text_id: string
  kind: string
  body: string | null
  sealed: Buffer
}

/** Answers how many values were brought over; nought, and at once, where there are none of the old form. */
export async function adoptTexts(pool: Pool, crypto: CryptoProvider, say: (line: string) => void = () => undefined): Promise<number> {
  let total = 0
  const { rows: centres } = await pool.query<{ centre_id: string }>('select centre_id from centre')
  for (const { centre_id: centre } of centres) {
    if (!(await begins(pool, centre))) continue
    say('正在按新的密封方式整理已有的个人信息……')
    for (let n = await resealSome(pool, centre, crypto); n > 0; n = await resealSome(pool, centre, crypto)) total += n
    for (const noun of NOUNS) await refer(pool, centre, noun, crypto)
    await moveLookups(pool, centre, crypto)
    await pool.query(`update key_move set ended_at = now(), moved = $2 where centre_id = $1 and part = 'adopt'`, [centre, total])
  }
  return total
}

/** The note that it began outlives a crash between sealing the values and telling the events. */
async function begins(pool: Pool, centre: string): Promise<boolean> {
  const { rows } = await pool.query<{ old: boolean; begun: boolean }>(
    `select exists (select 1 from text_value where centre_id = $1 and sealed is not null and key_id is null and key is null) as old,
       exists (select 1 from key_move where centre_id = $1 and part = 'adopt' and ended_at is null) as begun`,
    [centre],
  )
  const { old = false, begun = false } = rows[0] ?? {}
  if (old && !begun)
    await pool.query(
      `insert into key_move (centre_id, key_no, part) values ($1, 0, 'adopt') on conflict (centre_id, key_no, part) do update set ended_at = null`,
      [centre],
    )
  return old || begun
}

async function resealSome(pool: Pool, centre: string, crypto: CryptoProvider): Promise<number> {
  const { rows } = await pool.query<Old>(
    `select text_id, kind, body, sealed from text_value where centre_id = $1 and sealed is not null and key_id is null and key is null order by text_id limit ${TEXTS}`,
    [centre],
  )
  const made = rows.map((old) => {
    const { proof, ...value } = crypto.sealValue(crypto.open(old.sealed))
    const told = old.body === null ? { digest: proof, proof: null } : { digest: crypto.digest(old.body), proof }
    return { id: old.text_id, ...told, keyId: value.keyId, sealed: value.sealed.toString('base64'), key: value.key.toString('base64') }
  })
  await pool.query(
    `update text_value t set sealed = decode(n.sealed, 'base64'), key = decode(n.key, 'base64'), key_id = n."keyId", digest = n.digest, proof = n.proof
     from jsonb_to_recordset($2::jsonb) as n(id uuid, sealed text, key text, "keyId" smallint, digest text, proof text)
     where t.centre_id = $1 and t.text_id = n.id and t.key_id is null`,
    [centre, JSON.stringify(made)],
  )
  return rows.length
}

interface Stream {
  id: string
  state: unknown
  events: { seq: number; body: unknown }[]
}

/** States and events say what the texts say of themselves now. */
async function refer(pool: Pool, centre: string, noun: Noun, crypto: CryptoProvider) {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows: streams } = await pool.query<Stream>(
      `select t.id, t.state, coalesce((select jsonb_agg(jsonb_build_object('seq', e.seq, 'body', e.body) order by e.seq) from event e
         where e.centre_id = $1 and e.noun = $3 and e.stream = t.id and e.hash is null), '[]') as events
       from ${ROWS[noun].table} t where t.centre_id = $1 and t.id > $2 order by t.id limit ${STREAMS}`,
      [centre, after, noun],
    )
    const last = streams.at(-1)
    if (!last) return
    after = last.id
    const ids = new Set(streams.flatMap((s) => [...refsIn(s.state), ...s.events.flatMap((e) => refsIn(e.body))].map((ref) => ref.id)))
    await transaction(pool, async (db) => {
      const now = await told(db, centre, [...ids])
      for (const stream of streams) await rewriteOne(db, centre, noun, stream, now, crypto)
    })
  }
}

type Told = Map<string, Pick<TextRef, 'digest' | 'proof'>>

async function told(db: Db, centre: string, ids: string[]): Promise<Told> {
  const { rows } = await db.query<{ id: string; digest: string; proof: string | null }>(
    'select text_id as id, digest, proof from text_value where centre_id = $1 and text_id = any($2::uuid[]) and key is not null',
    [centre, ids],
  )
  return new Map(rows.map(({ id, digest, proof }) => [id, { digest, ...(proof ? { proof } : {}) }]))
}

async function rewriteOne(db: Db, centre: string, noun: Noun, { id, state, events }: Stream, now: Told, crypto: CryptoProvider) {
  const changed = renewal(now, [state, ...events.map((e) => e.body)], crypto)
  const fresh = changed(state)
  const told = events.map(({ seq, body }) => ({ seq, was: body, body: changed(body) })).filter((e) => e.body !== e.was)
  if (fresh !== state)
    await db.query(`update ${ROWS[noun].table} set state = $3 where centre_id = $1 and id = $2`, [centre, id, JSON.stringify(fresh)])
  if (told.length)
    await db.query(
      `update event e set body = n.body from jsonb_to_recordset($4::jsonb) as n(seq int, body jsonb)
       where e.centre_id = $1 and e.noun = $2 and e.stream = $3 and e.seq = n.seq and e.hash is null`,
      [centre, noun, id, JSON.stringify(told.map(({ seq, body }) => ({ seq, body })))],
    )
  const { rows } = await db.query<{ key: string; input: unknown }>('select key, input from job where centre_id = $1 and stream = $2', [
    centre,
    id,
  ])
  for (const { key, input } of rows.filter((job) => changed(job.input) !== job.input))
    await db.query('update job set input = $3 where centre_id = $1 and key = $2', [centre, key, JSON.stringify(changed(input))])
  const texts = changed.made()
  for (const t of texts)
    await db.query(
      'insert into text_value (centre_id, text_id, kind, digest, proof, body, sealed, key, key_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [centre, t.id, t.kind, t.digest, t.proof, t.body, t.sealed, t.key, t.keyId],
    )
}

/** A value as it reads now, or the same value where nothing in it changes. */
interface Renewal {
  (value: unknown): unknown
  /** Texts that had been left in the open and got a reference. */
  made(): StoredText[]
}

/** 签批 names the two texts it signed by their digests, joined by a dot. */
const BOND = /^([\w-]{32})\.([\w-]{32})$/

function renewal(now: Told, values: unknown[], crypto: CryptoProvider): Renewal {
  const bonds = new Map(
    values.flatMap(refsIn).flatMap((ref) => {
      const is = now.get(ref.id)
      return is && ref.masked === undefined ? [[ref.digest, is.digest + (is.proof ?? '')] as const] : []
    }),
  )
  const open = new Map<string, StoredText>()
  // 事项要素 were not recognised as words by versions before this one.
  const inWords = (words: string): TextRef => {
    const text = open.get(words) ?? storedText('open', words, crypto)
    open.set(words, text)
    return { id: text.id, digest: text.digest, ...(text.proof ? { proof: text.proof } : {}), size: [...words].length }
  }
  const renew = (value: unknown, at: string): unknown => {
    if (typeof value === 'string') {
      const [, first = '', second = ''] = BOND.exec(value) ?? []
      return first && (bonds.has(first) || bonds.has(second)) ? `${bonds.get(first) ?? first}.${bonds.get(second) ?? second}` : value
    }
    if (typeof value !== 'object' || value === null) return value
    if (!Array.isArray(value) && isRef(value)) {
      const is = now.get(value.id)
      return is && (is.digest !== value.digest || is.proof !== value.proof) ? { ...value, ...is } : value
    }
    const entries = Object.entries(value).map(([key, v]): [string, unknown, unknown] => [
      key,
      v,
      at === 'facts' && typeof v === 'string' ? inWords(v) : renew(v, key),
    ])
    if (entries.every(([, v, is]) => v === is)) return value
    const fresh = entries.map(([key, , is]): [string, unknown] => [key, is])
    return Array.isArray(value) ? fresh.map(([, is]) => is) : Object.fromEntries(fresh)
  }
  return Object.assign((value: unknown) => renew(value, ''), { made: () => [...open.values()] })
}
