/** 表扬: a commendation is an order with duties of its own, kept in a ledger and out of the satisfaction rate. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const thanks = {
  type: 'praise',
  category: 'transport.bus',
  title: '表扬 32 路司机等候行动不便的老人',
  content: '今天下午三点多在建设路口站，32 路的一位女司机看到我父亲拄着拐杖赶车，停下来等他坐稳才起步，请替我谢谢她。',
  requester: { kind: 'person', name: '罗海清', callNumber: '13900000732' },
  place: { region: '430304', text: '建设路口公交站' },
}
const reply = {
  assignment: 1,
  isTrue: true,
  solved: 'solved',
  internal: '已核实当班司机并在公司晨会通报表扬，向来电人致谢并介绍了 32 路沿线站台和发班间隔。',
  public: '感谢您的肯定，我们已在公司内部通报表扬这位司机，并将继续做好 32 路的服务。',
}

describe('praise', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-12T15:30')
  })
  afterAll(() => city.close())

  const send = async (order: string, unit: string) => {
    const dispatcher = await city.as('dispatcher')
    expect((await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit } })).status).toBe(200)
    expect((await (await city.as('liaison', unit)).post(`/api/orders/${order}/sign`, { assignment: 1 })).status).toBe(200)
  }
  const finish = async (order: string, unit: string) => {
    const done = [
      await (await city.as('unit_leader', unit)).post(`/api/orders/${order}/approve`, { assignment: 1, pass: true, sealed: true }),
      await (await city.as('dispatch_review')).post(`/api/orders/${order}/review`, { assignment: 1, pass: true }),
    ]
    expect(done.map((d) => d.status)).toEqual([200, 200])
  }
  const callBack = async (visitor: Person, grade: string) => {
    const due = await visitor.get('/api/visits/list/due')
    for (const { id } of due.body.rows as { id: string }[]) {
      expect((await visitor.post(`/api/visits/${id}/start`)).status).toBe(200)
      expect((await visitor.post(`/api/visits/${id}/record`, { contacted: true, solved: 'solved', satisfied: grade })).status).toBe(200)
    }
  }

  test('INTAKE-12 thanks and an internal circular before it may be closed; in the ledger, not in the satisfaction rate', async () => {
    const agent = await city.as('agent')
    const unit = await city.as('liaison', 'chengfa')
    const registered = await registerLamp(agent, thanks)
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    const order = registered.body.view.state.links[0].order as string
    const lamp = await registerLamp(agent)
    const other = lamp.body.view.state.links[0].order as string
    expect((await agent.get(`/api/orders/${order}`)).body.state.proposal.unit).toBe('chengfa')
    await send(order, 'chengfa')
    await send(other, 'urban')
    city.wait(HOUR)

    // A call to the person alone is not thanks, and thanks alone are not enough.
    await unit.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'first' })
    const nothing = await unit.post(`/api/orders/${order}/reply`, reply)
    expect(nothing.status).toBe(422)
    expect(nothing.body.error).toMatchObject({ code: 'three_in_place', message: '不能提交办结，还缺：联系致谢、内部通报' })
    await unit.post(`/api/orders/${order}/contact_citizen`, {
      assignment: 1,
      result: 'connected',
      purpose: 'thanks',
      note: '致谢，并介绍 32 路沿线站台和高峰发班间隔。',
    })
    const thanked = await unit.post(`/api/orders/${order}/reply`, reply)
    expect(thanked.body.error.message).toBe('不能提交办结，还缺：内部通报')
    await unit.post(`/api/orders/${order}/report_progress`, {
      assignment: 1,
      kind: 'circular',
      text: '第 11 期服务通报：表扬 32 路当班司机。',
    })
    const replied = await unit.post(`/api/orders/${order}/reply`, reply)
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    await finish(order, 'chengfa')

    const urban = await city.as('liaison', 'urban')
    await urban.post(`/api/orders/${other}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'visit' })
    expect((await urban.post(`/api/orders/${other}/reply`, reply)).status).toBe(200)
    await finish(other, 'urban')
    city.at('2024-11-13T10:00')
    await callBack(await city.as('visitor'), 'very-satisfied')

    const analyst = await city.as('analyst')
    const figures = await analyst.get('/api/bulletin/2024-11')
    expect(figures.body.requests.accepted).toBe(2)
    expect(figures.body.satisfied).toMatchObject({ numerator: 1, denominator: 1 })
    // Called back like every other, and asked for no grade: 回访率 has both, 满意率 only the lamp.
    expect(figures.body.visited).toMatchObject({ numerator: 2, denominator: 2 })
    expect(figures.body.satisfied.excluded).toContainEqual({ label: '表扬', count: 1 })

    const ledger = await analyst.get('/api/ledgers/praise/2024-11')
    expect(ledger.body).toMatchObject({ label: '表扬台账', counts: { all: 1, closed: 1 } })
    expect(ledger.body.rows).toEqual([
      expect.objectContaining({
        id: order,
        stage: 'closed',
        thanked: [expect.objectContaining({ result: 'connected', note: '致谢，并介绍 32 路沿线站台和高峰发班间隔。' })],
        circulated: [expect.objectContaining({ text: '第 11 期服务通报：表扬 32 路当班司机。' })],
      }),
    ])
    expect((await unit.get('/api/ledgers/praise/2024-11')).body.rows).toHaveLength(1)
    expect((await urban.get('/api/ledgers/praise/2024-11')).body).toMatchObject({ rows: [], counts: { all: 0 } })
  })
})
