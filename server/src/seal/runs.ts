/**
 * Runs of the verification, stored: asked for on the audit page, or by the night. A worker takes up one at a time, tells how far it is, and
 * keeps what it found; a run whose process died is taken up again by the next.
 */
import { dayOf, formatDay, instantOf, plus } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Logger } from 'pino'
import { v7 as uuid } from 'uuid'
import { note } from '../audit/note.ts'
import { type Db, ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import type { Finding } from './finding.ts'
import { verify } from './verify.ts'

export interface Run {
  id: string
  askedAt: Instant
  askedBy: string
  /** From this seal on; everything where there is none. */
  since: number | null
  startedAt: Instant | null
  endedAt: Instant | null
  /** The last seal that was looked at. */
  upto: number | null
  progress: { done?: number; total?: number }
  found: number | null
  findings: Finding[] | null
  failed: string | null
}

const COLUMNS = `run_id as id, asked_at as "askedAt", asked_by as "askedBy", since, started_at as "startedAt", ended_at as "endedAt", upto, progress,
  found, findings, failed`
const EVERY = 5000
const LEASE = 120_000
/** Beijing time from which the night's run may begin. */
const NIGHT = '02:00'

/** Asks for a run, unless one waits or is under way; answers which. */
export async function ask(db: Db, centre: string, by: string, now: Instant, since?: number): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `with open as (select run_id from verification where centre_id = $1 and ended_at is null limit 1),
       added as (insert into verification (centre_id, run_id, asked_at, asked_by, since)
         select $1, $2::uuid, $3, $4, $5::bigint where not exists (select 1 from open) returning run_id)
     select run_id as id from open union all select run_id from added`,
    [centre, uuid(), ts(now), by, since ?? null],
  )
  return rows[0]?.id ?? ''
}

export async function lastRuns(db: Db, centre: string, most: number): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `select ${COLUMNS} from verification where centre_id = $1 order by asked_at desc, run_id desc limit $2`,
    [centre, most],
  )
  return rows
}

/** The last run that came to an end, and the last one that looked at everything. */
export async function ended(db: Db, centre: string): Promise<{ last?: Run; whole?: Run }> {
  const { rows } = await db.query<Run>(
    `(select ${COLUMNS} from verification where centre_id = $1 and ended_at is not null and failed is null order by ended_at desc, run_id desc limit 1)
     union all (select ${COLUMNS} from verification where centre_id = $1 and ended_at is not null and failed is null and since is null order by ended_at desc, run_id desc limit 1)`,
    [centre],
  )
  return { last: rows[0], whole: rows[1] ?? (rows[0]?.since === null ? rows[0] : undefined) }
}

/** How much the last look found; the alarm of the audit administrator's page. */
export async function foundLast(db: Db, centre: string): Promise<number> {
  return (await ended(db, centre)).last?.found ?? 0
}

/** The night asks for a look at what is new since the last run without findings; for everything where there was none. */
export async function askNightly(shell: Pick<Shell, 'pool' | 'clock' | 'packs'>): Promise<void> {
  const now = shell.clock.now()
  const due = instantOf(`${formatDay(dayOf(now))}T${NIGHT}`)
  if (now < due) return
  for (const { centre } of await shell.packs.centres()) {
    const [last] = await lastRuns(shell.pool, centre, 1)
    if (last && last.askedAt >= due) continue
    const { last: done } = await ended(shell.pool, centre)
    const since = done?.found === 0 ? (done.upto ?? undefined) : undefined
    await ask(shell.pool, centre, '系统', now, since === undefined ? undefined : since + 1)
  }
}

interface Taken {
  centre: string
  id: string
  since: number | null
}

async function take(db: Db, now: Instant): Promise<Taken | undefined> {
  const { rows } = await db.query<Taken>(
    `update verification v set started_at = $1, lease_until = $2, progress = '{}' from (
       select centre_id, run_id from verification where ended_at is null and (lease_until is null or lease_until < $1)
       order by asked_at limit 1 for update skip locked) x
     where v.centre_id = x.centre_id and v.run_id = x.run_id returning v.centre_id as centre, v.run_id as id, v.since`,
    [ts(now), ts(plus(now, LEASE))],
  )
  return rows[0]
}

/** Carries out one run that waits; false where none does. */
export async function runDue(shell: Shell, log?: Pick<Logger, 'error'>): Promise<boolean> {
  const run = await take(shell.pool, shell.clock.now())
  if (!run) return false
  const set = (what: string, values: unknown[]) =>
    shell.pool.query(`update verification set ${what} where centre_id = $1 and run_id = $2`, [run.centre, run.id, ...values])
  let told = shell.clock.now()
  const progress = (done: number, total: number) => {
    const now = shell.clock.now()
    if (now - told < 1000) return
    told = now
    void set('progress = $3, lease_until = $4', [JSON.stringify({ done, total }), ts(plus(now, LEASE))]).catch(() => undefined)
  }
  try {
    const { upto, found, findings, records } = await verify(shell, run.centre, { since: run.since ?? undefined, progress })
    await set('ended_at = $3, upto = $4, found = $5, findings = $6, progress = $7, lease_until = null', [
      ts(shell.clock.now()),
      ...[upto, found, JSON.stringify(findings), JSON.stringify({ done: records, total: records })],
    ])
    if (found)
      await note(shell, run.centre, { kind: 'verify_found', actor: 'system', object: run.id, detail: { found, upto } }, shell.clock.now())
    if (found) log?.error({ centre: run.centre, found, first: findings[0]?.message }, 'the record is not as it was written')
  } catch (error) {
    log?.error({ err: error }, 'verification failed')
    await set('ended_at = $3, failed = $4, lease_until = null', [ts(shell.clock.now()), String(error).slice(0, 500)])
  }
  return true
}

export function startVerifying(shell: Shell, log: Pick<Logger, 'error'>): { stop: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve()
  let busy = false
  const round = async () => {
    await askNightly(shell)
    await runDue(shell, log)
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    under = round()
      .catch((error: unknown) => log.error({ err: error }, 'verification could not begin'))
      .finally(() => {
        busy = false
      })
  }, EVERY)
  return {
    stop: async () => {
      clearInterval(timer)
      // A run under way is left to its lease: the next process begins it anew.
      await Promise.race([under, new Promise((resolve) => setTimeout(resolve, 1000))])
    },
  }
}
