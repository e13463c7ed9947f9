/** Figures of many lives at once: laid down by COPY in a table of the session, then added to the daily sums without a delta between. */
import type { Db } from '../db.ts'
import { FOLDING } from './store.ts'

/** Its columns, for COPY; of the session that fills it. */
export const ADDED = { table: 'added_figure', columns: { day: 'date', dimension: 'text', key: 'text', figure: 'text', amount: 'bigint' } }

/** Where a session that fills a centre puts figures before `addToRollups`. */
export const makeAdded = (db: Db) =>
  db.query(
    `create temp table if not exists ${ADDED.table} (centre_id text, day date, dimension text, key text, figure text, amount bigint) on commit delete rows`,
  )

/** A figure as a row of `ADDED`. */
export function addedRow(name: string, amount: number) {
  const [day, dimension, key, figure] = name.split('|')
  return { day, dimension, key, figure, amount }
}

/** What lies in the session's `ADDED`, into the rollups, without a delta between; in the order of their key, so that they are found side by side. */
export async function addToRollups(db: Db, centre: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(${FOLDING})`, [centre])
  await db.query(
    `insert into rollup (centre_id, day, dimension, key, figure, amount)
     select centre_id, day, dimension, key, figure, amount from ${ADDED.table} order by centre_id, day, dimension, key, figure
     on conflict (centre_id, day, dimension, key, figure) do update set amount = rollup.amount + excluded.amount`,
  )
}
