/** The facts an edition froze: their rows, their sums and their hash. The only file that knows the two tables. */
import { createHash } from 'node:crypto'
import type { Counted } from '@huying/core/bulletin/adjust'
import { type Db, isUuid, ts } from '../db.ts'
import { canonical } from '../seal/canonical.ts'

export interface FrozenFact {
  noun: 'contact' | 'request' | 'order'
  id: string
  number: string
  order: string | null
  unit: string | null
  units: string[]
  stage: string
  type: string | null
  category: string | null
  channel: string | null
  at: number
  due: number | null
  finished: number | null
  /** Its handling was over at the cut-off: its loop must be closed. */
  answered: boolean
  gaps: string[]
  figures: string[]
  counts: Counted[]
}

/** Over the alias `e`. */
export const FACT = `e.noun, e.id, e.number, e.order_id as "order", e.unit, e.units, e.stage, e.type, e.category, e.channel, e.at,
  e.due_at as due, e.finished_at as finished, e.answered, e.gaps, e.figures, e.counts`

/** Rows of an edition, by number of rows at a time in the order of the primary key. */
export async function* factsOf(db: Db, centre: string, edition: string, most = 2000): AsyncGenerator<FrozenFact[]> {
  let after = ['', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const { rows } = await db.query<FrozenFact>({
      name: 'frozen facts',
      text: `select ${FACT} from edition_fact e where e.centre_id = $1 and e.edition_id = $2::uuid and (e.noun, e.id) > ($3::text, $4::uuid)
        order by e.noun, e.id limit $5`,
      values: [centre, edition, ...after, most],
    })
    if (rows.length) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < most) return
    after = [last.noun, last.id]
  }
}

/** Some of them, by id. */
export async function factsBy(db: Db, centre: string, edition: string, ids: readonly string[]): Promise<FrozenFact[]> {
  const { rows } = await db.query<FrozenFact>({
    name: 'frozen facts by id',
    text: `select ${FACT} from edition_fact e where e.centre_id = $1 and e.edition_id = $2::uuid and e.noun = any('{contact,order,request}') and e.id = any($3::uuid[])`,
    values: [centre, edition, ids.filter(isUuid)],
  })
  return rows
}

export async function dropFacts(db: Db, centre: string, edition: string): Promise<void> {
  await db.query('delete from edition_fact where centre_id = $1 and edition_id = $2', [centre, edition])
  await db.query('delete from edition_sum where centre_id = $1 and edition_id = $2', [centre, edition])
}

export async function putFacts(db: Db, centre: string, edition: string, facts: FrozenFact[]): Promise<void> {
  const rows = facts.map((f) => ({ ...f, at: ts(f.at), due: ts(f.due), finished: ts(f.finished) }))
  await db.query({
    name: 'put frozen facts',
    text: `insert into edition_fact (centre_id, edition_id, noun, id, number, order_id, unit, units, stage, type, category, channel, at, due_at,
        finished_at, answered, gaps, figures, counts)
      select $1, $2::uuid, r.noun, r.id, r.number, r."order", r.unit, r.units, r.stage, r.type, r.category, r.channel, r.at, r.due,
        r.finished, r.answered, r.gaps, r.figures, r.counts
      from jsonb_to_recordset($3::jsonb) as r(noun text, id uuid, number text, "order" uuid, unit text, units text[], stage text, type text,
        category text, channel text, at timestamptz, due timestamptz, finished timestamptz, answered boolean, gaps text[], figures text[], counts jsonb)`,
    values: [centre, edition, JSON.stringify(rows)],
  })
}

/** The sums of an edition's rows, by the rows themselves. */
const SUMMED = `select c->>'day' as day, split_part(k, '|', 1) as dimension, split_part(k, '|', 2) as key, f.key as figure, sum(f.value::bigint)::bigint as amount
  from edition_fact e, jsonb_array_elements(e.counts) c, jsonb_array_elements_text(c->'keys') k, jsonb_each_text(c->'figures') f
  where e.centre_id = $1 and e.edition_id = $2::uuid group by 1, 2, 3, 4`

export async function putSums(db: Db, centre: string, edition: string): Promise<void> {
  await db.query(
    `insert into edition_sum (centre_id, edition_id, day, dimension, key, figure, amount)
     select $1, $2::uuid, s.day, s.dimension, s.key, s.figure, s.amount from (${SUMMED}) s`,
    [centre, edition],
  )
}

/** `dimension|key|figure` → amount over the whole period. */
export async function sumsOf(db: Db, centre: string, edition: string): Promise<Map<string, number>> {
  const { rows } = await db.query<{ name: string; amount: number }>({
    name: 'frozen sums',
    text: `select dimension || '|' || key || '|' || figure as name, sum(amount)::bigint as amount from edition_sum
      where centre_id = $1 and edition_id = $2::uuid group by 1`,
    values: [centre, edition],
  })
  return new Map(rows.map(({ name, amount }) => [name, amount]))
}

export async function dailySums(db: Db, centre: string, edition: string, figure: string): Promise<{ day: string; amount: number }[]> {
  const { rows } = await db.query<{ day: string; amount: number }>({
    name: 'frozen days',
    text: `select day, amount from edition_sum where centre_id = $1 and edition_id = $2::uuid and dimension = 'all' and key = 'all' and figure = $3 order by day`,
    values: [centre, edition, figure],
  })
  return rows
}

export interface Difference {
  text: string
  left: number
  right: number
}

/** Every sum against its rows; how many were compared, and which differ. */
export async function comparedSums(db: Db, centre: string, edition: string): Promise<{ items: number; differences: Difference[] }> {
  const { rows } = await db.query<{ items: number; name: string | null; stored: number; counted: number }>(
    `with counted as (${SUMMED}), both_of as (
       select coalesce(s.day, c.day) || ' ' || coalesce(s.dimension, c.dimension) || ' ' || coalesce(s.key, c.key) || ' ' || coalesce(s.figure, c.figure) as name,
         coalesce(s.amount, 0)::bigint as stored, coalesce(c.amount, 0)::bigint as counted
       from (select * from edition_sum where centre_id = $1 and edition_id = $2::uuid) s full join counted c using (day, dimension, key, figure)
     )
     select (select count(*)::int from both_of) as items, b.name, b.stored, b.counted
     from (select 1) one left join lateral (select * from both_of where stored <> counted order by name limit 50) b on true`,
    [centre, edition],
  )
  const differences = rows.flatMap(({ name, stored, counted }) =>
    name === null ? [] : [{ text: `通报数字与明细（${name}）`, left: stored, right: counted }],
  )
  return { items: rows[0]?.items ?? 0, differences }
}

/** SM3 over all facts of an edition in the order of their key, each as one line with its fields in the order of their names. */
export async function hashOf(db: Db, centre: string, edition: string): Promise<{ count: number; hash: string }> {
  const hash = createHash('sm3')
  let count = 0
  for await (const rows of factsOf(db, centre, edition)) {
    for (const row of rows) hash.update(`${canonical(row)}\n`)
    count += rows.length
  }
  return { count, hash: hash.digest('hex') }
}
