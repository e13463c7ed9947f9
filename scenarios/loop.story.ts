/** The main road: one request from the telephone to its close, and the figures it leaves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { lamp, registerLamp } from './telling.ts'

describe('the loop', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('a call becomes an order, is dispatched, signed, handled, signed off, reviewed, called back and closed', async () => {
    const agent = await city.as('agent')
    const dispatcher = await city.as('dispatcher')
    const liaison = await city.as('liaison', 'urban')
    const leader = await city.as('unit_leader', 'urban')
    const reviewer = await city.as('dispatch_review')
    const visitor = await city.as('visitor')

    const contact = await agent.post('/api/contacts', { channel: 'phone', number: '13800000645' })
    expect(contact.status).toBe(200)
    const registered = await registerLamp(agent, { contact: contact.body.id })
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    expect(registered.body.view.state).toMatchObject({ stage: 'linked', number: '241104-0001', title: lamp.title })
    const order = registered.body.view.state.links[0].order as string
    expect((await agent.post(`/api/contacts/${contact.body.id}/finish`)).status).toBe(200)

    const pool = await dispatcher.get('/api/orders/pool')
    expect(pool.body).toEqual([expect.objectContaining({ unit: 'urban', count: 1 })])
    city.wait(HOUR / 6)
    const dispatched = await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } })
    expect(dispatched.status, JSON.stringify(dispatched.body)).toBe(200)
    expect(dispatched.body.view.state.stage).toBe('dispatched')

    const inbox = await liaison.get('/api/orders/unit/to_sign')
    expect(inbox.body.rows).toHaveLength(1)
    city.wait(HOUR)
    expect((await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 })).body.view.state.stage).toBe('working')
    const early = await liaison.post(`/api/orders/${order}/reply`, reply(1))
    expect(early.status).toBe(422)
    expect(early.body.error.code).toBe('three_in_place')
    for (const purpose of ['first', 'feedback', 'visit']) {
      expect((await liaison.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose })).status).toBe(200)
    }
    const replied = await liaison.post(`/api/orders/${order}/reply`, reply(1))
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    expect(replied.body.view.state.assignments[0].stage).toBe('signing')
    const approved = await leader.post(`/api/orders/${order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect(approved.status, JSON.stringify(approved.body)).toBe(200)
    expect(approved.body.view.state.stage).toBe('reviewing')
    const reviewed = await reviewer.post(`/api/orders/${order}/review`, { assignment: 1, pass: true })
    expect(reviewed.status, JSON.stringify(reviewed.body)).toBe(200)
    expect(reviewed.body.view.state.stage).toBe('visiting')

    city.at('2024-11-05T10:00')
    const due = await visitor.get('/api/visits/list/due')
    expect(due.body.rows).toHaveLength(1)
    const visit = due.body.rows[0].id as string
    expect((await visitor.post(`/api/visits/${visit}/start`)).status).toBe(200)
    const seen = await visitor.get(`/api/visits/${visit}`)
    expect(seen.body.person.number).toBe('13800000645')
    const recorded = await visitor.post(`/api/visits/${visit}/record`, {
      contacted: true,
      solved: 'solved',
      satisfied: city.pack.visit.scale.value[0]?.code,
    })
    expect(recorded.status, JSON.stringify(recorded.body)).toBe(200)

    const closed = await agent.get(`/api/requests/${registered.body.id}`)
    expect(closed.body.state.stage).toBe('closed')
    const figures = await (await city.as('analyst')).get('/api/bulletin/2024-11')
    expect(figures.body.requests).toMatchObject({ accepted: 1, sent: 1, answered: 0 })
    expect(figures.body.onTime).toMatchObject({ numerator: 1, denominator: 1, percent: '100.00%' })
    expect(figures.body.satisfied).toMatchObject({ numerator: 1, denominator: 1 })
    expect(figures.body.identities.every((i: { holds: boolean }) => i.holds)).toBe(true)
  })
})

const reply = (assignment: number) => ({
  assignment,
  isTrue: true,
  solved: 'solved',
  internal: '经现场查看，照明线路老化断开，已由社区联系维修人员更换线路和灯具，当晚恢复照明。',
  public: '您反映的楼间路灯不亮问题，已更换线路和灯具，当晚恢复照明。',
})
