/**
 * A scope is asked of a state in memory and of a row in SQL. For whatever states there are and whoever asks, both answer the same, and the
 * changes that open pages are told of are those of the rows they may see, no more and no less.
 */
import type { Actor, Noun } from '@huying/core/kernel'
import { NOUNS } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, roadOf } from '../../scenarios/road.ts'
import { inScope, SCOPE_COLUMNS, scopeOf, scopeSql } from '../src/access.ts'
import { type Changed, Feed } from '../src/changes/feed.ts'
import { ROWS } from '../src/shell/rows.ts'
import { type City, HOUR, openCity } from './rig.ts'
import { Walk } from './walk.ts'

interface Stored {
  id: string
  state: Record<string, unknown>
}

let city: City
let policy: Policy
let states: Record<Noun, Stored[]>

beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-06T09:00')
  const walk = new Walk(city, 11, ['urban', 'yuetang'])
  for (let i = 0; i < 40; i++) await walk.step()
  for (const confidential of [false, true]) {
    const { order } = await roadOf(city, 'urban').inHand({ confidential })
    const task = { kind: 'part', about: { noun: 'order', id: order }, unit: 'urban', what: '核对灯杆编号', due: city.now() + 48 * HOUR }
    done(await (await city.as('centre_head')).post('/api/tasks', task))
    done(await (await city.as('agent')).post('/api/contacts', { channel: 'phone', number: '13800000645' }))
  }
  city.at('2024-12-02T09:00')
  done(await (await city.as('analyst')).post('/api/editions', { kind: 'monthly', period: '2024-11' }))
  policy = (await city.shell.packs.current(city.centre)).policy
  states = Object.fromEntries(await Promise.all(NOUNS.map(async (noun) => [noun, await read(noun)]))) as typeof states
}, 180_000)
afterAll(() => city.close())

async function read(noun: Noun): Promise<Stored[]> {
  const { rows } = await city.pool.query<Stored>(`select id::text, state from ${ROWS[noun].table} order by id`)
  return rows
}

/** Nouns of which the walk left something. */
const there = () => NOUNS.filter((noun) => states[noun].length > 0)

/** Any post in any unit, also where it does not belong, and some that there are not. */
const actors = (): fc.Arbitrary<Actor> => {
  const units = ['urban', 'yuetang', 'yuetang.urban', 'yuhu', city.pack.city.centreUnit, 'none', '', "o'clock", '100%']
  const posts = [...city.pack.posts.map(({ code }) => code), 'nobody']
  const users = [...new Set(NOUNS.flatMap((noun) => states[noun].flatMap(({ state }) => usersIn(state)))), 'nobody', '']
  return fc.record({
    post: fc.constantFrom(...posts),
    unit: fc.constantFrom(...units),
    user: fc.constantFrom(...users),
    name: fc.constantFrom('某人', '', "o'clock"),
  }) as fc.Arbitrary<Actor>
}
function usersIn({ registeredBy, agent }: Record<string, unknown>): string[] {
  return [registeredBy, agent].flatMap((by) => (typeof by === 'string' ? [by] : [(by as { user?: string } | undefined)?.user ?? '']))
}

/** The ids that a list of this post shows. */
async function listed(noun: Noun, actor: Actor): Promise<string[]> {
  const scope = scopeSql(noun, actor, policy, 2)
  const { rows } = await city.pool.query<{ id: string }>(
    `select t.id::text from ${ROWS[noun].table} t where t.centre_id = $1 and ${scope.text} order by t.id`,
    [city.centre, ...scope.values],
  )
  return rows.map(({ id }) => id)
}
const opened = (noun: Noun, actor: Actor) => states[noun].flatMap(({ id, state }) => (inScope(noun, state, actor, policy) ? [id] : []))

test('given states of a walk and whoever asks, then lists show exactly what may be opened', async () => {
  expect(there().length).toBeGreaterThan(5)
  const sizes = new Map<Noun, Set<number>>()
  await fc.assert(
    fc.asyncProperty(actors(), async (actor) => {
      for (const noun of there()) {
        const may = opened(noun, actor)
        expect(await listed(noun, actor), `${actor.post} of ${actor.unit}: ${noun}`).toEqual(may)
        sizes.set(noun, (sizes.get(noun) ?? new Set<number>()).add(may.length))
      }
    }),
    { numRuns: 120, seed: 7 },
  )
  // Not vacuous: none and some of each were seen.
  for (const noun of there()) expect(sizes.get(noun)?.size, noun).toBeGreaterThan(1)
})

