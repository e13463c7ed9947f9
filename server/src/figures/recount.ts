/**
 * 重算: what the rows of some days add up to, held against the daily sums. Both are read in one snapshot while people go on working; with
 * `write` the sums are put right in it too. A delta that is not folded yet stays where it is: the sums are what the rows say without it.
 */
import type { Contribution } from '@huying/core/kernel'
import { contactContribution, namesOf, orderContribution, requestContribution } from '@huying/core/measure/contribution'
import type { Counted } from '@huying/core/measure/figures'
import type { Db, Pool } from '../db.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { COUNTED_AT } from '../request/counted.ts'
import { CLOSED_AT, SEVERAL } from './rows.ts'
import { FOLDING } from './store.ts'

/** A daily sum that is not what the rows say. */
export interface Difference {
  /** `day|dimension|key|figure`. */
  name: string
  /** Sums and deltas. */
  stood: number
  /** Rows. */
  counted: number
}

export interface Recounted {
  /** Rows that were opened. */
  rows: number
  /** Daily sums that were compared. */
  sums: number
  differences: Difference[]
  /** Rows whose column of figures was put right. */
  renamed: number
}

interface Source {
  noun: Counted
  table: string
  figures: boolean
  where: string
  contribution(state: never): Contribution
}

const within = (column: string) => `(${column} >= $2::timestamptz and ${column} < $3::timestamptz)`
const SOURCES: readonly Source[] = [
  { noun: 'contact', table: 'contact', figures: false, where: within('t.started_at'), contribution: contactContribution },
  { noun: 'request', table: 'service_request', figures: true, where: within(COUNTED_AT), contribution: requestContribution },
  {
    noun: 'order',
    table: 'work_order',
    figures: true,
    // As rows.ts finds them: by acceptance, by the day they were due or closed, and those that count on another of their requests' days.
    where: `(${within('t.accepted_at')} or ${within(CLOSED_AT)} or (${SEVERAL} and t.accepted_at < $3::timestamptz)
      or t.id = any(array(select a.order_id from assignment a where a.centre_id = $1 and a.role = 'lead' and ${within('a.close_due')})))`,
    contribution: orderContribution,
  },
]

const FETCH = 500

interface Asked {
  centre: string
  first: string
  last: string
  write?: boolean
  /** Rows opened so far. */
  progress?: (rows: number) => void
}

interface Read {
  id: string
  revision: number
  state: never
  figures?: string[] | null
}
type Renamed = Record<'request' | 'order', { id: string; revision: number; figures: string[] }[]>

export async function recount(pool: Pool, asked: Asked): Promise<Recounted> {
  const client = await pool.connect()
  const { centre, write = false } = asked
  let broken = false
  try {
    // Before the snapshot: what is folded while one waits for it must be seen.
    await client.query(`select pg_advisory_lock(${FOLDING})`, [centre])
    await client.query('begin isolation level repeatable read')
    const counted = new Map<string, number>()
    const renamed: Renamed = { request: [], order: [] }
    let rows = 0
    for (const source of SOURCES) {
      for await (const row of rowsOf(client, source, asked)) {
        const contribution = source.contribution(row.state)
        addWithin(counted, contribution, asked)
        if (source.noun !== 'contact' && write) rename(renamed[source.noun], row, contribution)
        if (++rows % FETCH === 0) asked.progress?.(rows)
      }
    }
    const [sums, deltas] = [await sumsOf(client, asked), await deltasOf(client, asked)]
    const names = new Set([...counted.keys(), ...sums.keys(), ...deltas.keys()])
    const differences = [...names].sort().flatMap((name): Difference[] => {
      const stood = (sums.get(name) ?? 0) + (deltas.get(name) ?? 0)
      const truth = counted.get(name) ?? 0
      return stood === truth ? [] : [{ name, stood, counted: truth }]
    })
    if (write)
      await putRight(
        client,
        centre,
        differences.map(({ name, counted: n }) => [name, n - (deltas.get(name) ?? 0)]),
      )
    await client.query('commit')
    if (write) for (const noun of ['request', 'order'] as const) await renameRows(pool, centre, noun, renamed[noun])
    return { rows, sums: names.size, differences, renamed: renamed.request.length + renamed.order.length }
  } catch (error) {
    broken = true
    throw error
  } finally {
    // A connection that is given up gives its lock up.
    if (!broken) await client.query(`select pg_advisory_unlock(${FOLDING})`, [centre])
    client.release(broken)
  }
}

