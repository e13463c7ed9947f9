/** Two ways to the same truth: the figures that were added up write by write, and those counted anew from rows and from the journal. */
import { type Event, type Instant, NOUNS } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { canonical } from '../src/seal/canonical.ts'
import { ROWS } from '../src/shell/rows.ts'
import type { City } from './rig.ts'

type Figures = Record<string, number>

const summed = (into: Figures, more: Figures) => {
  for (const [key, amount] of Object.entries(more)) into[key] = (into[key] ?? 0) + amount
  return into
}
const withoutZeroes = (figures: Figures) =>
  Object.fromEntries(
    Object.entries(figures)
      .filter(([, n]) => n !== 0)
      .sort(),
  )
const plain = (state: unknown): unknown => JSON.parse(JSON.stringify(state))

/** Rollups and the deltas that are not folded yet, by day, dimension, key and figure. */
export async function addedUp({ pool, centre }: City): Promise<Figures> {
  const { rows } = await pool.query<{ key: string; amount: number }>(
    `select key, sum(amount)::bigint as amount from (
       select day::text || '|' || dimension || '|' || key || '|' || figure as key, amount from rollup where centre_id = $1
       union all select c.key, c.value::bigint from delta d, jsonb_each_text(d.changes) c where d.centre_id = $1) x group by 1`,
    [centre],
  )
  return withoutZeroes(Object.fromEntries(rows.map((r) => [r.key, r.amount])))
}

async function statesOf({ pool, centre }: City, noun: (typeof NOUNS)[number]): Promise<Map<string, unknown>> {
  const { rows } = await pool.query<{ id: string; state: unknown }>(`select id, state from ${ROWS[noun].table} where centre_id = $1`, [
    centre,
  ])
  return new Map(rows.map((r) => [r.id, r.state]))
}

export async function fromRows(city: City): Promise<Figures> {
  const total: Figures = {}
  for (const noun of NOUNS) for (const state of (await statesOf(city, noun)).values()) summed(total, AGGREGATES[noun].contribution(state))
  return withoutZeroes(total)
}

/** Every stream folded from its events, by noun and id. */
async function folded({ pool, centre }: City): Promise<Map<string, unknown>> {
  const { rows } = await pool.query<{ noun: (typeof NOUNS)[number]; stream: string; seq: number; at: Instant; body: Event; hash: string }>(
    `select noun, stream, seq, at, body, encode(hash, 'base64') as hash from event where centre_id = $1 order by noun, stream, seq`,
    [centre],
  )
  const states = new Map<string, unknown>()
  for (const { noun, stream, seq, at, body, hash } of rows) {
    const key = `${noun}:${stream}`
    states.set(key, { ...(AGGREGATES[noun].evolve(states.get(key), body, at) as object), events: seq, chain: hash })
  }
  return states
}

export async function fromJournal(city: City): Promise<Figures> {
  const total: Figures = {}
  for (const [key, state] of await folded(city)) summed(total, AGGREGATES[key.split(':')[0] as (typeof NOUNS)[number]].contribution(state))
  return withoutZeroes(total)
}

/** Streams whose row is not what its events fold to; none, or the database lies. */
export async function unlikeTheirEvents(city: City): Promise<string[]> {
  const journal = await folded(city)
  const unlike: string[] = []
  for (const noun of NOUNS)
    for (const [id, state] of await statesOf(city, noun))
      if (canonical(plain(journal.get(`${noun}:${id}`))) !== canonical(state)) unlike.push(`${noun}:${id}`)
  return unlike
}
