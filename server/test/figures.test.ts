/** 汇总 = 重算: after anything that can happen, the figures added up write by write are those counted anew. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addedUp, fromJournal, fromRows, unlikeTheirEvents } from './recount.ts'
import { type City, openCity } from './rig.ts'
import { Walk } from './walk.ts'

const STEPS = 110
const MONTHS = ['2024-11', '2024-12', '2025-01']
const PARTS = ['numerator', 'denominator', 'rest'] as const
/** What the bulletin is opened by. */
const OPENED = ['all', 'unit', 'category', 'channel', 'lead', 'assist']
const RATES = ['onTheSpot', 'onTime', 'closed', 'visited', 'reached', 'satisfied', 'solved', 'contacted']

describe('figures after a walk at random', () => {
  let city: City
  const walks: Walk[] = []
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-25T09:00')
    for (const seed of [7, 11]) walks.push(new Walk(city, seed, ['urban', 'yuetang', 'xiangxiang']))
    for (let i = 0; i < STEPS; i++) await walks[i % 2]?.step()
  }, 120_000)
  afterAll(() => city.close())

  test('the walk led through many commands, and to the end of the road', () => {
    const done = [...new Set(walks.flatMap((w) => [...w.done.keys()]))]
    expect(done).toEqual(expect.arrayContaining(['road.answered', 'road.callBack', 'request.register', 'contact.open']))
    expect(done.length, done.sort().join(' ')).toBeGreaterThan(20)
  })

  test('rollups and deltas together are what the rows add up to, and what the journal adds up to', async () => {
    const added = await addedUp(city)
    expect(Object.keys(added).length).toBeGreaterThan(200)
    expect(added).toEqual(await fromRows(city))
    expect(added).toEqual(await fromJournal(city))
  })

  test('every row is what its events fold to', async () => {
    expect(await unlikeTheirEvents(city)).toEqual([])
  })

  /** Months × dimensions × keys × figures, as the rollups and deltas add them up. */
  test('behind every figure that was counted lie as many rows as it says', async () => {
    const head = await city.as('centre_head')
    const counted = new Map<string, number>()
    for (const [name, amount] of Object.entries(await addedUp(city))) {
      const [day = '', dimension = '', key = '', figure = ''] = name.split('|')
      if (!OPENED.includes(dimension)) continue
      const asked = `${day.slice(0, 7)}/rows?dimension=${dimension}&key=${encodeURIComponent(key)}&figure=${figure}`
      counted.set(asked, (counted.get(asked) ?? 0) + amount)
    }
    expect(counted.size).toBeGreaterThan(150)
    const unlike: unknown[] = []
    for (const [asked, amount] of counted) {
      // What the clock adds to them is no counted figure.
      if (asked.endsWith('=signed_late')) continue
      const { rows } = (await head.get(`/api/bulletin/${asked}&limit=200`)).body as { rows: { value: number }[] }
      const opened = rows.reduce((sum, { value }) => sum + value, 0)
      if (opened !== amount) unlike.push({ asked, amount, opened })
    }
    expect(unlike).toEqual([])
  })

  test('the identities of the bulletin hold, and the rows behind every rate add up to it', async () => {
    const head = await city.as('centre_head')
    for (const month of MONTHS) {
      const b = (await head.get(`/api/bulletin/${month}`)).body
      expect(
        b.identities.filter((i: { holds: boolean }) => !i.holds),
        month,
      ).toEqual([])
      for (const rate of RATES)
        for (const part of PARTS) {
          const url = `/api/bulletin/${month}/rows?rate=${rate}&part=${part}&limit=200`
          const rows = (await head.get(url)).body.rows as { value: number }[]
          const { numerator, denominator } = b[rate]
          const wanted = { numerator, denominator, rest: denominator - numerator }[part]
          expect(
            rows.reduce((sum, r) => sum + r.value, 0),
            `${month} ${rate} ${part}`,
          ).toBe(wanted)
        }
    }
  })

  test('a look behind a rate that opens only the likely rows finds what a look at every row finds', async () => {
    const head = await city.as('centre_head')
    const { rows: units } = await city.pool.query<{ unit: string }>('select distinct unit from assignment where centre_id = $1', [
      city.centre,
    ])
    const keys = ['dimension=all&key=all', ...units.map(({ unit }) => `dimension=unit&key=${unit}`)]
    const asked = MONTHS.flatMap((month) =>
      [...RATES, 'signedInTime', 'returned'].flatMap((rate) =>
        PARTS.flatMap((part) => keys.map((of) => `/api/bulletin/${month}/rows?rate=${rate}&part=${part}&${of}&limit=200`)),
      ),
    )
    const look = async () => new Map(await Promise.all(asked.map(async (url) => [url, (await head.get(url)).body.rows] as const)))
    const narrowed = await look()
    for (const table of ['service_request', 'work_order']) await city.pool.query(`update ${table} set figures = null`)
    const all = await look()
    expect(asked.filter((url) => !isDeepStrictEqual(narrowed.get(url), all.get(url)))).toEqual([])
    expect([...narrowed.values()].filter((rows) => rows.length > 0).length).toBeGreaterThan(50)
  })
})
