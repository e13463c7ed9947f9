/** 清理: what nobody needs any more and no law keeps. Answers of idempotency keys last 7 days (architecture §2); dead sessions a day. */
import { DAY } from '@huying/core/calendar'
import { type Db, type Pool, ts } from '../db.ts'
import { forgetOld } from '../tally.ts'
import { nightOf } from './backup/nightly.ts'
import type { Chore } from './upkeep.ts'

export const ANSWERS_KEPT = 7 * DAY
const SESSIONS_KEPT = DAY
const NOTES_KEPT = 400 * DAY
const AT = '03:30'
/** Rows of one statement: it holds no lock for long. */
const BATCH = 5000

export const clearing = (pool: Pool, centre: string): Chore => ({
  kind: 'clearing',
  due: (now) => nightOf({ at: AT }, now),
  run: async (now) => ({
    answers: await clear(pool, 'idempotency', 'at', centre, now - ANSWERS_KEPT),
    sessions: await clear(pool, 'session', 'seen_at', centre, now - SESSIONS_KEPT),
    tallies: await forgetOld(pool, centre, now),
    notes: await clear(pool, 'upkeep', 'started_at', centre, now - NOTES_KEPT),
  }),
})

async function clear(db: Db, table: string, column: string, centre: string, before: number): Promise<number> {
  let total = 0
  for (let n = BATCH; n === BATCH; total += n) {
    const { rowCount } = await db.query(
      `delete from ${table} where ctid = any(array(select ctid from ${table} where centre_id = $1 and ${column} < $2 limit ${BATCH}))`,
      [centre, ts(before)],
    )
    n = rowCount ?? 0
  }
  return total
}
