/**
 * Contents of files that were erased. The event names them and the same statement notes where they lie; they are destroyed after it, here,
 * as often as it takes: a crash between the two leaves the note.
 */
import { type Db, type Pool, transaction, ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'

const BATCH = 100
const LOCK = `hashtext('file contents')`

/**
 * Keeps a content and tells who has it, while nothing is destroyed: the same scan may be on its way in for one matter and on its way out
 * for another.
 */
export const keeping = <T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> =>
  transaction(pool, async (db) => {
    await db.query(`select pg_advisory_xact_lock_shared(${LOCK})`)
    return work(db)
  })

/** Destroys what waits; how many files it was. What another file has too stays, until that one is erased. */
export async function destroyFiles({ pool, blobs, clock }: Pick<Shell, 'pool' | 'blobs' | 'clock'>): Promise<number> {
  for (let total = 0; ; ) {
    const done = await transaction(pool, async (db) => {
      await db.query(`select pg_advisory_xact_lock(${LOCK})`)
      const { rows } = await db.query<{ centre: string; file: string; address: string; needed: boolean }>(
        `select e.centre_id as centre, e.file_id as file, e.address, ${NEEDED} as needed
         from erased_file e where e.destroyed_at is null order by e.erased_at limit ${BATCH}`,
      )
      for (const { address } of rows.filter((row) => !row.needed)) await blobs.destroy(address)
      await db.query(
        `update erased_file e set destroyed_at = $3 from unnest($1::text[], $2::uuid[]) as n(centre, file)
         where e.centre_id = n.centre and e.file_id = n.file`,
        [rows.map((r) => r.centre), rows.map((r) => r.file), ts(clock.now())],
      )
      return rows.length
    })
    total += done
    if (done < BATCH) return total
  }
}

/** Whether a file that stands has the content of `e` too, in whichever centre: what is equal lies there once. */
const standing = (table: string, id: string) => `exists (select 1 from ${table} f where f.sha256 = e.address
  and not exists (select 1 from erased_file x where x.centre_id = f.centre_id and x.file_id = f.${id}))`
const NEEDED = `(${standing('attachment', 'attachment_id')} or ${standing('request_photo', 'photo_id')})`

/** Whether the content of an erased file is still there for a reason: another file has it too, or it is about to go. */
export async function stillNeeded(db: Db, centre: string, file: string): Promise<boolean> {
  const { rows } = await db.query<{ reason: boolean }>(
    `select e.destroyed_at is null or ${NEEDED} as reason from erased_file e where e.centre_id = $1 and e.file_id = $2`,
    [centre, file],
  )
  return rows[0]?.reason ?? false
}

/** Of these files those whose content was erased. */
export async function erasedAmong(db: Db, centre: string, files: readonly string[]): Promise<Set<string>> {
  if (!files.length) return new Set()
  const { rows } = await db.query<{ id: string }>({
    name: 'erased files',
    text: 'select file_id as id from erased_file where centre_id = $1 and file_id = any($2::uuid[])',
    values: [centre, files],
  })
  return new Set(rows.map(({ id }) => id))
}
