/** The reference in the same run: bare transactions on the same database, with the statements and about the bytes of one command. */
import pg from 'pg'
import { databaseOf, type ServerProcess } from '../server/test/process.ts'

/** What one lifecycle costs the database: reading and writing transactions, and bytes written ahead. */
export interface Cost {
  reads: number
  writes: number
  walBytes: number
}

/** Counts from now on; `per` answers the cost of each of `n` things done since. */
export async function costOf(server: ServerProcess): Promise<{ per(n: number): Promise<Cost> }> {
  const before = await countersOf(server)
  return {
    per: async (n) => {
      const after = await countersOf(server)
      const writes = after.writes - before.writes
      return {
        reads: Math.round((after.all - before.all - writes) / n),
        writes: Math.round(writes / n),
        walBytes: Math.round((after.wal - before.wal) / n),
      }
    },
  }
}

async function countersOf(server: ServerProcess) {
  const client = new pg.Client({ connectionString: databaseOf(server) })
  await client.connect()
  // Sessions hand in their counts at most once a second.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const { rows } = await client.query<{ writes: number; all: number; wal: number }>(
    `select pg_current_xact_id()::text::float8 as writes, xact_commit::float8 as all, (pg_current_wal_lsn() - '0/0')::float8 as wal
      from pg_stat_database where datname = current_database()`,
  )
  await client.end()
  return rows[0] ?? { writes: 0, all: 0, wal: 0 }
}

/** The same number of statements and bytes as bare transactions on the same database, by as many clients: how many such things a second. */
export async function rawReference(server: ServerProcess, cost: Cost, seconds: number, clients: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseOf(server), max: clients })
  await pool.query('create table raw_row (id bigserial primary key, body text); alter table raw_row alter column body set storage external')
  const body = 'x'.repeat(Math.max(1, Math.round(cost.walBytes / Math.max(1, cost.writes))))
  let written = 0
  let done = 0
  const until = performance.now() + seconds * 1000
  const one = async () => {
    for (let i = 0; i < cost.reads; i++)
      await pool.query({ name: 'raw read', text: 'select body from raw_row where id = $1', values: [1 + (written % 1000)] })
    for (let i = 0; i < cost.writes; i++) {
      await pool.query({ name: 'raw write', text: 'insert into raw_row (body) values ($1)', values: [body] })
      written++
    }
  }
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await one()
        done++
      }
    }),
  )
  await pool.query('drop table raw_row')
  await pool.end()
  return done / seconds
}
