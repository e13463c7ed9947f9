/**
 * A month played from totals: what was put in comes out, in the bulletin and counted again from the journal; a later act changes its own
 * figures alone.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bulletinFigures,
  bulletinOf,
  differing,
  disagreeing,
  type Figures,
  missing,
  PUBLISHED,
  readTold,
  recounted,
  recountFigures,
  simulated,
  type PlayedCity,
  type Told,
  toldFigures,
} from './figures_profile.ts'
import { ACTS, laterOn } from './later.ts'
import { randomProfile } from './profiles.ts'

/** The published month made smaller; its parts add up to its wholes again. */
async function smaller(by: number): Promise<Told> {
  const told = await readTold(PUBLISHED)
  const less = (n: number) => Math.round(n / by)
  const parts = (counts: Record<string, number> = {}) => Object.fromEntries(Object.entries(counts).map(([k, n]) => [k, less(n)]))
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
  const [types, channels] = [parts(told.types), parts(told.channels)]
  const orders = less(told.orders?.total ?? 0)
  const accepted = sum(types)
  return {
    ...told,
    calls: { offered: less(told.calls?.offered ?? 0), answered: less(told.calls?.answered ?? 0) },
    requests: { accepted, onTheSpot: accepted - orders },
    orders: { total: orders },
    rates: { visited: '100%', onTime: '98.9%', satisfied: '90.8%' },
    types,
    channels,
    online: sum(channels),
    topics: parts(told.topics),
    units: parts(told.units),
    marks: { ...told.marks, 文明创建: 7, 政企通专席: 4 },
  }
}

/** The ten largest are not the same ten when one grows. */
const withoutTopics = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([name]) => !name.startsWith('热点')))
const changed = (before: Figures, after: Figures): Figures =>
  Object.fromEntries(differing(before, after).map(([name, was, is]) => [name, Number(is) - Number(was)]))

describe('the published month at a twentieth', () => {
  let played: PlayedCity
  let told: Told
  beforeAll(async () => {
    told = await smaller(20)
    played = await simulated('xiangtan', told, 11)
    expect([played.said.slice(0, 3), played.code]).toEqual([[expect.stringContaining('已演练 2024-11')].concat(played.said.slice(1, 3)), 0])
  }, 240_000)
  afterAll(() => played.city.close())

  test('every total of the profile stands in the bulletin', async () => {
    const bulletin = await bulletinOf(played.city, told.month)
    expect(Object.keys(toldFigures(told, played.city.pack)).length).toBeGreaterThan(38)
    expect(await missing(played.city, told)).toEqual([])
    expect(bulletin.topics.map((t) => t.count)).toEqual(Object.values(told.topics ?? {}).sort((a, b) => b - a))
    expect(bulletin.visited.percent).toBe('100.00%')
    expect(bulletin.identities.every((i) => i.holds)).toBe(true)
  })

  test('every figure of the bulletin is what the journal says, counted without the product', async () => {
    const { city } = played
    for (const month of ['2024-10', told.month, '2024-12']) {
      const bulletin = await bulletinOf(city, month)
      expect(bulletin.requests.accepted).toBeGreaterThan(0)
      expect([month, await disagreeing(city, month)]).toEqual([month, []])
    }
  })

  test("the deputies' orders are all in time, though others are late", async () => {
    const r = await recounted(played.city, told.month)
    const [deputy] = (await bulletinOf(played.city, told.month)).desks.filter((d) => told.inTime?.includes(d.label))
    expect(deputy).toMatchObject({ count: 4, closed: 4, closedInTime: { numerator: 4, denominator: 4 } })
    expect([r.ofMarked[deputy?.code ?? ''], r.onTimeOfMarked[deputy?.code ?? '']]).toEqual([4, 4])
    expect(r.onTime.dispatched.of - r.onTime.dispatched.n).toBeGreaterThan(0)
  })

  test('what happens to one order when the month is over changes its own figures and no others', async () => {
    const { city } = played
    const { month } = told
    const { rows } = await city.pool.query<{ id: string; members: string[] }>(
      `select id, array(select m->>'id' from jsonb_array_elements(state->'members') m) as members from work_order
       where centre_id = $1 and stage = 'closed' and not praise and state->'members'->0->'settled'->>'good' is not null
         and state->>'confidential' = 'false' and accepted_at >= '2024-11-01+08' and accepted_at < '2024-12-01+08' order by number`,
      [city.centre],
    )
    const left = rows.filter((row) => row.members.length === 1)
    expect(left.length).toBeGreaterThan(100)
    const act = laterOn(city)
    const acts = fc.record({ act: fc.constantFrom(...ACTS), at: fc.nat() })
    const tried = new Set<string>()
    const property = fc.asyncProperty(acts, async ({ act: what, at }) => {
      const [chosen] = left.splice(at % left.length, 1)
      const { id = '', members = [] } = chosen ?? {}
      const streams = new Set([id, ...members])
      const look = async () => ({
        whole: withoutTopics(bulletinFigures(await bulletinOf(city, month))),
        own: withoutTopics(recountFigures(await recounted(city, month, streams), city.pack, await bulletinOf(city, month))),
      })
      const before = await look()
      await act(id, what)
      const after = await look()
      expect([what, changed(before.whole, after.whole)]).toEqual([what, changed(before.own, after.own)])
      expect(Object.keys(changed(before.own, after.own)).length).toBeGreaterThan(0)
      tried.add(what)
    })
    const examples = ACTS.map((what, at): [{ act: (typeof ACTS)[number]; at: number }] => [{ act: what, at }])
    await fc.assert(property, { numRuns: 8, examples, endOnFailure: true })
    expect([...tried].sort()).toEqual([...ACTS].sort())
    // And all of it together is still what the journal says.
    expect(await disagreeing(city, month)).toEqual([])
  }, 240_000)

  test('a second play into the same centre is refused in words', async () => {
    const { runCommand } = await import('../server/src/cli/run.ts')
    const said: string[] = []
    const code = await runCommand(['simulate', '--profile', PUBLISHED, '--seed', '1'], played.city.shell, {
      home: process.cwd(),
      say: (l) => said.push(l),
    })
    expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('只能在空的中心演练')])
  })
})

describe('profiles drawn at random', () => {
  test.each([1, 2, 3])(
    'number %i: profile, bulletin and recount are one',
    async (seed) => {
      const { folder, told } = randomProfile(seed, 90)
      const { city, said, code } = await simulated(folder, told, seed)
      try {
        expect([seed, said, code]).toEqual([seed, said, 0])
        expect([told, await missing(city, told)]).toEqual([told, []])
        expect([told, await disagreeing(city, told.month)]).toEqual([told, []])
      } finally {
        await city.close()
      }
    },
    120_000,
  )
})
