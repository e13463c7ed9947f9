/** 汇总 = 重算: after anything that can happen, the figures added up write by write are those counted anew. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addedUp, fromJournal, fromRows, unlikeTheirEvents } from './recount.ts'
import { type City, openCity } from './rig.ts'
import { Walk } from './walk.ts'

const STEPS = 110
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

  test('the identities of the bulletin hold, and the rows behind every rate add up to it', async () => {
    const head = await city.as('centre_head')
    for (const month of ['2024-11', '2024-12', '2025-01']) {
      const b = (await head.get(`/api/bulletin/${month}`)).body
      expect(
        b.identities.filter((i: { holds: boolean }) => !i.holds),
        month,
      ).toEqual([])
      for (const rate of RATES)
        for (const part of ['numerator', 'denominator', 'rest'] as const) {
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
})
