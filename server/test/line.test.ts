/** A line to the database that is cut, an address that names two machines, and a clock that is set back; processes that die are in survival.test.ts. */
import { HOUR, MINUTE } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import { done, roadOf } from '../../scenarios/road.ts'
import { openPool, type Pool } from '../src/db.ts'
import { hastenFollowUps, runDueJobs } from '../src/jobs.ts'
import { DatabaseLink } from '../src/operation/link.ts'
import { unavailable } from '../src/operation/unavailable.ts'
import { sealAll } from '../src/seal/sealer.ts'
import { matter } from './matter.ts'
import { Proxy } from './proxy.ts'
import { type City, openCity } from './rig.ts'

describe('a line to the database that falls silent', () => {
  let proxy: Proxy
  let link: DatabaseLink
  let pool: Pool
  let beside: Pool
  /** What the link told last: that the line is down, or back. */
  let told: { down?: () => void; back?: () => void } = {}
  const log = { info: () => told.back?.(), error: () => told.down?.() }
  const next = (what: 'down' | 'back') =>
    new Promise<void>((resolve) => {
      told = { [what]: resolve }
    })
  beforeAll(async () => {
    // Not the template: nobody may stand in it while others copy it.
    const url = Object.assign(new URL(inject('database')), { pathname: '/postgres' }).toString()
    proxy = await Proxy.to(Number(new URL(url).port))
    link = new DatabaseLink({ url: proxy.through(url), every: 20, patience: 250 })
    pool = openPool(proxy.through(url), 3, link.socket)
    beside = openPool(url, 1)
    await pool.query('select 1')
    link.watch(log as never, Date.now)
  })
  afterAll(async () => {
    await link.stop()
    await pool.end()
    await beside.end()
    await proxy.close()
  })
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'answered',
      (error: unknown) => unavailable(error) ?? String(error),
    )
  /** As many as the pool holds have reached the database, so that their answers are what is lost. */
  const reached = async (count: number, what: string) => {
    const asked = `select count(*)::int as n from pg_stat_activity where query = $1 and state = 'active'`
    while ((await beside.query<{ n: number }>(asked, [what])).rows[0]?.n !== count);
  }

  it('given queries under way and more waiting than the pool holds, when it falls silent, then all are told soon and later ones at once; and it comes back, again and again', async () => {
    for (const [n, line] of (['silent', 'refuses', 'silent'] as const).entries()) {
      const long = `select pg_sleep(5) as "${n}"`
      const under = Array.from({ length: 8 }, () => outcome(pool.query(long)))
      await reached(3, long)
      const down = next('down')
      proxy.set(line)
      await down
      expect(new Set(await Promise.all(under))).toEqual(new Set(['database']))
      expect(await outcome(pool.query('select 1'))).toBe('database')
      const back = next('back')
      proxy.set('passes')
      await back
      expect(await outcome(pool.query('select 1'))).toBe('answered')
    }
  })
})

describe('an address that names two machines', () => {
  it('given the first is gone, when something connects, then it goes to the second, and back when the second is gone', async () => {
    const url = Object.assign(new URL(inject('database')), { pathname: '/postgres' }).toString()
    const [first, second] = [await Proxy.to(Number(new URL(url).port)), await Proxy.to(Number(new URL(url).port))]
    first.set('refuses')
    const link = new DatabaseLink({ url: first.through(url, second), every: 20, patience: 1000 })
    await link.find()
    const pool = openPool(link.url, 2, link.socket)
    try {
      expect((await pool.query('select 1')).rowCount).toBe(1)
      let back = () => {}
      const found = new Promise<void>((resolve) => {
        back = resolve
      })
      link.watch({ info: () => back(), error: () => undefined } as never, Date.now)
      first.set('passes')
      second.set('silent')
      await found
      expect((await pool.query('select 1')).rowCount).toBe(1)
    } finally {
      await link.stop()
      await pool.end()
      for (const proxy of [first, second]) await proxy.close()
    }
  })
})

describe('a clock that is set back by an hour', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T08:00')
  })
  afterAll(() => city.close())

  test('given work at ten, when it is nine again, then people stay signed in, work goes on, what was owed at once is done at once, timers keep their hour and the seals go on', async () => {
    const road = roadOf(city)
    await road.inHand()
    city.at('2024-11-04T10:00')
    const { order } = await road.inHand()
    const timers = async () =>
      (await city.pool.query(`select key, due_at from job where owner = $1 order by key`, [`order:${order}`])).rows as { due_at: number }[]
    const before = await timers()
    const sealed = await sealAll(city.shell, city.centre)
    // Asked for at ten, not done when the clock jumps, and taken up by a worker that died over it.
    await city.pool.query(
      `insert into job (centre_id, key, noun, stream, command, input, due_at, lease_until) values
        ($1, 'owed', 'order', $2, 'urged', '{}', $3, null), ($1, 'leased', 'order', $2, 'urged', '{}', $4, $5)`,
      [city.centre, order, new Date(city.now()), new Date(city.now() - 2 * HOUR), new Date(city.now() + HOUR)],
    )
    city.wait(-HOUR)
    await hastenFollowUps(city.shell)
    const seen: string[] = []
    const log = { info: ({ job }: { job: string }) => void seen.push(job), error: () => undefined }
    await runDueJobs(city.shell, log as never)
    expect(seen.sort()).toEqual(['leased', 'owed'])
    const agent = await city.as('agent')
    done(await agent.get('/api/me'))
    done(await agent.post('/api/requests', matter(3)))
    await road.call(order)
    expect(before.length).toBeGreaterThan(0)
    for (const { due_at } of await timers()) expect(due_at).toBeGreaterThan(city.now())
    expect(await sealAll(city.shell, city.centre)).toBeGreaterThan(sealed)
    const { rows } = await city.pool.query(
      `select 1 from event group by centre_id, stream having count(*) <> max(seq) union all
       select 1 from seal_batch b where b.batch > 1 and not exists (select 1 from seal_batch a where a.centre_id = b.centre_id and a.first + a.count = b.first)`,
    )
    expect(rows).toEqual([])
    city.wait(HOUR + MINUTE)
    expect(await city.settle()).toBeGreaterThanOrEqual(0)
  })
})
