/**
 * A data folder with a centre of N stored orders: four weeks played through the core, then copied backwards (copies.ts). Kept under
 * .cache, so that the next run begins at once; a folder that was not finished is made anew. Only the filling gives up durability: the
 * server that is measured on the folder runs with its default settings.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dayOf, plusDays, startOf } from '@huying/core/calendar'
import type pg from 'pg'
import { demoPeople } from '../server/src/account/demo.ts'
import { publishCity } from '../server/src/cli/city.ts'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { migrate, openPool, type Pool } from '../server/src/db.ts'
import { foldAll } from '../server/src/figures/fold.ts'
import { readTextFrames, seedMonth } from '../server/src/simulate/seed.ts'
import { copyMonths, SPAN_DAYS } from './copies.ts'
import { BENCH_KEY, benchShell } from './shell.ts'

const ROOT = path.join(import.meta.dirname, '..')
/** Calls a day: a city whose largest county has some hundred orders open. */
const PER_DAY = 800
const COUNTED = ['work_order', 'service_request', 'assignment', 'event', 'visit', 'contact'] as const

export interface Filled {
  data: string
  /** The month in which most was played, as 2024-11. */
  month: string
  rows: Record<(typeof COUNTED)[number], number>
}

export async function filled(stored: number): Promise<Filled> {
  const data = path.join(ROOT, `.cache/filled-${stored}`)
  const mark = path.join(data, 'filled.json')
  if (!existsSync(mark)) {
    rmSync(data, { recursive: true, force: true })
    mkdirSync(data, { recursive: true })
    writeFileSync(path.join(data, 'huying.key'), BENCH_KEY, { mode: 0o600 })
    writeFileSync(mark, JSON.stringify(await fill(data, stored)))
  }
  return { data, ...(JSON.parse(readFileSync(mark, 'utf8')) as Omit<Filled, 'data'>) }
}

async function fill(data: string, stored: number): Promise<Omit<Filled, 'data'>> {
  const database = await startEmbedded({ root: data, small: true, fsync: false })
  const pool = openPool(database.url, 4)
  try {
    const from = await playMonth(pool)
    say('played four weeks')
    const client = await pool.connect()
    try {
      await quick(client)
      const indexes = await withoutIndexes(client)
      await copyMonths(client, stored, say)
      await looks(client)
      for (const { name, text } of indexes) {
        await client.query(text)
        say(`indexed ${name}`)
      }
      for (const name of HURRY) await client.query(`alter system reset ${name}`)
      await client.query('vacuum (analyze)')
      await client.query('checkpoint')
    } finally {
      client.release()
    }
    return { month: monthOf(from), rows: await counted(pool) }
  } finally {
    await pool.end()
    await database.stop()
  }
}

const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7)

/** Four weeks to now; what happened then is on record as of then. Answers a moment in the middle of them. */
async function playMonth(pool: Pool): Promise<number> {
  await migrate(pool, path.join(ROOT, 'server/migrations'))
  const shell = benchShell(pool, 0)
  const { centre } = await publishCity(shell, path.join(ROOT, 'cities'), 'xiangtan', 'bench')
  await demoPeople(shell, centre)
  const now = shell.clock.now()
  const texts = await readTextFrames(path.join(ROOT, 'packages/simulate/texts'))
  const from = startOf(plusDays(dayOf(now), 1 - SPAN_DAYS))
  await seedMonth(shell, centre, texts, { from, to: now, perDay: PER_DAY, seed: 1 })
  await pool.query('update event set recorded_at = at')
  await foldAll(pool, centre)
  return (from + now) / 2
}

const HURRY = ['full_page_writes', 'autovacuum'] as const

async function quick(client: pg.ClientBase) {
  for (const name of HURRY) await client.query(`alter system set ${name} = off`)
  await client.query('select pg_reload_conf()')
  await client.query(
    `set synchronous_commit = off; set work_mem = '64MB'; set maintenance_work_mem = '1GB'; set session_replication_role = replica`,
  )
}

/** Takes away what no constraint needs; answers how to make it again. */
async function withoutIndexes(client: pg.ClientBase): Promise<{ name: string; text: string }[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as text from pg_index i
     where i.indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [[...COUNTED, 'task', 'audit']],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows
}

/** 审计记录: each unit's look at a number before it called, and that person's sign-in of the day. */
const looks = (client: pg.ClientBase) =>
  client.query(
    `insert into audit (centre_id, audit_id, at, actor, post, kind, object, detail)
     select a.centre_id, gen_random_uuid(), a.contacted_at, coalesce(a.handler, ''), 'liaison', x.kind, case when x.kind = 'reveal' then a.order_id::text end, '{}'
     from assignment a cross join (values ('login'), ('reveal')) x(kind) where a.contacted_at is not null order by a.contacted_at`,
  )

async function counted(pool: Pool): Promise<Filled['rows']> {
  const counts = COUNTED.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  const { rows } = await pool.query<Filled['rows']>(`select ${counts.join(', ')}`)
  if (!rows[0]) throw new Error('a count answers one row')
  return rows[0]
}
