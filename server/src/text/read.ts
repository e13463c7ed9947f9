/** Reading what people wrote. */
import type { TextRef } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import type { CryptoProvider, SealedValue } from './crypto.ts'

/** A written text never changes, so what was read is kept beside its pool: two of three reads of a working desk ask nothing. */
const kept = new WeakMap<Db, Map<string, string>>()
const MOST_KEPT = 20_000

/** Open texts by id; ids of personal values are answered with nothing. */
export async function readTexts(db: Db, centre: string, ids: readonly string[]): Promise<Map<string, string>> {
  const known = kept.get(db) ?? new Map<string, string>()
  kept.set(db, known)
  const wanted = [...new Set(ids)].filter((id) => !known.has(`${centre} ${id}`))
  if (wanted.length) {
    const { rows } = await db.query<{ text_id: string; body: string | null }>({
      name: 'texts',
      text: 'select text_id, body from text_value where centre_id = $1 and text_id = any($2::uuid[])',
      values: [centre, wanted],
    })
    if (known.size + rows.length > MOST_KEPT) known.clear()
    for (const { text_id, body } of rows) if (body !== null) known.set(`${centre} ${text_id}`, body)
  }
  return new Map(
    ids.flatMap((id) => {
      const body = known.get(`${centre} ${id}`)
      return body === undefined ? [] : [[id, body] as const]
    }),
  )
}

/** Personal values and masked originals in full; an erased one is absent. The caller has been allowed and has recorded it. */
export async function revealTexts(db: Db, centre: string, ids: readonly string[], crypto: CryptoProvider): Promise<Map<string, string>> {
  const { rows } = await db.query<SealedValue & { text_id: string }>({
    name: 'reveal',
    text: `select text_id, sealed, key, key_id as "keyId", coalesce(proof, digest) as proof from text_value
      where centre_id = $1 and text_id = any($2::uuid[]) and key is not null`,
    values: [centre, [...new Set(ids)]],
  })
  return new Map(rows.map((r) => [r.text_id, crypto.openValue(r)]))
}

/** Every text reference inside a value, open ones only (a personal one carries its mask). */
export function openRefs(value: unknown): string[] {
  const found: string[] = []
  collect(value, found)
  return found
}

function collect(value: unknown, found: string[]): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) for (const v of value) collect(v, found)
  else if (!isRef(value)) for (const key in value) collect((value as Record<string, unknown>)[key], found)
  else if (value.masked === undefined) found.push(value.id)
}

/**
 * The value with its references replaced: open text by its words, personal values by their mask. Parts without a reference are shared
 * with the value, so nobody may write into what comes back.
 */
export function withTexts(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const shown = value.map((v) => withTexts(v, texts))
    return shown.some((v, i) => v !== value[i]) ? shown : value
  }
  if (isRef(value)) return value.masked ?? texts.get(value.id) ?? ''
  let shown: Record<string, unknown> | undefined
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key]
    const told = withTexts(part, texts)
    if (told !== part) (shown ??= { ...value })[key] = told
  }
  return shown ?? value
}

export const isRef = (v: object): v is TextRef => 'digest' in v && 'id' in v && 'size' in v
