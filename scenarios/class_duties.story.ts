/** 职责清单: who answers for a matter in a place, with the clause that says so; what nobody answers for is named and ruled on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const stalls = {
  type: 'complaint',
  category: 'urban.vending',
  title: '夜市摊点占用人行道',
  content: '建设路市场门口每天傍晚摆满烧烤摊，人行道走不了人，推婴儿车只能走机动车道。',
  since: '上个月',
  wants: '把人行道让出来',
}
const scooter = {
  type: 'complaint',
  category: 'market.new',
  title: '共享轮滑车随处停放',
  content: '小区门口新来了一批共享轮滑车，没有人管停放，找了两个部门都说不归他们。',
  since: '这周',
  wants: '明确谁来管',
  facts: { merchant: '某轮滑车运营公司' },
}

describe('duty list', () => {
  let city: City
  beforeAll(async () => {
    // One matter has lost its entries, as when the catalogue grows before the list does.
    city = await openCity('xiangtan', '2024-11-07T10:30', (pack) => ({
      ...pack,
      duties: pack.duties.filter((d) => d.category !== 'urban.parking'),
    }))
  })
  afterAll(() => city.close())

  const proposed = async (order: string) => (await (await city.as('dispatcher')).get(`/api/orders/${order}`)).body.state.proposal

  test('CLASS-05 matter × place → unit with the document that says so; without an entry it is marked 无主 and goes to be ruled on', async () => {
    const agent = await city.as('agent')
    const preview = await agent.post('/api/intake/preview', { type: 'complaint', category: 'urban.vending', region: '430304' })
    expect(preview.body.unit).toEqual({ code: 'urban', name: city.pack.units.find((u) => u.code === 'urban')?.name })
    expect(preview.body.clause).toContain('《城市市容和环境卫生管理条例》，国务院令第101号')
    const downtown = await registerLamp(agent, { ...stalls, place: { region: '430304', text: '建设路市场' } })
    const order = downtown.body.view.state.links[0].order as string
    expect(await proposed(order)).toMatchObject({ unit: 'urban', clause: expect.stringContaining('国务院令第101号') })
    const groups = await (await city.as('dispatcher')).get('/api/orders/pool')
    expect(groups.body).toContainEqual(expect.objectContaining({ unit: 'urban', count: 1 }))

    // The same matter in a county goes to the county: the entry for the smallest area wins, the others follow the place.
    const outside = await registerLamp(agent, { ...stalls, place: { region: '430321', text: '易俗河某市场' } })
    expect(await proposed(outside.body.view.state.links[0].order)).toMatchObject({ unit: 'xiangtanxian' })

    const nobodys = await registerLamp(agent, { ...stalls, category: 'urban.parking', title: '路边停车位被长期占用' })
    const orphan = nobodys.body.view.state.links[0].order as string
    const none = await proposed(orphan)
    expect(none.unit).toBeUndefined()
    expect(none.why).toBe('无主：职责清单中没有这个事项，请会商确定')
    const gap = await registerLamp(agent, scooter)
    expect((await proposed(gap.body.view.state.links[0].order)).why).toBe('监管空白：职责清单列为空白，请会商确定')
    const waiting = (await (await city.as('dispatcher')).get('/api/orders/undetermined')).body
    expect(waiting.action).toBe(city.pack.terms.ruling)
    expect(waiting.rows.map((r: { id: string; why: string }) => [r.id, r.why.slice(0, 2)])).toEqual([
      [orphan, '无主'],
      [gap.body.view.state.links[0].order, '监管'],
    ])
  })

  test('how much of the catalogue somebody answers for, and what is left', async () => {
    const { body } = await (await city.as('analyst')).get('/api/duties/coverage')
    const leaves = city.pack.categories.filter((c) => !city.pack.categories.some((o) => o.parent === c.code))
    expect(body.ownerless).toEqual([{ code: 'urban.parking', name: city.pack.categories.find((c) => c.code === 'urban.parking')?.name }])
    expect(body.gaps).toContainEqual(expect.objectContaining({ code: 'market.new' }))
    expect(body.coverage).toMatchObject({ label: '职责覆盖率', denominator: leaves.length })
    expect(body.coverage.numerator + body.gaps.length + body.ownerless.length).toBe(leaves.length)
  })

  test('the dispatcher may send it elsewhere; what the list said stays on record', async () => {
    const registered = await registerLamp(await city.as('agent'), { ...stalls, place: { region: '430302', text: '韶山路夜市' } })
    const order = registered.body.view.state.links[0].order as string
    const dispatcher = await city.as('dispatcher')
    expect((await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'yuhu' } })).status).toBe(200)
    const { state } = (await dispatcher.get(`/api/orders/${order}`)).body
    expect(state).toMatchObject({ proposal: { unit: 'urban' }, assignments: [{ unit: 'yuhu' }] })
  })
})
