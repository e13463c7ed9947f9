/**
 * 轮换: brings everything that lies under an older key of the file under the active one, in batches, while the server works. Values are not
 * read for it, only their keys wrapped anew; lookups by telephone number are made anew from the numbers. It goes on where it stopped,
 * and two processes that do it at once harm nobody: a row is changed only if it still is as it was read.
 */
import type { BlobStore } from '../attachment/blobs.ts'
import { type Db, type Pool, transaction } from '../db.ts'
import type { CryptoProvider } from './crypto.ts'
import { KINDS_SEALED, type Kind, PARTS, type Part } from './parts.ts'

const FILES = 50

export interface Moved {
  part: Part
  moved: number
  done: boolean
}

export interface Sealed {
  pool: Pool
  crypto: CryptoProvider
  blobs: BlobStore
}

/** One batch of one part; undefined when nothing is left of it. The place it came to is stored with the batch. */
export async function moveSome({ pool, crypto, blobs }: Sealed, centre: string, part: Part): Promise<Moved | undefined> {
  const key = [centre, crypto.active(), part]
  const { rows } = await pool.query<{ after: string; moved: number; ended: boolean }>(
    `insert into key_move (centre_id, key_no, part) values ($1, $2, $3) on conflict (centre_id, key_no, part) do update set part = excluded.part
     returning after, moved, ended_at is not null as ended`,
    key,
  )
  const at = rows[0]
  if (!at || at.ended) return undefined
  return transaction(pool, async (db) => {
    const { next, count } =
      part === 'files' ? await moveFiles(blobs, at.after) : await moveRows(db, centre, crypto, KINDS_SEALED[part], at.after)
    const moved = at.moved + count
    await db.query(
      `update key_move set after = coalesce($4, after), moved = $5, ended_at = case when $4::text is null then now() end
       where centre_id = $1 and key_no = $2 and part = $3 and after = $6`,
      [...key, next ?? null, moved, at.after],
    )
    return { part, moved, done: next === undefined }
  })
}

/** All of it, from where it stopped; `stopping` is asked between batches. */
export async function moveAll(
  sealed: Sealed,
  centre: string,
  { progress, stopping, rest }: { progress?: (moved: Moved) => void; stopping?: () => boolean; rest?: () => Promise<void> } = {},
): Promise<void> {
  for (const part of Object.keys(PARTS) as Part[])
    for (let more = true; more && !stopping?.(); ) {
      const some = await moveSome(sealed, centre, part)
      if (some) progress?.(some)
      more = some !== undefined && !some.done
      if (more) await rest?.()
    }
}

async function moveRows<R>(db: Db, centre: string, crypto: CryptoProvider, kind: Kind<R>, after: string) {
  const { rows, next } = await kind.read(db, centre, after)
  const old = rows.filter((row) => kind.keyOf(row, crypto) !== crypto.active())
  if (old.length) await kind.move(db, centre, crypto, old)
  return { next, count: old.length }
}

async function moveFiles(blobs: BlobStore, after: string) {
  let count = 0
  let seen = 0
  for await (const { address, content } of blobs.sealed(after)) {
    if (await blobs.rewrap(address, content)) count++
    if (++seen === FILES) return { next: address, count }
  }
  return { next: undefined, count }
}

/** Both kinds of lookups, wholly. For the upgrade, which makes the first ones. */
export async function moveLookups(db: Db, centre: string, crypto: CryptoProvider): Promise<void> {
  for (const part of ['contact', 'request_call', 'request_contact'] as const)
    for (let after: string | undefined = ''; after !== undefined; )
      after = (await moveRows(db, centre, crypto, KINDS_SEALED[part], after)).next
}

/** How much of each part lies under which key. Reads every row's key: minutes on a large database. */
export async function countByKey({ pool, crypto, blobs }: Sealed, centre: string): Promise<Record<Part, Record<number, number>>> {
  const out = Object.fromEntries(Object.keys(PARTS).map((part) => [part, {}])) as Record<Part, Record<number, number>>
  for (const part of Object.keys(PARTS) as Part[]) {
    const add = (no: number) => {
      out[part][no] = (out[part][no] ?? 0) + 1
    }
    if (part === 'files') for await (const { content } of blobs.sealed('')) add(crypto.keyOf(content))
    else await eachRow(pool, centre, KINDS_SEALED[part], (row, kind) => add(kind.keyOf(row, crypto)))
  }
  return out
}

async function eachRow<R>(db: Db, centre: string, kind: Kind<R>, told: (row: R, kind: Kind<R>) => void) {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const step: { rows: R[]; next: string | undefined } = await kind.read(db, centre, after)
    for (const row of step.rows) told(row, kind)
    after = step.next
  }
}
