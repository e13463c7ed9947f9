/** 即交即办 and the pool after a weekend: unit, moment and deadline, or nothing is sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

const fund = {
  type: 'consult',
  category: 'housing.fund',
  title: '公积金提取需要哪些材料',
  content: '我去年买了房，想提取住房公积金还贷，请问需要准备哪些材料，到哪里办理。',
  wants: '告知提取材料',
}

describe('dispatched at once', () => {
  let city: City
  beforeAll(async () => {
    // A city whose pack leaves the deadline open: the dispatcher has to name it.
    city = await openCity('xiangtan', '2024-11-06T08:50', (pack) => ({
      ...pack,
      deadlines: pack.deadlines.filter((d) => d.clock !== 'close'),
    }))
  })
  afterAll(() => city.close())

  test('DISPATCH-02 sent with unit, moment and deadline; without a deadline the API says so and nothing is sent', async () => {
    const { order } = await roadOf(city).register(fund)
    const dispatcher = await city.as('dispatcher')
    city.at('2024-11-06T09:00')
    const open = await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'fund' } })
    expect(open.status).toBe(422)
    expect(open.body.error).toMatchObject({ code: 'deadline', field: 'limit' })
    expect((await dispatcher.get(`/api/orders/${order}`)).body.state).toMatchObject({ stage: 'pooled', assignments: [] })
    expect((await (await city.as('liaison', 'fund')).get('/api/orders/unit/to_sign')).body.rows).toEqual([])

    const lead = { unit: 'fund', limit: { amount: 1, unit: 'workday' } }
    const { state } = done(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead })).body.view
    expect(state).toMatchObject({ stage: 'dispatched', dispatchedAt: city.now(), assignments: [{ unit: 'fund', stage: 'sent' }] })
    const [row] = (await (await city.as('liaison', 'fund')).get('/api/orders/unit/to_sign')).body.rows
    expect(row).toMatchObject({ id: order, unit: 'fund', assignment_stage: 'sent' })
    expect(new Date(row.close_due).toISOString()).toBe('2024-11-07T15:59:59.999Z')
    expect(new Date(row.sign_due).toISOString()).toBe('2024-11-06T03:00:00.000Z')
  })
})

describe('Monday morning', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-09T10:00')
  })
  afterAll(() => city.close())

  const MATTERS = [
    ['urban.lighting', '小区路灯不亮'],
    ['utility.water', '水压低三楼上不去水'],
    ['market.food', '买的面包没到期就发霉'],
    ['hrss', '工资拖欠两个月'],
  ] as const

  test('the 300 orders of a weekend go out by proposal, twenty at a time, each once and each to a unit with its deadline', async () => {
    const leaves = MATTERS.map(([code, title]) => [leafOf(code), title] as const)
    for (let n = 0; n < 300; n += 10) {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => {
          const [category, title] = leaves[(n + i) % leaves.length] ?? leaves[0]!
          const requester = { kind: 'person', name: '谢平', callNumber: `138${String(10_000_000 + n + i)}` }
          return roadOf(city).register({
            category,
            title: `${title}${n + i}`,
            requester,
            facts: { merchant: '某商户', employer: '某公司' },
          })
        }),
      )
      city.wait(9 * 60_000)
    }
    city.at('2024-11-11T08:30')
    const dispatcher = await city.as('dispatcher')
    const groups = (await dispatcher.get('/api/orders/pool')).body as { unit: string | null; category: string; count: number }[]
    expect(groups.reduce((n, g) => n + g.count, 0)).toBe(300)

    let sent = 0
    for (const { unit, category, count } of groups) {
      for (let left = count; left > 0; left -= 20) {
        const { rows } = (await dispatcher.get(`/api/orders/list/pool?category=${category}&limit=20`)).body
        // Without a proposal the dispatcher chooses: what nobody's list names goes where the place is.
        const items = rows.map((r: { id: string; proposed_unit: string | null }) => ({
          id: r.id,
          input: { lead: { unit: r.proposed_unit ?? unit ?? 'yuetang' } },
        }))
        const { results } = done(await dispatcher.post('/api/batch', { noun: 'order', command: 'dispatch', items })).body
        expect(results.filter((r: { ok: boolean }) => !r.ok)).toEqual([])
        sent += results.length
      }
    }
    expect(sent).toBe(300)
    expect((await dispatcher.get('/api/orders/pool')).body).toEqual([])
    const { rows } = await city.pool.query<{ orders: number; shares: number; due: number }>(
      `select count(distinct order_id)::int as orders, count(*) filter (where role = 'lead')::int as shares,
         count(*) filter (where role = 'lead' and close_due is not null and unit <> '')::int as due from assignment`,
    )
    expect(rows[0]).toEqual({ orders: 300, shares: 300, due: 300 })
  }, 180_000)

  const leafOf = (code: string): string => {
    const below = city.pack.categories.find((c) => c.parent === code)
    return below ? leafOf(below.code) : city.pack.categories.some((c) => c.code === code) ? code : 'urban.lighting'
  }
})
