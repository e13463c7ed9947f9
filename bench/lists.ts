/**
 * Every list as the person whose list it is asks for it, at N stored orders: first page and 50th (or the last, where there are fewer), over
 * HTTP; beside them as many rows by primary key. Afterwards each is asked once more with its plans written down (plans.ts).
 */
import pg from 'pg'
import { Client, type Reply } from '../server/test/client.ts'
import { databaseOf, type ServerProcess } from '../server/test/process.ts'
import type { Filled } from './fill.ts'
import { type ListRoute, listRoutes, type Sought } from './list_routes.ts'
import { watchPlans } from './plans.ts'
import { quantile } from './quantile.ts'

const TIMES = 20
const DEEP = 50
/** A list that is far too slow is asked less often. */
const PATIENCE_MS = 6000

interface Answer {
  rows?: unknown[]
  next?: string
}
interface Timed {
  name: string
  p50: number
  p95: number
  /** The page that `deep` are the times of. */
  page?: number
  deepP50?: number
  deepP95?: number
}

export async function lists(server: ServerProcess, { month, rows }: Filled, only = '') {
  const url = databaseOf(server)
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    const sought = await soughtIn(db, server, month)
    const routes = listRoutes(sought).filter(({ name }) => new RegExp(only).test(name))
    const people = await signIn(server, routes)
    const byKey = await primaryKey(db)
    const timed: Timed[] = []
    for (const route of routes) {
      const one = await timeOf(people, route)
      timed.push(one)
      console.log([one.name.padEnd(44), one.p50, one.p95, ...(one.page ? [`page ${one.page}`, one.deepP50, one.deepP95] : [])].join('\t'))
    }
    const plans = await watchPlans(db, server, routes, (route) => ask(people, route))
    for (const { list, table, statement } of plans) console.log(`scans ${table}: ${list}: ${statement}`)
    const worst = (t: Timed) => Math.max(t.p95, t.deepP95 ?? 0)
    const slow = timed.filter((t) => worst(t) > 100).map((t) => ({ name: t.name, p95: worst(t) }))
    return {
      ...{ bench: 'lists', rows, lists: timed.length, byKey },
      p95: quantile(timed.map(worst), 0.95),
      slowest: timed.toSorted((a, b) => worst(b) - worst(a))[0],
      slow,
      scans: plans.map(({ list, table }) => ({ list, table })),
    }
  } finally {
    await db.end()
  }
}

type People = ReadonlyMap<string, Client>

async function signIn({ url }: ServerProcess, routes: ListRoute[]): Promise<People> {
  const people = new Map<string, Client>()
  for (const who of new Set(routes.map((r) => r.who))) people.set(who, await new Client(url).login(`demo.${who}`))
  return people
}

async function ask(people: People, { who, path, body }: ListRoute, after?: string): Promise<Reply<Answer>> {
  const client = people.get(who)
  if (!client) throw new Error(`nobody signed in as ${who}`)
  const asked = after ? `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}` : path
  const answer = body ? await client.post<Answer>(asked, body) : await client.get<Answer>(asked)
  if (answer.status !== 200) throw new Error(`${who} ${asked}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

async function timeOf(people: People, route: ListRoute): Promise<Timed> {
  const first = await timesOf(() => ask(people, route))
  const { page, after } = await walkTo(people, route)
  if (!after) return { name: route.name, ...first }
  const deep = await timesOf(() => ask(people, route, after))
  return { name: route.name, ...first, page, deepP50: deep.p50, deepP95: deep.p95 }
}

async function timesOf(call: () => Promise<Reply<Answer>>): Promise<{ p50: number; p95: number }> {
  await call()
  const times: number[] = []
  const until = performance.now() + PATIENCE_MS
  while (times.length < TIMES && (times.length < 3 || performance.now() < until)) times.push((await call()).ms)
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

/** The cursor that leads to the 50th page, or to the last one. */
async function walkTo(people: People, route: ListRoute): Promise<{ page: number; after?: string }> {
  let after: string | undefined
  let page = 1
  const until = performance.now() + PATIENCE_MS
  while (page < DEEP && performance.now() < until) {
    const { rows, next } = (await ask(people, route, after)).body ?? {}
    if (!rows || !next) break
    after = next
    page++
  }
  return { page, after }
}

/** A page's rows by their keys: what no list can be faster than. */
async function primaryKey(db: pg.Client): Promise<{ p50: number; p95: number }> {
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const { rows } = await db.query<{ centre_id: string; ids: string[] }>(
      'select centre_id, array_agg(id) as ids from (select centre_id, id from work_order tablesample system (1) order by random() limit 51) x group by 1',
    )
    const from = performance.now()
    await db.query('select * from work_order where centre_id = $1 and id = any($2::uuid[])', [rows[0]?.centre_id, rows[0]?.ids])
    times.push(performance.now() - from)
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

/** A recent order of a usual kind, and the number of its caller as its agent sees it. */
async function soughtIn(db: pg.Client, { url }: ServerProcess, month: string): Promise<Sought> {
  const { rows } = await db.query<Omit<Sought, 'month' | 'past' | 'phone'> & { request: string; oldest: string }>(
    `select t.number, t.lead_unit as unit, t.category, left(t.region, 6) as region, r.id as request,
       (select to_char(min(accepted_at) + (max(accepted_at) - min(accepted_at)) / 2, 'YYYY-MM') from work_order) as oldest
     from work_order t join service_request r on r.centre_id = t.centre_id and r.order_id = t.id
     where t.stage = 'closed' and not t.confidential and not r.confidential and t.region is not null and r.call_digest is not null
     order by t.accepted_at desc limit 1`,
  )
  const [found] = rows
  if (!found) throw new Error('nothing is stored')
  const { request, oldest, ...sought } = found
  const agent = await new Client(url).login('demo.agent')
  const shown = await agent.post<{ callNumber: string }>(`/api/requests/${request}/reveal`, { why: '核对来电人的诉求' })
  return { ...sought, month, past: oldest, phone: shown.body.callNumber }
}
