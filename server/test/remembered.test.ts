/** Two processes on one database, each with what it remembers: neither refuses nor accepts by what the other has overtaken. */
import { formatDue } from '@huying/core/calendar'
import type { Actor } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { amend, withYear } from '../src/business/change.ts'
import { settleJobs } from '../src/jobs.ts'
import { KNOWN_AFTER, publishedPacks } from '../src/pack/packs.ts'
import { execute } from '../src/shell/execute.ts'
import { Remembered } from '../src/shell/remembered.ts'
import type { Shell } from '../src/shell/shell.ts'
import { matter } from './matter.ts'
import { type City, openCity } from './rig.ts'

let city: City
let other: Shell
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
  other = { ...city.shell, remembered: new Remembered(), packs: publishedPacks(city.pool, city.now, city.shell.crypto) }
})
afterAll(() => city.close())

const dispatcher: Actor = {
  user: '01a1ff2e-abac-700f-8f9f-284f4a842f33',
  post: 'dispatcher',
  unit: 'centre',
  name: '派单员',
  outsourced: false,
}

/** An order in the pool that both processes have looked at. */
async function known(n: number): Promise<string> {
  const agent = await city.as('agent', undefined, `话务员${n}`)
  const { body } = await agent.post('/api/requests', matter(n))
  const order = (body as { view: { state: { links: { order: string }[] } } }).view.state.links[0]?.order ?? ''
  for (const shell of [city.shell, other]) {
    const looked = await execute(shell, act(order, 'claim', {}))
    expect(looked.ok).toBe(true)
  }
  return order
}

const act = (id: string, command: string, input: object) => ({
  centre: city.centre,
  actor: dispatcher,
  noun: 'order' as const,
  id,
  command,
  input,
})
const unit = () => city.pack.units.find((u) => u.code !== city.pack.city.centreUnit)?.code ?? ''

test('given one process dispatched what the other remembers in the pool, then the other’s dispatch is refused', async () => {
  const order = await known(1)
  expect(await execute(city.shell, act(order, 'dispatch', { lead: { unit: unit() } }))).toMatchObject({ ok: true })
  expect(await execute(other, act(order, 'dispatch', { lead: { unit: unit() } }))).toMatchObject({ ok: false })
})

test('given one process dispatched what the other remembers in the pool, then the other’s recall, which the pool refuses, is carried out', async () => {
  const order = await known(2)
  expect(await execute(city.shell, act(order, 'dispatch', { lead: { unit: unit() } }))).toMatchObject({ ok: true })
  expect(await execute(other, act(order, 'recall', { assignment: 1 }))).toMatchObject({ ok: true })
})

test('given one process split a request from what the other remembers, then the other’s merge puts it back', async () => {
  const [into, from] = [await known(3), await known(4)]
  const merge = async (order: string) =>
    expect(await execute(other, act(order, 'merge', { into, why: '同一件事' }))).toMatchObject({ ok: true })
  const membersNow = async () => {
    const { rows } = await city.shell.pool.query<{ state: Order }>('select state from work_order where id = $1', [into])
    return rows[0]?.state.members.filter(({ to }) => to === undefined).map(({ id }) => id) ?? []
  }
  await merge(from)
  const both = await membersNow()
  expect(both).toHaveLength(2)
  expect(await execute(city.shell, act(into, 'split', { request: both[1], why: '另一件事' }))).toMatchObject({ ok: true })
  expect(await membersNow()).toEqual(both.slice(0, 1))
  const { rows } = await city.shell.pool.query<{ order_id: string }>('select order_id from service_request where id = $1', [both[1]])
  await merge(rows[0]?.order_id ?? '')
  expect(await membersNow()).toEqual(both)
})

test('given one process published a year’s days off, then the other, which had the calendar in memory, counts by the new one', async () => {
  city.at('2026-12-28T10:00')
  const order = await known(5)
  expect(await execute(city.shell, act(order, 'dispatch', { lead: { unit: unit() } }))).toMatchObject({ ok: true })
  const due = async () => {
    const { rows } = await city.shell.pool.query<{ state: Order }>('select state from work_order where id = $1', [order])
    const clock = rows[0]?.state.assignments[0]?.clocks.close
    return clock && [formatDue(clock.due), clock.provisional ?? false]
  }
  expect(await due()).toEqual(['2027-01-04 周一 24:00', true])
  const { policy } = await other.packs.current(city.centre)
  expect(policy.pack.years['2027']).toBeUndefined()
  const year = { year: '2027', holidays: ['2027-01-01', '2027-01-04'], workdays: [], title: '2027年放假安排' }
  await amend(city.shell, city.centre, '业务管理员', (pack) => withYear(pack, year))
  await settleJobs(other)
  city.wait(KNOWN_AFTER)
  await settleJobs(other)
  expect(await due()).toEqual(['2027-01-06 周三 24:00', false])
})

test('given several publish at once, then each gets a version of its own and none is lost', async () => {
  const publish = (shell: Shell) => shell.packs.publish(city.centre, city.pack, '测试', city.now())
  const versions = await Promise.all(Array.from({ length: 8 }, (_, n) => publish(n % 2 ? other : city.shell)))
  expect(new Set(versions).size).toBe(8)
  expect(Math.min(...versions)).toBeGreaterThan(0)
})

test('given a thing acted on again and again, then what is remembered is the newest and no more than its measure', () => {
  const remembered = new Remembered()
  for (let n = 0; n < 3000; n++) remembered.put('430300', 'order', `o${n}`, { revision: 1, state: {} })
  remembered.put('430300', 'order', 'o2999', { revision: 3, state: {} })
  remembered.put('430300', 'order', 'o2999', { revision: 2, state: {} })
  expect(remembered.get('430300', 'order', 'o2999')?.revision).toBe(3)
  expect(remembered.get('430300', 'order', 'o2000')?.revision).toBe(1)
  expect(remembered.get('430300', 'order', 'o1999')).toBeUndefined()
})
