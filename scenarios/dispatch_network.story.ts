/** 承办网络: whom an order may be sent to at all, and one pool for everything a county has on its hands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue } from '@huying/core/calendar'
import { type City, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

const [TOWN, NEXT] = ['qianling', 'fuxing']
const place = { region: '433125109', text: '迁陵镇某小区三栋' }

describe('the network of leaders and handlers', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('baojing', '2024-11-04T09:00', (pack) => ({
      ...pack,
      units: pack.units.filter((u) => u.kind === 'centre' || [TOWN, NEXT, 'urban'].includes(u.code)),
      dispatch: { ...pack.dispatch, networkRequired: { value: true, assumed: true } },
    }))
    for (const unit of [TOWN, NEXT, 'urban']) await city.as('unit_leader', unit)
    for (const unit of [NEXT, 'urban']) await city.as('handler', unit)
  })
  afterAll(() => city.close())

  test('DISPATCH-21 nobody there to handle: it is not sent, the county centre owes the entry; entered, it goes and the network is complete', async () => {
    const { order } = await roadOf(city).register({ place })
    const dispatcher = await city.as('dispatcher')
    const send = () => dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: TOWN } })
    const network = async () => done(await dispatcher.get('/api/orders/network')).body
    expect((await network()).complete).toMatchObject({ label: '网络完备率', numerator: 2, denominator: 3, percent: '66.67%' })

    const blocked = await send()
    expect(blocked.status).toBe(422)
    expect(blocked.body.error).toMatchObject({ code: 'network', field: 'unit' })
    expect(blocked.body.error.message).toContain('承办网络不完整')
    expect((await dispatcher.get(`/api/orders/${order}`)).body.state).toMatchObject({ stage: 'pooled', assignments: [] })
    // Tried again, it is the same task still.
    await send()
    const { rows } = done(await dispatcher.get('/api/tasks/list/todo?kind=network')).body
    expect(rows).toMatchObject([{ unit: city.pack.city.centreUnit, about: { noun: 'unit', id: TOWN } }])
    expect(rows[0].what).toContain('现有分管领导 1 名、承办人 0 名')

    await city.as('handler', TOWN)
    done(await dispatcher.post(`/api/tasks/${rows[0].id}/done`, { evidence: '已补录专职承办人 1 名。' }))
    expect(done(await send()).body.view.state).toMatchObject({ stage: 'dispatched', assignments: [{ unit: TOWN, stage: 'sent' }] })
    expect((await network()).complete).toMatchObject({ numerator: 3, denominator: 3, percent: '100.00%' })
    expect((await dispatcher.get('/api/tasks/list/todo')).body.rows).toEqual([])
  })

  test('where the pack only reminds, the order goes all the same and the gap is still in the report', async () => {
    const open = await openCity('baojing', '2024-11-04T09:00')
    const { order } = await roadOf(open).register({ place })
    const dispatcher = await open.as('dispatcher')
    done(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: TOWN } }))
    const { units, blocks } = done(await dispatcher.get('/api/orders/network')).body
    expect(blocks).toBe(false)
    expect(units.find((u: { unit: string }) => u.unit === TOWN)).toMatchObject({ complete: false, leaders: 0 })
    await open.close()
  })
})

describe('one pool for the county', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('baojing', '2024-11-04T21:30')
  })
  afterAll(() => city.close())

  test('dispatch-20 no water and a fire: each to its own unit on its own clocks, both in one pool and found by kind and source', async () => {
    const road = roadOf(city)
    const water = await road.register({
      place,
      category: 'utility.water-cut',
      title: '整条街停水',
      content: '下午六点起整条街停水，没有通知。',
      facts: { households: '40' },
      affected: { low: 40, about: true, what: '户' },
    })
    const fire = await road.register({
      place,
      channel: 'police110',
      category: 'safety.fire',
      urgency: 'urgent',
      title: '楼道充电的电动车冒烟',
      content: '一楼楼道里充电的电动车冒烟，已经用灭火器压住，通道还堵着。',
    })
    const dispatcher = await city.as('dispatcher')
    const pooled = async (query = '') =>
      (await dispatcher.get(`/api/orders/list/pool${query}`)).body.rows.map((r: { id: string }) => r.id).sort()
    expect(await pooled()).toEqual([water.order, fire.order].sort())
    expect(await pooled('?category=utility.water-cut')).toEqual([water.order])
    expect(await pooled('?category=safety.fire')).toEqual([fire.order])
    expect(await pooled('?urgency=urgent')).toEqual([fire.order])
    for (const { order } of [water, fire]) {
      const { state } = (await dispatcher.get(`/api/orders/${order}`)).body
      done(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: state.proposal.unit } }))
    }
    const signing = async (order: string) => {
      const { clocks } = await road.order(order)
      const { unit, due } = clocks.find((c: { kind: string }) => c.kind === 'sign')
      return [unit, formatDue(due)]
    }
    expect(await signing(water.order)).toEqual(['waterworks', '2024-11-05 周二 21:30'])
    expect(await signing(fire.order)).toEqual(['fire', '2024-11-04 周一 22:30'])
  })
})
