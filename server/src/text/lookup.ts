/**
 * 号码索引: telephone numbers are found by a keyed hash in columns beside the row, made where the number is at hand. The state holds only
 * a commitment of it, which two calls of one person do not share.
 */
import type { TextRef } from '@huying/core/kernel'
import type { Db } from '../db.ts'
import type { CryptoProvider } from './crypto.ts'
import { revealTexts } from './read.ts'

/** Column → the number it stands for. */
export type Numbers = Record<string, TextRef | undefined>

/** In a write: the column keeps what it has. */
const KEPT = null
/** In a write: there was a number, and now there is none that could be called. */
const NONE = ''

/**
 * The lookup columns of one row. `own` are the lookups of this write by text id. A number that another command wrote is opened: a row
 * that takes it over must be found by it too.
 */
export async function lookupColumns(
  db: Db,
  centre: string,
  crypto: CryptoProvider,
  own: ReadonlyMap<string, string | undefined>,
  { before, after }: { before?: Numbers; after: Numbers },
): Promise<Record<string, string | null>> {
  const changed = Object.entries(after).filter(([column, ref]) => ref?.id !== before?.[column]?.id)
  const foreign = changed.flatMap(([, ref]) => (ref && !own.has(ref.id) ? [ref.id] : []))
  const opened = foreign.length ? await revealTexts(db, centre, foreign, crypto) : new Map<string, string>()
  const of = ({ id }: TextRef) => {
    const number = opened.get(id)
    return own.has(id) ? own.get(id) : number && isNumber(number) ? crypto.lookup(number) : undefined
  }
  const found = changed.map(([column, ref]): [string, string | null] => [column, (ref && of(ref)) ?? (before ? NONE : null)])
  return { ...Object.fromEntries(Object.keys(after).map((column) => [column, KEPT])), ...Object.fromEntries(found) }
}

/** A withheld one is stored as the words that were told in its place. */
export const isNumber = (stored: string) => /^\+?\d+(?:-\d+)?$/.test(stored)
