/** 提醒: two server processes work on one database, and every timer speaks once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../server/src/db.ts'
import { runDueJobs, settleJobs } from '../server/src/jobs.ts'
import { publishedPacks } from '../server/src/pack/packs.ts'
import { drawnFrom } from '../server/src/shell/numbers.ts'
import type { Shell } from '../server/src/shell/shell.ts'
import { type City, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

const ORDERS = 24

/** A second process: its own connections and caches, the same database. */
function twinOf({ shell, pool }: City): Shell {
  const own = openPool(String(pool.options.connectionString), 4)
  return { ...shell, pool: own, packs: publishedPacks(own, shell.clock.now, shell.crypto), numbers: drawnFrom(own) }
}

describe('two workers', () => {
  let city: City
  let twin: Shell
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    twin = twinOf(city)
  })
  afterAll(async () => {
    await twin.pool.end()
    await city.close()
  })

  test('each timer once, however many processes look', async () => {
    const orders: string[] = []
    for (let n = 0; n < ORDERS; n++) {
      const { order } = await roadOf(city).register()
      orders.push(order)
    }
    const dispatcher = await city.as('dispatcher')
    const items = orders.map((id) => ({ id, input: { lead: { unit: 'urban' }, assists: [{ unit: 'power' }] } }))
    done(await dispatcher.post('/api/batch', { noun: 'order', command: 'dispatch', items }))

    city.at('2024-11-13T09:00')
    const owed = async () =>
      (await city.pool.query<{ n: number }>('select count(*)::int as n from job where due_at <= $1', [new Date(city.now())])).rows[0]?.n
    expect(await owed()).toBeGreaterThan(100)
    // What each process's worker does, both at the same time: a round takes a hundred at most, so each has its share.
    const shares = await Promise.all([runDueJobs(city.shell), runDueJobs(twin)])
    expect(Math.min(...shares)).toBeGreaterThan(0)
    await Promise.all([settleJobs(city.shell), settleJobs(twin)])
    expect(await owed()).toBe(0)

    const told = async () =>
      (
        await city.pool.query<{ n: number }>(
          `select count(*)::int as n from event where type = 'alarmed' group by stream, body->>'assignment', body->>'clock', body->>'level', body->>'due'`,
        )
      ).rows
    // Sign, contact and close for the lead, sign and close for the assist, near and over each.
    expect(await told()).toEqual(Array.from({ length: ORDERS * 10 }, () => ({ n: 1 })))
    const { alarms } = (await dispatcher.get(`/api/orders/${orders[0]}`)).body.state
    expect(
      new Set(alarms.map((a: { assignment: number; clock: string; level: string }) => `${a.assignment} ${a.clock} ${a.level}`)).size,
    ).toBe(10)
    expect(alarms).toHaveLength(10)
    expect(await city.settle()).toBe(0)
  })
})
