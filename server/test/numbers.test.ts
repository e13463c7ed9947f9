/** Numbers are drawn in blocks that many wait for at once; what failed for those who waited fails for nobody after them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnFrom } from '../src/shell/numbers.ts'
import { type City, openCity } from './rig.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-25T09:00')
})
afterAll(() => city.close())

test('given a database that was away for a moment, when it is back, then numbers are given again, each once', async () => {
  const { pool, centre } = city
  let away = true
  const query = ((...asked: Parameters<typeof pool.query>) =>
    away ? Promise.reject(new Error('Connection terminated unexpectedly')) : pool.query(...asked)) as unknown as typeof pool.query
  const numbers = drawnFrom(Object.assign(Object.create(pool) as typeof pool, { query }))
  const next = () => numbers.next(centre, 'request', city.now())
  const refused = await Promise.allSettled([next(), next(), next()])
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  away = false
  const given = await Promise.all(Array.from({ length: 20 }, next))
  expect(new Set(given).size).toBe(20)
})
