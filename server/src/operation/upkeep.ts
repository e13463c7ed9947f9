/**
 * 运维: what the machine does for itself at set times, once however many processes have the role. What is to be done is claimed by its key
 * (a day); a claim holds while its process lives, and what failed is tried again an hour later.
 */
import { HOUR, MINUTE } from '@huying/core/calendar'
import type { Logger } from 'pino'
import { type Db, ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import type { Running } from './roles.ts'

export interface Chore {
  kind: string
  /** For which day or night it is due now; undefined where nothing is. */
  due(now: number): string | undefined
  /** Does it; answers what to keep on record. */
  run(now: number): Promise<object>
}

const EVERY = MINUTE
const LEASE = 10 * MINUTE
const AGAIN = HOUR

/** One look at all chores; how many were carried out. */
export async function upkeep(
  { pool, clock }: Pick<Shell, 'pool' | 'clock'>,
  centre: string,
  chores: readonly Chore[],
  log?: Pick<Logger, 'info' | 'error'>,
) {
  let done = 0
  for (const chore of chores) {
    const key = chore.due(clock.now())
    if (key === undefined || !(await claim(pool, centre, chore.kind, key, clock.now()))) continue
    const alive = setInterval(() => void prolong(pool, centre, chore.kind, key, clock.now()).catch(() => undefined), LEASE / 5)
    try {
      const detail = await chore.run(clock.now())
      await end(pool, centre, chore.kind, key, clock.now(), true, detail)
      log?.info({ chore: chore.kind, key, ...detail }, 'upkeep done')
    } catch (error) {
      log?.error({ chore: chore.kind, key, err: error }, 'upkeep failed')
      await end(pool, centre, chore.kind, key, clock.now(), false, { why: error instanceof Error ? error.message : String(error) })
    } finally {
      clearInterval(alive)
    }
    done++
  }
  return done
}

/** In the background; `stop` waits for what is under way. */
export function startUpkeep(shell: Shell, centre: string, chores: readonly Chore[], log: Pick<Logger, 'info' | 'error'>): Running {
  let under: Promise<unknown> = Promise.resolve()
  let busy = false
  const round = () => {
    if (busy) return
    busy = true
    under = upkeep(shell, centre, chores, log)
      .catch((error: unknown) => log.error({ err: error }, 'upkeep round failed'))
      .finally(() => {
        busy = false
      })
  }
  const timer = setInterval(round, EVERY)
  round()
  return {
    stop: async () => {
      clearInterval(timer)
      await under
    },
  }
}

async function claim(db: Db, centre: string, kind: string, key: string, now: number): Promise<boolean> {
  const { rows } = await db.query(
    `insert into upkeep (centre_id, kind, key, started_at, lease_until, detail) values ($1, $2, $3, $4, $5, '{}')
     on conflict (centre_id, kind, key) do update set started_at = excluded.started_at, lease_until = excluded.lease_until, ended_at = null, ok = null
       where (upkeep.ended_at is null and upkeep.lease_until < excluded.started_at) or (not upkeep.ok and upkeep.ended_at < $6)
     returning 1`,
    [centre, kind, key, ts(now), ts(now + LEASE), ts(now - AGAIN)],
  )
  return rows.length > 0
}

const prolong = (db: Db, centre: string, kind: string, key: string, now: number) =>
  db.query('update upkeep set lease_until = $4 where centre_id = $1 and kind = $2 and key = $3', [centre, kind, key, ts(now + LEASE)])

const end = (db: Db, centre: string, kind: string, key: string, now: number, ok: boolean, detail: object) =>
  db.query('update upkeep set ended_at = $4, ok = $5, detail = $6 where centre_id = $1 and kind = $2 and key = $3', [
    centre,
    kind,
    key,
    ts(now),
    ok,
    JSON.stringify(detail),
  ])

export interface Done {
  key: string
  at: number
  ok: boolean | null
  detail: { file?: string; bytes?: number; why?: string; missing?: number }
}

/** The last time a chore succeeded, and the last time it was tried. */
export async function lastDone(db: Db, centre: string, kind: string): Promise<{ good?: Done; last?: Done }> {
  const read = async (only: string) => {
    const { rows } = await db.query<Done>(
      `select key, coalesce(ended_at, started_at) as at, ok, detail from upkeep where centre_id = $1 and kind = $2 ${only} order by started_at desc limit 1`,
      [centre, kind],
    )
    return rows[0]
  }
  return { good: await read('and ok'), last: await read('') }
}
