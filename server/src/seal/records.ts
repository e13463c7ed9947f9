/**
 * Records beside the journal that must be proven as well: each carries a keyed hash of everything it says, made when it is written. What is
 * not filled in is left out of it, so that a column added later leaves the hashes of older rows as they are.
 */
import { canonical } from './canonical.ts'
import type { SealProvider } from './provider.ts'

/** By table: the column of its id (a uuid, or a number where `numbered`), what it is called, and which columns are times. */
export const RECORDS = {
  audit: { id: 'audit_id', label: '审计记录', times: ['at'] },
  attachment: { id: 'attachment_id', label: '附件', times: ['at'] },
  request_photo: { id: 'photo_id', label: '诉求照片', times: ['at'] },
  pack: { id: 'version', label: '机制配置', times: ['published_at'], numbered: true },
} as const satisfies Record<string, { id: string; label: string; times: readonly string[]; numbered?: true }>
export type RecordTable = keyof typeof RECORDS
export const RECORD_TABLES = Object.keys(RECORDS) as RecordTable[]

/** Columns as stored, by name; times are what `ts` makes of an instant. */
export type Said = Record<string, unknown>

/** Base64. */
export function recordHash(crypto: SealProvider, table: RecordTable, centre: string, said: Said): string {
  const filled = Object.entries(said).filter(([, value]) => value !== null)
  return crypto.chain('', canonical([table, centre, Object.fromEntries(filled)]))
}

/** The columns of `t` as one jsonb value, for `saidIn`. */
export const SAID = `to_jsonb(t) - 'centre_id' - 'hash' - 'xact'`

/** What `SAID` selected, as it was given when it was written. */
export function saidIn(table: RecordTable, selected: Said): Said {
  const times = RECORDS[table].times.map((column) => [column, exactly(selected[column])])
  return { ...selected, ...(Object.fromEntries(times) as Said) }
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/

/** A time as PostgreSQL writes it, in the form of `ts`. What is finer than a millisecond was not written by us and stays as it is. */
export function exactly(time: unknown): unknown {
  const [, day, second, fraction = ''] = typeof time === 'string' ? (TIME.exec(time) ?? []) : []
  const micros = fraction.padEnd(6, '0')
  return day && micros.endsWith('000') ? `${day}T${second}.${micros.slice(0, 3)}Z` : time
}
