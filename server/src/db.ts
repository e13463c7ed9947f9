/** The database: a pool that reads numbers as numbers and times as instants, and migrations that run at boot. */
import { readdir, readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { unavailable } from './operation/unavailable.ts'

export type Pool = pg.Pool
/** Anything that runs a query: the pool, or a client inside a transaction. */
export type Db = Pick<pg.Pool, 'query'>

pg.types.setTypeParser(20, (text) => Number(text))
pg.types.setTypeParser(1184, (text) => new Date(text).getTime())

/** `socket` makes the connections, where somebody wants to cut them (operation/link.ts). */
export function openPool(url: string, max = 20, socket?: () => Socket): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options: '-c timezone=UTC',
    application_name: `huying ${process.pid}`,
    stream: socket,
  })
  // A connection that the database closed is replaced at its next use; without listeners it would end the process: the pool's own is off
  // while the connection is lent to a transaction.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Milliseconds to what the driver sends as timestamptz. */
export const ts = (ms: number | undefined | null) => (ms === undefined || ms === null ? null : new Date(ms).toISOString())

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isUuid = (id: string) => UUID.test(id)
/** An id from outside for a uuid column, so that its index serves; what is no id fits no row. */
export const uuidOf = (id: string) => (isUuid(id) ? id : null)

/** One transaction; rolled back when `work` throws. */
export async function transaction<T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    broken = unavailable(error) === 'database'
    if (!broken) await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release(broken)
  }
}

export const migrationFiles = async (folder: string) => (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort()

/**
 * Brings the schema to this program's version: numbered files, each once, in one transaction with its record. Two processes that
 * start together wait for each other on an advisory lock. Refuses to run under a schema newer than the program.
 */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  return transaction(pool, async (db) => {
    await db.query('select pg_advisory_xact_lock(12345)')
    return applyMigrations(db, folder)
  })
}

/** What is not done yet of the folder, or of `only` these files of it; inside the caller's transaction. */
export async function applyMigrations(db: Db, folder: string, only?: readonly string[]): Promise<string[]> {
  const files = await migrationFiles(folder)
  await db.query('create table if not exists migration (name text primary key, at timestamptz not null default now())')
  const { rows } = await db.query<{ name: string }>('select name from migration')
  const done = new Set(rows.map((r) => r.name))
  const unknown = [...done].filter((name) => !files.includes(name))
  if (unknown.length) throw new Error(`数据库版本比程序新（${unknown.join('、')}），请升级程序后再启动`)
  const todo = files.filter((f) => !done.has(f) && (only === undefined || only.includes(f)))
  for (const file of todo) {
    await db.query(await readFile(path.join(folder, file), 'utf8'))
    await db.query('insert into migration (name) values ($1)', [file])
  }
  return todo
}