async function* rowsOf(client: Db, { table, figures, where }: Source, { centre, first, last }: Asked): AsyncGenerator<Read> {
  await client.query(
    `declare counting no scroll cursor for select t.id, t.revision, t.state${figures ? ', t.figures' : ''} from ${table} t
      where t.centre_id = $1 and ${where}`,
    [centre, startOfDay(first), endOfDay(last)],
  )
  for (;;) {
    const { rows } = await client.query<Read>(`fetch ${FETCH} from counting`)
    yield* rows
    if (rows.length < FETCH) break
  }
  await client.query('close counting')
}

function addWithin(sums: Map<string, number>, contribution: Contribution, { first, last }: Asked) {
  for (const [name, amount] of Object.entries(contribution)) {
    const day = name.slice(0, 10)
    if (day >= first && day <= last) sums.set(name, (sums.get(name) ?? 0) + amount)
  }
}

function rename(into: Renamed['order'], { id, revision, figures }: Read, contribution: Contribution) {
  const names = namesOf(contribution)
  if (!figures || figures.toSorted().join() !== names.toSorted().join()) into.push({ id, revision, figures: names })
}

async function sumsOf(client: Db, { centre, first, last }: Asked): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; amount: number }>(
    `select day::text || '|' || dimension || '|' || key || '|' || figure as name, amount from rollup
      where centre_id = $1 and day between $2::date and $3::date and amount <> 0`,
    [centre, first, last],
  )
  return new Map(rows.map(({ name, amount }) => [name, amount]))
}

async function deltasOf(client: Db, { centre, first, last }: Asked): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; amount: number }>(
    `select c.key as name, sum(c.value::bigint)::bigint as amount from delta d, jsonb_each_text(d.changes) c
      where d.centre_id = $1 and split_part(c.key, '|', 1) between $2::text and $3::text group by c.key`,
    [centre, first, last],
  )
  return new Map(rows.map(({ name, amount }) => [name, amount]))
}

async function putRight(client: Db, centre: string, sums: [name: string, amount: number][]): Promise<void> {
  for (let at = 0; at < sums.length; at += 5000) {
    const some = sums.slice(at, at + 5000)
    await client.query(
      `insert into rollup (centre_id, day, dimension, key, figure, amount)
       select $1, split_part(name, '|', 1)::date, split_part(name, '|', 2), split_part(name, '|', 3), split_part(name, '|', 4), amount
       from unnest($2::text[], $3::bigint[]) s(name, amount)
       on conflict (centre_id, day, dimension, key, figure) do update set amount = excluded.amount`,
      [centre, some.map(([name]) => name), some.map(([, amount]) => amount)],
    )
  }
}

/** Only rows that nobody has written since: whoever wrote them wrote this column too. */
async function renameRows(pool: Pool, centre: string, noun: 'request' | 'order', rows: Renamed['order']): Promise<void> {
  const table = noun === 'order' ? 'work_order' : 'service_request'
  for (let at = 0; at < rows.length; at += FETCH)
    await pool.query(
      `update ${table} t set figures = r.figures from jsonb_to_recordset($2::jsonb) as r(id uuid, revision integer, figures text[])
        where t.centre_id = $1 and t.id = r.id and t.revision = r.revision`,
      [centre, JSON.stringify(rows.slice(at, at + FETCH))],
    )
}
