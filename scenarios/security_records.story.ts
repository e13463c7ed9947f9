/**
 * 留痕: what was changed, by whom, when and why; nothing is deleted, no number is used twice, nothing closes with a step missing.
 * The sealed chain of all events, the month's closed-loop report and the numbers of papers come with later steps.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '@huying/core/calendar'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { pleased, type Road, roadOf } from './road.ts'

describe('records', () => {
  let city: City
  let agent: Person
  let road: Road
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
    agent = await city.as('agent')
    road = roadOf(city)
  })
  afterAll(() => city.close())

  test('sec-01 a place put right shows field, before, after, who, when and why; the month’s figures are what a recount finds', async () => {
    const { request: id, order } = await road.register()
    const admin = await city.as('business_admin')
    const why = '核听录音：来电人说的是雨湖区，不是岳塘区。'
    const place = { region: '430302', text: '雨湖区某小区三栋' }
    city.wait(HOUR)
    const silent = await admin.post(`/api/requests/${id}/correct`, { changes: { place } })
    expect(silent.body.error).toMatchObject({ code: 'invalid', message: '请填写“更正原因”' })
    const corrected = await admin.post(`/api/requests/${id}/correct`, { changes: { place }, why })
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
    const [change] = (await agent.get(`/api/requests/${id}`)).body.state.corrections
    expect(change).toEqual({
      field: 'place',
      from: { region: '430304', text: '岳塘区某小区三栋' },
      to: place,
      why,
      by: admin.name,
      at: city.now(),
    })
    expect((await (await city.as('dispatcher')).get(`/api/orders/${order}`)).body.state.place).toMatchObject({ region: '430302' })

    await road.register({ type: 'consult', outcome: { how: 'answer', text: '已答复。' } })
    await road.register({ type: 'suggest', outcome: undefined })
    const month = (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body
    const rows = (await (await city.as('centre_head')).get('/api/requests?limit=200')).body.rows as { stage: string; type: string }[]
    expect(month.requests).toMatchObject({
      accepted: rows.length,
      answered: rows.filter((r) => r.stage === 'answered').length,
      sent: rows.filter((r) => r.stage === 'linked').length,
      undecided: rows.filter((r) => r.stage === 'registered').length,
    })
    for (const { code, count } of month.types) expect(rows.filter((r) => r.type === code)).toHaveLength(count)
    expect(month.blocked).toBe(false)
  })

  test('sec-02 every step of a closed order has who, when, in which post; a request is never deleted, only voided with a reason', async () => {
    city.at('2024-11-06T09:00')
    const { request, order } = await road.inHand()
    await road.call(order, 'connected', 'visit')
    await road.answered(order)
    city.wait(DAY)
    await road.callBack(request, pleased)
    const { timeline } = await road.order(order)
    const steps = timeline as { type: string; at: number; actor: string; post: string }[]
    const types = steps.map((s) => s.type)
    for (const type of ['opened', 'dispatched', 'signed', 'contacted', 'replied', 'approved', 'submitted', 'reviewed', 'settled', 'closed'])
      expect(types).toContain(type)
    expect(steps.filter((s) => !s.at || !s.actor || !s.post)).toEqual([])
    expect(steps.map((s) => s.at)).toEqual(steps.map((s) => s.at).toSorted((a, b) => a - b))

    const wrong = await road.register()
    const { number } = await road.request(wrong.request)
    expect((await agent.delete(`/api/requests/${wrong.request}`)).status).toBe(404)
    const head = await city.as('centre_head')
    const bare = await head.post(`/api/requests/${wrong.request}/void`, { reason: 'whim' })
    expect(bare.body.error).toMatchObject({ field: 'reason' })
    expect((await head.post(`/api/requests/${wrong.request}/void`, { reason: 'test', note: '联调测试件。' })).status).toBe(200)
    expect((await head.get(`/api/requests/${wrong.request}`)).body.state).toMatchObject({
      number,
      stage: 'void',
      voided: { reason: 'test', note: '联调测试件。' },
    })
  })

  test('sec-03 an order closes only when each of its steps has left something: sent, answered, reviewed, called back', async () => {
    city.at('2024-11-11T09:00')
    const { request, order } = await road.register()
    const stages: string[] = []
    const reach = async (step: Promise<unknown>) => {
      await step
      stages.push((await road.order(order)).state.stage as string)
    }
    const head = await city.as('centre_head')
    const early = await head.post(`/api/orders/${order}/archive`, {})
    expect(early.body.error).toMatchObject({ code: 'stage' })
    await reach((await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    await reach((await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
    await reach(road.reply(order))
    await reach(road.call(order, 'connected', 'visit'))
    await reach(road.reply(order))
    await reach(road.sign(order))
    await reach(road.review(order))
    city.wait(DAY)
    await reach(road.callBack(request, pleased))
    expect(stages).toEqual(['dispatched', 'working', 'working', 'working', 'working', 'reviewing', 'visiting', 'closed'])
  })

  test('sec-08 numbers run by the day, each noun has its own; a voided one is not used again, two desks never draw the same', async () => {
    city.at('2024-11-20T09:00')
    const numberOf = async ({ request }: { request: string }) => (await road.request(request)).number as string
    const first = await road.register()
    expect(await numberOf(first)).toBe('241120-0001')
    await agent.post(`/api/requests/${first.request}/void`, { reason: 'mistake' })
    const others = await Promise.all(Array.from({ length: 12 }, () => road.register()))
    const numbers = await Promise.all(others.map(numberOf))
    expect(new Set(numbers).size).toBe(12)
    expect(numbers.toSorted()).toEqual(Array.from({ length: 12 }, (_, i) => `241120-${String(i + 2).padStart(4, '0')}`))
    city.at('2024-11-21T00:00')
    expect(await numberOf(await road.register())).toBe('241121-0001')
  })
})
