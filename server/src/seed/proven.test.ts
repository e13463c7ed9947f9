/** A filled centre is as well proven as one that people worked in: 审计校验 finds nothing in it. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from '../../test/rig.ts'
import { sealAll } from '../seal/sealer.ts'
import { verify } from '../seal/verify.ts'
import { seedOrders } from './seed.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

test('given a year of orders, when everything is looked at, then streams of steps and of heads are whole, and so is the rest', async () => {
  const home = path.join(import.meta.dirname, '../../..')
  const filled = await seedOrders(city.shell, {
    centre: city.centre,
    orders: 60,
    years: 1,
    seed: 3,
    home,
    say: () => undefined,
    processes: 1,
  })
  expect(filled).toMatchObject({ orders: 60 })
  await sealAll(city.shell, city.centre)
  const { rows } = await city.pool.query<{ heads: number; steps: number }>(
    `select count(*) filter (where type = 'reached')::int as heads, count(*) filter (where type <> 'reached')::int as steps from event where noun = 'order'`,
  )
  expect(rows[0]?.heads).toBeGreaterThan(30)
  expect(rows[0]?.steps).toBeGreaterThan(10)
  expect((await verify(city.shell, city.centre)).findings.map(({ message }) => message)).toEqual([])
}, 60_000)
