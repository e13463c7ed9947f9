/** Fact `same`: which sealed texts of a state say what a sealed text of the input says. Only the shell has the words. */
import type { Facts, TextRef } from '@huying/core/kernel'
import { normalPhone } from '@huying/text/detect'
import type { Db } from '../db.ts'
import type { CryptoProvider } from './crypto.ts'
import { isRef, revealTexts } from './read.ts'

/** `words` are the input's, by text id. */
export async function sameTexts(
  db: Db,
  centre: string,
  crypto: CryptoProvider,
  { state, input, words }: { state: unknown; input: unknown; words: ReadonlyMap<string, string> },
): Promise<NonNullable<Facts['same']>> {
  const given = sealedRefs(input)
  if (!given.length) return {}
  const standing = sealedRefs(state)
  const opened = await revealTexts(
    db,
    centre,
    standing.map((ref) => ref.id),
    crypto,
  )
  return Object.fromEntries(
    given.map(({ id }) => {
      const said = words.get(id)?.trim() ?? ''
      const alike = new Set([said, normalPhone(said)].filter(Boolean))
      return [id, standing.filter((ref) => alike.has(opened.get(ref.id)?.trim() ?? '')).map((ref) => ref.id)]
    }),
  )
}

function sealedRefs(value: unknown): TextRef[] {
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value) && isRef(value)) return value.masked !== undefined || value.proof !== undefined ? [value] : []
  return Object.values(value).flatMap(sealedRefs)
}
