/**
 * 限次: how often one sender did one thing within a while, counted in the database, so that all processes count together. A try is counted
 * before it is looked at: many at once gain nothing. The clock is the shell's.
 */
import type { Instant } from '@huying/core/kernel'
import type { FastifyRateLimitStore } from '@fastify/rate-limit'
import { type Db, ts } from './db.ts'
import type { Shell } from './shell/shell.ts'

export interface Counted {
  count: number
  /** When it begins anew. */
  until: Instant
}
type Counts = Pick<Shell, 'pool' | 'crypto'>

const whoOf = ({ crypto }: Counts, what: string, who: string) => crypto.digest(`${what}:${who}`)

/** One more; `length` in milliseconds from the first. */
export async function countOne(shell: Counts, centre: string, what: string, who: string, now: Instant, length: number): Promise<Counted> {
  const { rows } = await shell.pool.query<Counted>({
    name: 'count one',
    text: `insert into tally (centre_id, what, who, until, count) values ($1, $2, $3, $5, 1)
      on conflict (centre_id, what, who) do update set count = case when tally.until <= $4 then 1 else tally.count + 1 end,
        until = case when tally.until <= $4 then excluded.until else tally.until end
      returning count, until`,
    values: [centre, what, whoOf(shell, what, who), ts(now), ts(now + length)],
  })
  return rows[0] ?? { count: 1, until: (now + length) as Instant }
}

/** Nothing is taken any more until then. */
export async function rest(shell: Counts, centre: string, what: string, who: string, until: Instant): Promise<Instant> {
  const values = [centre, what, whoOf(shell, what, who), ts(until)]
  await shell.pool.query('update tally set until = $4 where centre_id = $1 and what = $2 and who = $3', values)
  return until
}

/** It went well: nothing is held against whoever did it. */
export async function forget(shell: Counts, centre: string, what: string, who: string): Promise<void> {
  await shell.pool.query('delete from tally where centre_id = $1 and what = $2 and who = $3', [centre, what, whoOf(shell, what, who)])
}

/** What has run out, for the nightly clearing. */
export async function forgetOld(db: Db, centre: string, now: number): Promise<number> {
  return (await db.query('delete from tally where centre_id = $1 and until <= $2', [centre, ts(now)])).rowCount ?? 0
}

/** Where the limits of routes are counted: a class, because that is what the library makes its stores with. */
export const tallyStore = (shell: Shell, centre: string) =>
  class TallyStore implements FastifyRateLimitStore {
    readonly what: string
    constructor({ routeInfo }: { routeInfo?: { method?: string | string[]; url?: string } } = {}) {
      this.what = `${String(routeInfo?.method ?? '')} ${routeInfo?.url ?? ''}`
    }

    incr(who: string, told: (error: Error | null, result?: { current: number; ttl: number }) => void, length: number) {
      const now = shell.clock.now()
      countOne(shell, centre, this.what, who, now, length).then(
        ({ count, until }) => told(null, { current: count, ttl: Math.max(0, until - now) }),
        (error: unknown) => told(error instanceof Error ? error : new Error(String(error))),
      )
    }

    child(route: object) {
      return new TallyStore(route)
    }
  }
