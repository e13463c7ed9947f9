/**
 * A database as versions before numbered keys left it: sealed values with the file's key itself, deterministic digests in journal and
 * states, lookups that are such digests.
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { NOUNS, type TextRef } from '@huying/core/kernel'
import type { Pool } from '../src/db.ts'
import { ROWS } from '../src/shell/rows.ts'
import type { CryptoProvider, SealedValue } from '../src/text/crypto.ts'
import { isRef } from '../src/text/read.ts'

export function sealedBefore(secret: Buffer, plain: string): Buffer {
  const derive = (purpose: string) => createHmac('sm3', secret).update(purpose).digest()
  const iv = randomBytes(16)
  const cipher = createCipheriv('sm4-ctr', derive('sm4').subarray(0, 16), iv)
  const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([body, createHmac('sm3', derive('mac')).update(body).digest()])
}

interface Text extends SealedValue {
  id: string
  kind: string
  body: string | null
}

/** Every sealed value in clear, by id. */
export async function openedAll(pool: Pool, crypto: CryptoProvider): Promise<Map<string, string>> {
  return new Map((await sealedTexts(pool)).map((t) => [t.id, crypto.openValue(t)]))
}

async function sealedTexts(pool: Pool): Promise<Text[]> {
  const { rows } = await pool.query<Text>(
    `select text_id as id, kind, body, sealed, key, key_id as "keyId", coalesce(proof, digest) as proof from text_value where key is not null`,
  )
  return rows
}

export async function toOldForm(pool: Pool, crypto: CryptoProvider, secret: Buffer): Promise<void> {
  const digests = new Map<string, string>()
  for (const text of await sealedTexts(pool)) {
    const plain = crypto.openValue(text)
    const digest = crypto.digest(text.kind === 'open' ? plain : `${text.kind}:${plain}`)
    digests.set(text.id, digest)
    await pool.query('update text_value set sealed = $2, digest = $3, proof = null, key = null, key_id = null where text_id = $1', [
      text.id,
      sealedBefore(secret, plain),
      digest,
    ])
  }
  const before = (value: unknown): unknown => {
    const bonds = bondsIn(value, digests)
    return aged(value, digests, bonds)
  }
  for (const noun of NOUNS) {
    const { table, numbers } = ROWS[noun]
    const { rows } = await pool.query<{ id: string; state: object }>(`select id, state from ${table}`)
    for (const { id, state } of rows) {
      const { chain: _chain, ...old } = before(state) as Record<string, unknown>
      const columns = Object.entries(numbers?.(old as never) ?? {})
      const set = ['state = $2', ...columns.map(([column], i) => `${column} = $${i + 3}`)].join(', ')
      await pool.query(`update ${table} set ${set} where id = $1`, [
        id,
        JSON.stringify(old),
        ...columns.map(([, ref]) => ref?.digest ?? null),
      ])
    }
    const { rows: journal } = await pool.query<{ stream: string; bodies: { seq: number; body: object }[] }>(
      `select stream, jsonb_agg(jsonb_build_object('seq', seq, 'body', body) order by seq) as bodies from event where noun = $1 group by stream`,
      [noun],
    )
    for (const { stream, bodies } of journal)
      for (const { seq, body } of before(bodies) as typeof bodies)
        await pool.query('update event set body = $4, hash = null where noun = $1 and stream = $2 and seq = $3', [
          noun,
          stream,
          seq,
          JSON.stringify(body),
        ])
  }
}

/** What 签批 was given for, as it is written now → as it was written then. */
function bondsIn(value: unknown, digests: ReadonlyMap<string, string>, found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return found
  if (!Array.isArray(value) && isRef(value)) found.set(value.digest + (value.proof ?? ''), digests.get(value.id) ?? value.digest)
  else for (const v of Object.values(value)) bondsIn(v, digests, found)
  return found
}

function aged(value: unknown, digests: ReadonlyMap<string, string>, bonds: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const [first = '', second = ''] = value.split('.')
    return bonds.has(first) && bonds.has(second) ? `${bonds.get(first)}.${bonds.get(second)}` : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((v) => aged(v, digests, bonds))
  if (isRef(value)) {
    const { proof: _proof, ...ref }: TextRef = value
    return { ...ref, digest: digests.get(ref.id) ?? ref.digest }
  }
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, aged(v, digests, bonds)]))
}

/** Rows and journal without what is chance: commitments. */
export async function toldAll(pool: Pool): Promise<unknown[]> {
  const told: unknown[] = []
  for (const noun of NOUNS) {
    const { rows } = await pool.query<{ state: object }>(`select state from ${ROWS[noun].table} order by id`)
    told.push(...rows.map(({ state }) => withoutChance(state)))
  }
  const { rows } = await pool.query<{ body: object }>('select body from event order by noun, stream, seq')
  return [...told, ...rows.map(({ body }) => withoutChance(body))]
}

function withoutChance(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^([\w-]{32})[\w-]*\.([\w-]{32})[\w-]*$/, '$1.$2')
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutChance)
  if (isRef(value)) {
    const { proof, digest, ...ref } = value
    return { ...ref, sealed: proof !== undefined, digest: ref.masked === undefined ? digest : '' }
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'chain')
      .map(([key, v]) => [key, withoutChance(v)]),
  )
}
