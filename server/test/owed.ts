/** Follow-ups that fall due while things break: each must be done, and once. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Pool } from '../src/db.ts'

interface Centre {
  pool(): Pool
}

/** Over the orders there are, one falling due every second from now on; answers what each leaves in the journal. */
export async function owe(centre: Centre, count: number): Promise<string[]> {
  const marks = Array.from({ length: count }, () => randomUUID() as string)
  const pool = centre.pool()
  try {
    await pool.query(
      `with orders as (select centre_id, id, row_number() over (order by id) - 1 as n, count(*) over () as many from work_order)
       insert into job (centre_id, key, noun, stream, command, input, due_at)
       select o.centre_id, 'owed:' || m.mark, 'order', o.id, 'hear', jsonb_build_object('kind', 'urged', 'request', m.mark), now() + m.n * interval '1 second'
       from unnest($1::text[]) with ordinality as m (mark, n) join orders o on o.n = m.n % o.many`,
      [marks],
    )
  } finally {
    await pool.end()
  }
  return marks
}

export async function allTimersDoneOnce(centre: Centre, marks: readonly string[]) {
  const pool = centre.pool()
  try {
    const { rows: left } = await pool.query(`select key, attempts, last_error from job where key like 'owed:%' and due_at < now()`)
    expect(left).toEqual([])
    const { rows } = await pool.query<{ mark: string; times: number }>(
      `select body->>'request' as mark, count(*)::int as times from event where type = 'heard' and body->>'request' = any($1) group by 1`,
      [marks],
    )
    const { rows: later } = await pool.query<{ n: number }>(`select count(*)::int as n from job where key like 'owed:%'`)
    expect(rows.filter(({ times }) => times !== 1)).toEqual([])
    expect(rows.length).toBe(marks.length - (later[0]?.n ?? 0))
    expect(rows.length).toBeGreaterThan(marks.length / 4)
  } finally {
    await pool.end()
  }
}
