/** 重算 and 数据自检: sums that went wrong are found by name and put right from the rows, while people go on working. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roadOf } from '../../scenarios/road.ts'
import { runCommand } from '../src/cli/run.ts'
import { selfCheck, selfChecking } from '../src/figures/check.ts'
import { refold, refolding } from '../src/figures/refold.ts'
import { foldAll } from '../src/figures/fold.ts'
import { foldDeltas } from '../src/figures/store.ts'
import { upkeep } from '../src/operation/upkeep.ts'
import { addedUp, fromRows } from './recount.ts'
import { type City, openCity } from './rig.ts'
import { Walk } from './walk.ts'

let city: City
let walk: Walk
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-25T09:00')
  walk = new Walk(city, 23, ['urban', 'yuetang'])
  for (let i = 0; i < 30; i++) await walk.step()
  await foldAll(city.pool, city.centre)
}, 120_000)
afterAll(() => city.close())

const named = async () => {
  const { rows } = await city.pool.query('select id, figures from work_order union all select id, figures from service_request order by id')
  return rows as { id: string; figures: string[] | null }[]
}

test('given sums that are wrong and rows without their figures, when they are refolded among writers and folders, then all is what the rows say', async () => {
  const before = await named()
  await city.pool.query(`update rollup set amount = amount + 7 where figure = 'accepted'`)
  await city.pool.query(`delete from rollup where dimension in ('region', 'agent')`)
  await city.pool.query(`insert into rollup select centre_id, day, 'unit', 'nobody', figure, 3 from rollup where dimension = 'all'`)
  await city.pool.query('update work_order set figures = null; update service_request set figures = array[$$accepted$$]')
  expect(await addedUp(city)).not.toEqual(await fromRows(city))

  let working = true
  const people = (async () => {
    for (let i = 0; i < 12; i++) await walk.step()
    working = false
  })()
  const folder = (async () => {
    while (working) await foldDeltas(city.pool, city.centre, 3)
  })()
  let rounds = 0
  while (working) {
    await refold(city.pool, { centre: city.centre })
    rounds++
  }
  await Promise.all([people, folder])
  expect(rounds).toBeGreaterThan(0)
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  expect(await runCommand(['refold', '--centre', city.centre, '--json'], city.shell, { home: '.', say })).toBe(0)
  expect(lines.some((line) => /^2024-11 已重算（\d+\/\d+），明细 \d+ 行，更正 \d+ 项$/.test(line))).toBe(true)
  expect(await addedUp(city)).toEqual(await fromRows(city))
  const after = new Map((await named()).map(({ id, figures }) => [id, figures]))
  expect([...after.values()].every((figures) => figures !== null)).toBe(true)
  expect(before.filter(({ id, figures }) => after.get(id)?.length === figures?.length).length).toBeGreaterThan(5)
  expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ corrected: 0, renamed: 0 })
}, 120_000)

test('given a span of days, then only its days are put right', async () => {
  const [day] = Object.keys(await addedUp(city))
  const only = (day ?? '').slice(0, 10)
  await city.pool.query('update rollup set amount = amount + 1')
  await refold(city.pool, { centre: city.centre, from: only, to: only })
  const [stood, rows] = [await addedUp(city), await fromRows(city)]
  for (const [name, amount] of Object.entries(rows)) expect([name, stood[name] === amount]).toEqual([name, name.startsWith(only)])
  await refold(city.pool, { centre: city.centre })
  expect(await addedUp(city)).toEqual(rows)
})

test('given the night, then sums are held against rows by lot; what differs is named, shown to who keeps the figures, and gone once put right', async () => {
  const [analyst, liaison] = [await city.as('analyst'), await city.as('liaison', 'urban')]
  const shown = async () => (await analyst.get('/api/figures/check')).body
  expect(await shown()).toMatchObject({ text: '数据自检：尚未进行', good: null })
  city.at('2025-02-20T04:30')
  const chores = [refolding(city.pool, city.centre), selfChecking(city.shell, city.centre)]
  expect(await upkeep(city.shell, city.centre, chores)).toBe(2)
  expect(await shown()).toMatchObject({ text: '数据自检：正常', good: true })
  expect(await upkeep(city.shell, city.centre, chores)).toBe(0)

  const { order } = await roadOf(city).inHand()
  expect(order).toBeTruthy()
  city.at('2025-02-21T04:30')
  await city.pool.query('insert into delta (centre_id, changes) values ($1, $2)', [
    city.centre,
    JSON.stringify({ '2025-02-20|unit|urban|dispatched': -1, '2025-02-20|type|help|accepted': 1 }),
  ])
  expect(await upkeep(city.shell, city.centre, chores)).toBe(1)
  const { text, good, found } = await shown()
  const urban = city.pack.units.find(({ code }) => code === 'urban')?.name
  expect([text, good]).toEqual(['数据自检：汇总与明细不符 2 项，勾稽不平 1 项', false])
  expect(found.differences).toEqual([
    { name: '2025-02-20|type|help|accepted', words: '2025-02-20 诉求类型“求助”的“受理诉求”', stood: 2, counted: 1 },
    { name: '2025-02-20|unit|urban|dispatched', words: `2025-02-20 承办单位“${urban}”的“转办工单”`, stood: 0, counted: 1 },
  ])
  expect(found.identities).toMatchObject([{ month: '2025-02', text: '诉求类型各项之和 = 受理', left: 2, right: 1 }])
  await refold(city.pool, { centre: city.centre })
  expect((await selfCheck(city.shell, city.centre, (below) => below - 1)).wrong).toBe(0)
  expect((await liaison.get('/api/figures/check')).status).toBe(200)
  expect((await (await city.as('agent')).get('/api/figures/check')).status).toBe(403)
})
