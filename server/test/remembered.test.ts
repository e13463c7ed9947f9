/** Two processes on one database, each with what it remembers: neither refuses nor accepts by what the other has overtaken. */
import type { Actor } from '@huying/core/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from '../src/shell/execute.ts'
import { Remembered } from '../src/shell/remembered.ts'
import type { Shell } from '../src/shell/shell.ts'
import { matter } from './matter.ts'
import { type City, openCity } from './rig.ts'

let city: City
let other: Shell
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
  other = { ...city.shell, remembered: new Remembered() }
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
  const agent = await city.as('agent')
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

test('given a thing acted on again and again, then what is remembered is the newest and no more than its measure', () => {
  const remembered = new Remembered()
  for (let n = 0; n < 3000; n++) remembered.put('430300', 'order', `o${n}`, { revision: 1, state: {} })
  remembered.put('430300', 'order', 'o2999', { revision: 3, state: {} })
  remembered.put('430300', 'order', 'o2999', { revision: 2, state: {} })
  expect(remembered.get('430300', 'order', 'o2999')?.revision).toBe(3)
  expect(remembered.get('430300', 'order', 'o2000')?.revision).toBe(1)
  expect(remembered.get('430300', 'order', 'o1999')).toBeUndefined()
})
