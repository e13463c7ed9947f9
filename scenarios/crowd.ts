/** A month's crowd: more rows like one that came through the API, each with the figures that it would have left. */
import type { Noun } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import type { City } from '../server/test/rig.ts'

const TABLES = { contact: 'contact', request: 'service_request', order: 'work_order' } as const
type Crowded = keyof typeof TABLES & Noun

/** Writes `times` more rows like the one given: for what is counted from the rows themselves. */
export async function moreLike(city: City, noun: Crowded, id: string, times: number): Promise<void> {
  const table = TABLES[noun]
  const { rows } = await city.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1`,
    [table],
  )
  const names = rows.map((r) => r.name)
  const own: Record<string, string> = { id: 'gen_random_uuid()', number: `number || '.' || i` }
  await city.pool.query(
    `insert into ${table} (${names.join(', ')}) select ${names.map((n) => own[n] ?? n).join(', ')}
     from ${table}, generate_series(1, $3::int) i where centre_id = $1 and id = $2`,
    [city.centre, id, times],
  )
  await countLike(city, noun, id, times)
}

/** Only the figures of `times` more rows like the one given: for tens of thousands. */
export async function countLike(city: City, noun: Crowded, id: string, times: number): Promise<void> {
  const { rows } = await city.pool.query<{ state: unknown }>(`select state from ${TABLES[noun]} where centre_id = $1 and id = $2`, [
    city.centre,
    id,
  ])
  const one = AGGREGATES[noun].contribution(rows[0]?.state)
  await addFigures(city, Object.fromEntries(Object.entries(one).map(([figure, amount]) => [figure, amount * times])))
}

/** Figures as a write would leave them. */
export const addFigures = (city: City, changes: Record<string, number>) =>
  city.pool.query('insert into delta (centre_id, changes) values ($1, $2)', [city.centre, JSON.stringify(changes)])
