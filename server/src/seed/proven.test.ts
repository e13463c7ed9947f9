/** A filled centre is as well proven as one that people worked in: 审计校验 finds nothing in it. */
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from '../../test/rig.ts'
import { sealAll } from '../seal/sealer.ts'
import { verify } from '../seal/verify.ts'
import type { Part } from './days.ts'
import { seedOrders, seedPart } from './seed.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

const filling = () => ({
  ...{ centre: city.centre, orders: 60, years: 1, seed: 3, processes: 2, say: () => undefined },
  home: path.join(import.meta.dirname, '../../..'),
})
/** One part after the other, as processes of their own would; `broken` is not played. */
const inParts =
  (broken?: number) =>
  async (part: Part): Promise<void> => {
    if (part.no === broken) throw new Error('broken off')
    await seedPart(city.shell, { ...filling(), part })
  }

test('given a filling that was broken off, when it is run again, then whoever acted in either part is on the staff, and streams of steps and of heads are whole', async () => {
  await expect(seedOrders(city.shell, { ...filling(), beside: inParts(1) })).rejects.toThrow('broken off')
  expect(await seedOrders(city.shell, { ...filling(), orders: 61, beside: inParts() })).toMatchObject({ refused: expect.any(String) })
  expect(await seedOrders(city.shell, { ...filling(), beside: inParts() })).toMatchObject({ ordersPerSecond: expect.any(Number) })
  const { rows } = await city.pool.query<{ orders: number; acted: number; nobody: number }>(
    `select (select count(*)::int from work_order) as orders, count(*)::int as acted,
       count(*) filter (where not exists (select 1 from person p where p.centre_id = $1 and p.unit = a.unit))::int as nobody
     from (select distinct unit from assignment where finished_at is not null) a`,
    [city.centre],
  )
  expect(rows[0]).toEqual({ orders: 60, acted: rows[0]?.acted, nobody: 0 })
  expect(rows[0]?.acted).toBeGreaterThan(5)

  await sealAll(city.shell, city.centre)
  const kept = await city.pool.query<{ heads: number; steps: number }>(
    `select count(*) filter (where type = 'reached')::int as heads, count(*) filter (where type <> 'reached')::int as steps from event where noun = 'order'`,
  )
  expect(kept.rows[0]?.heads).toBeGreaterThan(30)
  expect(kept.rows[0]?.steps).toBeGreaterThan(10)
  const audited = await city.pool.query(`select kind from audit where kind in ('login', 'reveal') group by kind`)
  expect(audited.rows).toHaveLength(2)
  expect((await verify(city.shell, city.centre)).findings.map(({ message }) => message)).toEqual([])
}, 60_000)
