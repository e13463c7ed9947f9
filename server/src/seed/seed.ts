/**
 * `huying seed`: fills an empty centre with years of orders, for demonstrations, measurements and drills. Every order lives through the
 * core (packages/simulate/lives.ts) and is copied as a command would have written it; several processes share the days. What no
 * constraint needs is indexed afterwards. A run that was broken off goes on where it stopped.
 */
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { DAY, dayOf, formatDay, plus } from '@huying/core/calendar'
import type { Actor } from '@huying/core/kernel'
import type pg from 'pg'
import { demoColleagues } from '../account/demo.ts'
import { transaction, ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { readTextFrames } from '../simulate/seed.ts'
import { type Part, type Plan, seedDays } from './days.ts'

/**
 * Disk, measured (docs/benchmarks.md): one order with all that belongs to it and its indexes; its daily sums, which many orders of a day
 * share, and the most that a day's sums take.
 */
const ORDER_BYTES = 31_000
const SUMS_BYTES = 25_000
const DAY_BYTES = 12_000_000
const YEAR = 365 * DAY

export interface SeedOptions {
  centre: string
  orders: number
  years: number
  seed: number
  /** Folder of the program: the sentences that people say. */
  home: string
  say: (line: string) => void
  /** Plays one part in a process of its own. Absent: all of it is played here. */
  beside?: (part: Part) => Promise<unknown>
  processes: number
}

export interface Filled {
  orders: number
  seconds: number
  ordersPerSecond: number
}

/** What stands in the way, in words; else what was done. */
export async function seedOrders(shell: Shell, options: SeedOptions): Promise<Filled | { refused: string }> {
  const { pool } = shell
  const { centre, say } = options
  const begun = await planOf(shell, options)
  if ('refused' in begun) return begun
  const { plan, resumed } = begun
  if (resumed) say('上次填充没有完成，接着填充……')
  const started = performance.now()
  const before = await countOf(pool, centre)
  await putAside(pool, centre)
  const reporting = reportOn(pool, centre, plan, say)
  await inParts(shell, options).finally(() => clearInterval(reporting))
  const seconds = (performance.now() - started) / 1000
  const orders = plan.orders - before
  say(`已写入 ${orders} 件工单，用时 ${Math.round(seconds)} 秒，每秒 ${Math.round(orders / seconds)} 件；正在建立索引……`)
  await putBack(pool, centre, say)
  await end(shell, centre)
  await pool.query('vacuum (analyze)')
  return { orders, seconds: Math.round(seconds), ordersPerSecond: Math.round(orders / seconds) }
}

/** Whoever acted is on the staff, and the filling is over. */
async function end({ pool, packs, clock }: Shell, centre: string) {
  const { policy } = await packs.current(centre)
  await transaction(pool, async (db) => {
    const { rows } = await db.query<{ staff: Record<string, Actor> }>(
      'update seeding set ended_at = $2 where centre_id = $1 and ended_at is null returning staff',
      [centre, ts(clock.now())],
    )
    await demoColleagues(db, centre, policy, Object.values(rows[0]?.staff ?? {}), clock.now())
  })
}

/** One part of a filling that another process began. */
export async function seedPart(shell: Shell, { centre, home, part }: Pick<SeedOptions, 'centre' | 'home'> & { part: Part }): Promise<void> {
  const plan = await storedPlan(shell.pool, centre)
  if (!plan) throw new Error(`中心 ${centre} 没有正在进行的填充`)
  return seedDays(shell, centre, await readTextFrames(path.join(home, 'packages/simulate/texts')), plan, part, () => undefined)
}

async function inParts(shell: Shell, { centre, home, beside, processes }: SeedOptions): Promise<void> {
  if (!beside) return seedPart(shell, { centre, home, part: { no: 0, of: 1 } })
  const parts = await Promise.allSettled(Array.from({ length: processes }, (_, no) => beside({ no, of: processes })))
  // Not before the others are done too: what goes on meanwhile would meet whoever runs it again.
  for (const part of parts) if (part.status === 'rejected') throw part.reason
}

async function storedPlan(pool: Shell['pool'], centre: string): Promise<Plan | undefined> {
  const { rows } = await pool.query<{ plan: Plan }>('select plan from seeding where centre_id = $1 and ended_at is null', [centre])
  return rows[0]?.plan
}

async function planOf(
  shell: Shell,
  { centre, orders, years, seed }: SeedOptions,
): Promise<{ plan: Plan; resumed: boolean } | { refused: string }> {
  const { pool } = shell
  const stored = await storedPlan(pool, centre)
  if (stored) {
    const same = stored.orders === orders && stored.seed === seed
    return same
      ? { plan: stored, resumed: true }
      : {
          refused: `上次按 ${stored.orders} 件、种子 ${stored.seed} 填充没有完成：请用同样的 --orders ${stored.orders} --seed ${stored.seed} 接着填充，或换一个空的数据库`,
        }
  }
  const lacking = await lackingDisk(pool, orders, years)
  if (lacking) return { refused: lacking }
  const to = shell.clock.now()
  const plan = { orders, from: plus(to, -Math.round(years * YEAR)), to, seed }
  await pool.query('insert into seeding (centre_id, plan, started_at) values ($1, $2, $3)', [centre, JSON.stringify(plan), ts(to)])
  return { plan, resumed: false }
}

/** Where the database's folder is on this machine, there must be room for what is coming and a fifth more. */
async function lackingDisk(pool: Shell['pool'], orders: number, years: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ folder: string }>(`select setting as folder from pg_settings where name = 'data_directory'`)
  const folder = rows[0]?.folder
  const disk = folder ? await statfs(folder).catch(() => undefined) : undefined
  if (!disk) return undefined
  const [free, needed] = [disk.bavail * disk.bsize, bytesOf(orders, years) * 1.2]
  return free >= needed ? undefined : `磁盘空间不足：${orders} 件工单约需 ${gigabytes(needed)}，数据目录所在磁盘只剩 ${gigabytes(free)}`
}
const bytesOf = (orders: number, years: number) => orders * ORDER_BYTES + Math.min(orders * SUMS_BYTES, years * 365 * DAY_BYTES)
const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`

const FILLED = ['contact', 'service_request', 'work_order', 'assignment', 'visit', 'task', 'event', 'text_value', 'rollup', 'audit']

/** Drops the indexes that no constraint needs, and keeps how they are made. Where another centre works in the same tables, they stay. */
async function putAside(pool: Shell['pool'], centre: string) {
  const { rows: others } = await pool.query('select 1 from work_order where centre_id <> $1 limit 1', [centre])
  if (others.length) return
  const { rows } = await pool.query<{ name: string; text: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as text from pg_index i
     where i.indrelid = any($1::regclass[]) and not i.indisunique and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [FILLED],
  )
  if (!rows.length) return
  await pool.query('update seeding set indexes = indexes || $2::text[] where centre_id = $1', [centre, rows.map((r) => r.text)])
  for (const { name } of rows) await pool.query(`drop index ${name}`)
}

async function putBack(pool: Shell['pool'], centre: string, say: (line: string) => void) {
  const { rows } = await pool.query<{ indexes: string[] }>('select indexes from seeding where centre_id = $1', [centre])
  const indexes = [...new Set(rows[0]?.indexes)]
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'`)
    for (const [i, text] of indexes.entries()) {
      await client.query(text.replace('CREATE INDEX ', 'CREATE INDEX IF NOT EXISTS '))
      if (i % 10 === 9) say(`已建立索引 ${i + 1}/${indexes.length}`)
    }
    await client.query(`update seeding set indexes = '{}' where centre_id = $1`, [centre])
  } finally {
    client.release(true)
  }
}

const countOf = async (pool: Pick<pg.Pool, 'query'>, centre: string) => {
  const { rows } = await pool.query<{ n: number }>('select coalesce(sum(orders), 0)::int as n from seeded_day where centre_id = $1', [
    centre,
  ])
  return rows[0]?.n ?? 0
}

const EVERY = 10_000

function reportOn(pool: Shell['pool'], centre: string, { orders, from, to }: Plan, say: (line: string) => void) {
  say(`填充 ${formatDay(dayOf(from))} 至 ${formatDay(dayOf(to))} 的 ${orders} 件工单`)
  return setInterval(() => {
    void countOf(pool, centre).then((n) => say(`已写入 ${n}/${orders} 件`))
  }, EVERY)
}
