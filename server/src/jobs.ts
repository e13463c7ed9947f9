/**
 * Follow-ups and timers. A worker claims up to 100 due jobs of one centre (skip locked), carries them out in one unit of work and
 * ends them in the same statement; when that fails they are tried one by one, and one that keeps failing backs off and stays
 * visible. Times are compared with the application's clock, never the database's.
 */
import { SYSTEM } from '@huying/core/kernel'
import type { Noun } from '@huying/core/kernel'
import type { Logger } from 'pino'
import { waitAfter } from './again.ts'
import { ts } from './db.ts'
import { type JobRow, RevisionMoved } from './shell/commit.ts'
import { TRIES } from './shell/execute.ts'
import type { Shell } from './shell/shell.ts'
import { UnitOfWork } from './shell/work.ts'

/** The two words a worker has for the log. */
type Log = Pick<Logger, 'info' | 'error'>

const BATCH = 100
/** How long what a killed process had taken up waits for another. */
const LEASE = 15_000
const LANES = 3
/** A clock that goes back further than this was set, not trimmed. */
const STEP = 5000
/** After this many tries a job stays where it is, with its last error, until a person looks at it. */
export const MOST_TRIES = 12

/**
 * Claims what is due for one centre, in the order in which it fell due and was asked for; another worker sees none of it until the
 * lease is over; a lease much longer than any is of a clock that was set back.
 */
async function claim(shell: Shell): Promise<(JobRow & { centre: string; attempts: number })[]> {
  const now = shell.clock.now()
  const { rows } = await shell.pool.query<JobRow & { centre: string; attempts: number }>({
    name: 'claim',
    text: `with first as (
        select centre_id from job where due_at <= $1 and attempts < $4 and (lease_until is null or lease_until not between $1 and $5) order by due_at limit 1
      ), due as (
        select centre_id, key from job j where centre_id = (select centre_id from first) and due_at <= $1 and attempts < $4
          and (lease_until is null or lease_until not between $1 and $5) order by due_at, job_id limit $2 for update skip locked
      ), taken as (
        update job j set lease_until = $3, attempts = attempts + 1 from due where j.centre_id = due.centre_id and j.key = due.key returning j.*
      )
      select centre_id as centre, key, owner, noun, stream, command, input, cause, attempts from taken order by due_at, job_id`,
    values: [ts(now), BATCH, ts(now + LEASE), MOST_TRIES, ts(now + 2 * LEASE)],
  })
  return rows
}

/** One round; how many jobs it claimed. */
export async function runDueJobs(shell: Shell, log?: Log): Promise<number> {
  const jobs = await claim(shell)
  const [first] = jobs
  if (!first) return 0
  try {
    await together(shell, first.centre, jobs, log)
  } catch {
    for (const job of jobs) await alone(shell, first.centre, job, log)
  }
  return jobs.length
}

async function together(shell: Shell, centre: string, claimed: JobRow[], log?: Log): Promise<void> {
  const work = await UnitOfWork.begin(shell, centre, SYSTEM)
  for (const noun of new Set(claimed.map((j) => j.noun))) {
    const ids = claimed.filter((j) => j.noun === noun).map((j) => j.stream)
    await work.prefetch(noun as Noun, [...new Set(ids)])
  }
  const jobs = await stillOwed(shell, centre, claimed)
  if (!jobs.length) return
  const told: [JobRow, string | undefined][] = []
  for (const job of jobs) told.push([job, (await work.runJob(job))?.code])
  await work.commit()
  for (const [{ key, cause, noun, command }, code] of told)
    log?.info({ job: key, cause, command: `${noun}.${command}`, code }, code ? 'follow-up had nothing to do' : 'follow-up done')
}

/**
 * A process that stood still for longer than its lease finds that another did the work. Asked after the streams were read: whoever ends a
 * job from here on also moves the stream that this one decides on, and the write is refused.
 */
async function stillOwed({ pool }: Shell, centre: string, claimed: JobRow[]): Promise<JobRow[]> {
  const { rows } = await pool.query<{ key: string }>({
    name: 'still_owed',
    text: 'select key from job where centre_id = $1 and key = any($2::text[])',
    values: [centre, claimed.map(({ key }) => key)],
  })
  const owed = new Set(rows.map(({ key }) => key))
  return claimed.filter(({ key }) => owed.has(key))
}

/** A failing job is set apart and tried again later: 1 s, 2 s, 4 s … at most an hour. */
async function alone(shell: Shell, centre: string, job: JobRow & { attempts: number }, log?: Log): Promise<void> {
  try {
    await decidedAgain(() => together(shell, centre, [job], log))
  } catch (error) {
    log?.error({ job: job.key, cause: job.cause, err: error }, 'job failed')
    await shell.pool.query('update job set lease_until = null, due_at = $3, last_error = $4 where centre_id = $1 and key = $2', [
      centre,
      job.key,
      ts(shell.clock.now() + waitAfter(job.attempts)),
      String(error).slice(0, 500),
    ])
  }
}

/** Another process was at the same thing: no failure of the job, which is decided again on what is true now. */
async function decidedAgain(work: () => Promise<void>, tries = TRIES): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RevisionMoved) || tries <= 1) throw error
    await decidedAgain(work, tries - 1)
  }
}

/**
 * The machine's clock was set back: what was to be done at once is done at once all the same, not when the clock has caught up. Timers
 * stand by their hour. Looked at when a worker starts and when it sees the clock jump.
 */
export async function hastenFollowUps({ pool, clock }: Pick<Shell, 'pool' | 'clock'>): Promise<void> {
  await pool.query('update job set due_at = $1 where owner is null and attempts = 0 and due_at > $1', [ts(clock.now())])
}

/** Until nothing is due any more. For tests and the CLI; the server's worker does the same in the background. */
export async function settleJobs(shell: Shell, log?: Log): Promise<number> {
  let total = 0
  for (let n = await runDueJobs(shell, log); n > 0; n = await runDueJobs(shell, log)) total += n
  return total
}

/**
 * A background worker: wakes early when told, otherwise looks at least once a second. Behind time it has several rounds under way, so
 * that one is decided while another is written. `stop` waits for what is under way.
 */
export function startWorker(shell: Shell, log: Log, round = runDueJobs): { wake: () => void; stop: () => Promise<void> } {
  let running = true
  let ring = () => {}
  let rung = false
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  let latest = 0
  const once = (): Promise<number> =>
    hastened()
      .then(() => round(shell, log))
      .catch((error: unknown) => {
        log.error({ err: error }, 'worker round failed')
        return 0
      })
  const hastened = async () => {
    const now = shell.clock.now()
    if (latest === 0 || now < latest - STEP) await hastenFollowUps(shell)
    latest = now
  }
  const loop = (async () => {
    let behind = false
    while (running) {
      rung = false
      const done: number[] = await Promise.all(Array.from({ length: behind ? LANES : 1 }, once))
      behind = done.some((n) => n >= BATCH)
      if (done.every((n) => n === 0) && running && !rung) await pause()
    }
  })()
  const wake = () => {
    rung = true
    ring()
  }
  return {
    wake,
    stop: async () => {
      running = false
      wake()
      await loop
    },
  }
}
