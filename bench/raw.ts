/** The reference in the same run: bare transactions on the same database, with the statements and about the bytes of one command. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { ServerUnderTest } from './server.ts'

/** The address of the embedded database of a server under test. */
export function databaseOf(server: ServerUnderTest): string {
  const { port } = JSON.parse(readFileSync(path.join(server.data, 'postgres.json'), 'utf8')) as { port: number }
  const password = readFileSync(path.join(server.data, 'postgres/huying.password'), 'utf8').trim()
  return `postgres://huying:${encodeURIComponent(password)}@127.0.0.1:${port}/huying`
}

/** Transactions per second: read one row by key, then insert a row, two events, a text and a delta of typical size. */
export async function rawReference(server: ServerUnderTest, seconds: number, clients: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseOf(server), max: clients })
  await pool.query(
    'create table if not exists raw_row (id bigserial primary key, body jsonb); create table if not exists raw_event (id bigserial primary key, row_id bigint, body jsonb)',
  )
  const body = JSON.stringify({ state: 'x'.repeat(2500) })
  const event = JSON.stringify({ event: 'x'.repeat(600) })
  let done = 0
  const until = performance.now() + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await pool.query({ name: 'raw read', text: 'select body from raw_row where id = $1', values: [done] })
        await pool.query({
          name: 'raw write',
          text: `with r as (insert into raw_row (body) values ($1) returning id), e as (insert into raw_event (row_id, body) select id, $2::jsonb from r, generate_series(1, 4)) select id from r`,
          values: [body, event],
        })
        done++
      }
    }),
  )
  await pool.query('drop table raw_row, raw_event')
  await pool.end()
  return Math.round(done / seconds)
}
