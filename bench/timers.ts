/**
 * Deadlines that fall due within one minute, done by two worker processes of which one is killed half-way. Each order is written by the
 * core with its own limit; the workers' clock runs ahead so that the first deadline is a few seconds away.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { HOUR, instantOf, MINUTE, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { ServiceRequest } from '@huying/core/request/state'
import { Engine, type Ground } from '@huying/simulate/engine'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { migrate, openPool, type Pool } from '../server/src/db.ts'
import { readPack } from '../server/src/pack/folder.ts'
import { seedPlayed } from '../server/src/simulate/seed.ts'
import { newData } from '../server/test/process.ts'
import { matter } from '../server/test/matter.ts'
import { quantile } from './quantile.ts'
import { benchShell } from './shell.ts'

const ROOT = path.join(import.meta.dirname, '..')
const SENT = instantOf('2024-11-04T09:00')
const FIRST_DUE = plus(SENT, HOUR)
/** Only these deadlines: one for each order. */
const ONLY = '%:close:over'

export async function timers(count: number) {
  const data = newData()
  const database = await startEmbedded({ root: data })
  const pool = openPool(database.url, 4)
  try {
    const centre = await seed(pool, count)
    const offset = FIRST_DUE - 3000 - Date.now()
    const workers = [1, 2].map(() => worker(database.url, offset))
    await done(pool, count / 2)
    workers[0]?.kill('SIGKILL')
    // What the killed one had taken comes back when its lease of a minute is over.
    await done(pool, count)
    workers[1]?.kill('SIGTERM')
    return { bench: 'timers', deadlines: count, ...(await result(pool, centre)) }
  } finally {
    await pool.end()
    await database.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function seed(pool: Pool, count: number): Promise<string> {
  await migrate(pool, path.join(ROOT, 'server/migrations'))
  const read = await readPack(path.join(ROOT, 'cities'), 'xiangtan')
  if (!read.ok) throw new Error('the pack does not read')
  const shell = benchShell(pool, 0)
  const { code } = read.pack.city
  await shell.packs.publish(code, read.pack, 'bench', SENT)
  await seedPlayed(shell, code, (ground) => sentWithinAMinute(ground, count))
  await pool.query('delete from job where key not like $1', [ONLY])
  return code
}

/** Orders dispatched one after another over a minute, each with an hour to finish. */
function sentWithinAMinute(ground: Ground, count: number): Engine {
  const engine = new Engine(ground, SENT)
  const { centreUnit } = ground.policy.pack.city
  const person = (post: string): Actor => ({ user: post, post, unit: centreUnit, name: post })
  const unit = ground.policy.pack.units.find((u) => u.kind === 'bureau')?.code ?? ''
  for (let i = 0; i < count; i++) {
    engine.now = plus(SENT, Math.floor((i * MINUTE) / count))
    const registered = engine.perform(person('agent'), 'request', 'register', undefined, matter(i))
    const order = registered.ok ? (registered.state as ServiceRequest).links[0]?.order : undefined
    const limit = { amount: 60, unit: 'minute' }
    const sent = order && engine.perform(person('dispatcher'), 'order', 'dispatch', order, { lead: { unit, limit } })
    if (!sent || !sent.ok) throw new Error(`not dispatched: ${JSON.stringify(sent ?? registered)}`)
  }
  return engine
}

const worker = (url: string, offset: number): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'timers_worker.ts')], {
    env: { ...process.env, DATABASE_URL: url, CLOCK_OFFSET: String(offset) },
    stdio: 'inherit',
  })

/** Until so many of the deadlines have been spoken of. */
async function done(pool: Pool, count: number) {
  for (;;) {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from event where type = 'alarmed'`)
    if ((rows[0]?.n ?? 0) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function result(pool: Pool, centre: string) {
  const { rows } = await pool.query<{ n: number; late: number }>(
    `select count(*)::int as n, min(extract(epoch from recorded_at) * 1000 - (body->>'due')::float8) as late
      from event where centre_id = $1 and type = 'alarmed' group by stream`,
    [centre],
  )
  const late = rows.map((r) => r.late)
  return {
    orders: rows.length,
    twice: rows.filter((r) => r.n > 1).length,
    p50: quantile(late, 0.5),
    p99: quantile(late, 0.99),
    worst: quantile(late, 1) as Instant,
  }
}
