/**
 * The month's bulletin and the rows behind three of its figures, over HTTP, as the analyst asks for them; beside them the same counts by
 * plain SQL over the rows of the month, without rollups, in the same database.
 */
import pg from 'pg'
import { Client } from '../server/test/client.ts'
import { databaseOf, type ServerProcess } from '../server/test/process.ts'
import type { Filled } from './fill.ts'
import { quantile } from './quantile.ts'

const TIMES = 30
const BEHIND = [
  ['not in time', 'rate=onTime&part=rest'],
  ['not satisfied', 'rate=satisfied&part=rest'],
  ['accepted as consultation', 'figure=accepted&dimension=type&key=consult'],
] as const

export async function bulletin(server: ServerProcess, { month, rows }: Filled) {
  const analyst = await new Client(server.url).login('demo.analyst')
  const asked = (path: string) =>
    timesOf(async () => {
      const { status, body } = await analyst.get(`/api/bulletin/${path}`)
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    })
  const whole = await asked(month)
  const units = await asked(`${month}/units`)
  const behind: Record<string, Times> = {}
  for (const [name, query] of BEHIND) behind[name] = await asked(`${month}/rows?${query}`)
  return { bench: 'bulletin', rows, month, bulletin: whole, units, behind, withoutRollups: await plainly(server, month) }
}

interface Times {
  p50: number
  p95: number
}

async function timesOf(once: () => Promise<unknown>): Promise<Times> {
  await once()
  const times: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const from = performance.now()
    await once()
    times.push(performance.now() - from)
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

/** What a bulletin counts, row by row. */
const PLAIN = [
  `select type, channel, category, count(*), count(*) filter (where order_id is not null) from service_request
   where accepted_at >= $1::timestamptz and accepted_at < $1::timestamptz + interval '1 month' group by grouping sets ((type), (channel), (category), ())`,
  `select lead_unit, count(*), count(*) filter (where closed_at is not null), count(*) filter (where closed_at <= due_at) from work_order
   where accepted_at >= $1::timestamptz and accepted_at < $1::timestamptz + interval '1 month' group by rollup (lead_unit)`,
]

async function plainly(server: ServerProcess, month: string): Promise<Times> {
  const db = new pg.Client({ connectionString: databaseOf(server) })
  await db.connect()
  try {
    return await timesOf(async () => {
      for (const sql of PLAIN) await db.query(sql, [`${month}-01T00:00:00+08:00`])
    })
  } finally {
    await db.end()
  }
}
