/** Lists of past work grow for ever: their heads count to 999 and then say 999+; what is to be done is always counted out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pleased, type Road, roadOf } from '../../scenarios/road.ts'
import { MOST_COUNTED } from '../src/shell/list.ts'
import { type City, openCity } from './rig.ts'

let city: City
let road: Road
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
  road = roadOf(city)
  const { request, order } = await road.inHand()
  await road.call(order)
  await road.answered(order)
  city.at('2024-11-05T10:00')
  await road.callBack(request, pleased)
})
afterAll(() => city.close())

type Head = { tab: string; count: number; more?: true }
const headOf = async (who: Awaited<ReturnType<City['as']>>, path: string, tab: string) =>
  ((await who.get(path)).body as Head[]).find((head) => head.tab === tab)
const submitted = async () => headOf(await city.as('liaison', 'urban'), '/api/orders/unit', 'submitted')
const called = async () => headOf(await city.as('visitor'), '/api/visits', 'done')

/** So many rows more like the one that was closed: the answer and its call-back under ids of their own. */
async function copied(times: number) {
  await city.pool.query(
    `with id as (select gen_random_uuid() as id from generate_series(1, ${times})),
       o as (insert into work_order select (jsonb_populate_record(o.t, jsonb_build_object('id', id.id, 'number', id.id))).*
         from (select t from work_order t limit 1) o(t), id),
       v as (insert into visit select (jsonb_populate_record(o.t, jsonb_build_object('id', id.id))).* from (select t from visit t limit 1) o(t), id)
     insert into assignment select (jsonb_populate_record(o.t, jsonb_build_object('order_id', id.id))).* from (select t from assignment t limit 1) o(t), id`,
  )
}

test('up to 999 they are counted out, one more is 999+, and a thousand more are read no further', async () => {
  expect(await submitted()).toMatchObject({ count: 1 })
  expect(await called()).toMatchObject({ count: 1 })
  await copied(MOST_COUNTED - 1)
  for (const head of [await submitted(), await called()]) {
    expect(head).toMatchObject({ count: 999 })
    expect(head).not.toHaveProperty('more')
  }
  await copied(1)
  for (const head of [await submitted(), await called()]) expect(head).toMatchObject({ count: 999, more: true })
  await copied(1000)
  for (const head of [await submitted(), await called()]) expect(head).toMatchObject({ count: 999, more: true })
})

test('what waits for somebody is counted out, however much it is', async () => {
  await city.pool.query(`update assignment set stage = 'sent', live = true; update work_order set stage = 'dispatched'`)
  const head = await headOf(await city.as('liaison', 'urban'), '/api/orders/unit', 'to_sign')
  expect(head).toMatchObject({ count: 2000 })
  expect(head).not.toHaveProperty('more')
})