/** What a scope may ask about, changed at random; its row is made as the program makes it. */
const changes = () =>
  fc.record(
    {
      stage: fc.constantFrom('pending', 'open', 'closed', 'void'),
      channel: fc.constantFrom('phone', 'web'),
      type: fc.constantFrom('help', 'report', 'consult'),
      confidential: fc.boolean(),
      unit: fc.constantFrom('urban', 'yuetang', 'none'),
      registeredBy: fc.constantFrom('nobody', "o'clock"),
    },
    { requiredKeys: [] },
  )

test('given states that nobody’s work would make, then the row still says of them what the state says', async () => {
  const client = await city.pool.connect()
  try {
    await client.query('begin')
    await fc.assert(
      fc.asyncProperty(actors(), changes(), fc.nat(), async (actor, change, n) => {
        for (const noun of there()) {
          const one = states[noun][n % states[noun].length] ?? expect.fail()
          const known = Object.fromEntries(
            Object.entries(change).filter(([key]) => typeof one.state[key] === typeof change[key as 'stage']),
          )
          const state = { ...one.state, ...known }
          const row = ROWS[noun].row(state as never, () => undefined, policy, {} as never)
          const columns = Object.values(SCOPE_COLUMNS[noun]).map(({ sql }) => sql.replace('t.', ''))
          await client.query(
            `update ${ROWS[noun].table} set ${columns.map((name, i) => `${name} = $${i + 2}::${ROWS[noun].columns[name]}`).join(', ')} where id = $1`,
            [one.id, ...columns.map((name) => row[name] ?? null)],
          )
          const scope = scopeSql(noun, actor, policy, 2)
          const { rows } = await client.query(`select 1 from ${ROWS[noun].table} t where t.id = $1 and ${scope.text}`, [
            one.id,
            ...scope.values,
          ])
          expect(rows.length > 0, `${actor.post} of ${actor.unit}: ${noun} ${JSON.stringify(known)}`).toBe(
            inScope(noun, state, actor, policy),
          )
        }
      }),
      { numRuns: 150, seed: 7 },
    )
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('given everything changed at once, then each open page is told of what its post may see and of nothing else', async () => {
  const feed = new Feed(city.pool, () => city.now())
  const centre = city.centre
  const somebody = fc.sample(actors(), { numRuns: 60, seed: 9 })
  const told = new Map<Actor, Changed[]>(somebody.map((actor) => [actor, []]))
  await city.pool.query('update event set recorded_at = $1', [new Date(city.now()).toISOString()])
  for (const actor of somebody)
    feed.listen(centre, { scope: (noun) => scopeOf(noun, actor, policy), tell: (some) => void told.get(actor)?.push(...some) })
  // The last one is told of everything: by then the others know what they will.
  await new Promise<void>((resolve) => feed.listen(centre, { scope: () => ({ all: [] }) as never, tell: () => resolve() }))
  feed.stop()
  const recalled = await recalledFrom()
  // A message names a thing and says nothing of it.
  for (const one of [...told.values()].flat()) expect(Object.keys(one).sort()).toEqual(['id', 'noun', 'seq'])
  for (const [actor, some] of told)
    for (const noun of there()) {
      const named = some.flatMap((one) => (one.noun === noun ? [one.id] : [])).sort()
      const may = opened(noun, actor)
      const lost = noun === 'order' ? (recalled.get(actor.unit) ?? []) : []
      expect(
        named.filter((id) => !lost.includes(id)),
        `${actor.post} of ${actor.unit}: ${noun}`,
      ).toEqual(may.filter((id) => !lost.includes(id)))
    }
})

/** A unit from which an order was recalled is told of that once. */
async function recalledFrom(): Promise<Map<string, string[]>> {
  const { rows } = await city.pool.query<{ unit: string; ids: string[] }>(
    `select unit, array_agg(order_id::text) as ids from assignment where stage = 'recalled' group by unit`,
  )
  return new Map(rows.map(({ unit, ids }) => [unit, ids]))
}
