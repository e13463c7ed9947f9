/**
 * 渠道: whatever door a matter comes in by, it is one kind of request under one set of deadlines, and the doors are counted apart.
 * The queue and the voice robot come with the line itself, writing answers back with each channel.
 */
import { instantOf } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { addFigures, countLike } from './crowd.ts'
import { registerLamp } from './telling.ts'

const gasCut = {
  category: 'utility.gas-cut',
  title: '半夜整栋楼停气',
  content: '凌晨两点多起来热奶粉，发现整栋楼停气，家里有两个月大的孩子。',
  since: '今天凌晨',
  affected: { low: 24, what: '户' },
  wants: '尽快恢复供气',
}

describe('at night', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-02-10T02:30')
  })
  afterAll(() => city.close())

  test('intake-02 a call at half past two on New Year’s Day is a request at once; the clock of the urgent one does not wait for the office', async () => {
    const agent = await city.as('agent')
    const contact = await agent.post('/api/contacts', { channel: 'phone', number: '13800000233' })
    const urgent = await registerLamp(agent, { ...gasCut, urgency: 'urgent', contact: contact.body.id })
    expect(urgent.status, JSON.stringify(urgent.body)).toBe(200)
    expect(urgent.body.view.state).toMatchObject({ registeredAt: city.now(), acceptedAt: city.now(), number: '240210-0001' })
    const dispatcher = await city.as('dispatcher')
    const order = `/api/orders/${urgent.body.view.state.links[0].order as string}`
    expect((await dispatcher.get(order)).body.state.dispatchClock.due).toBe(instantOf('2024-02-10T02:45'))
    expect((await dispatcher.post(`${order}/dispatch`, { lead: { unit: 'gas' } })).status).toBe(200)
    const { clocks } = (await dispatcher.get(order)).body.state.assignments[0]
    expect([clocks.sign.due, clocks.feedback.due]).toEqual([instantOf('2024-02-10T02:45'), instantOf('2024-02-10T04:30')])

    // What is not urgent is taken as well; its handling is counted from the first working day, a Sunday by the State Council's list.
    const lamp = await registerLamp(agent)
    const waiting = (await dispatcher.get(`/api/orders/${lamp.body.view.state.links[0].order as string}`)).body.state
    expect(waiting.dispatchClock.due).toBe(instantOf('2024-02-18T09:00'))
  })
})

describe('channels', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-08T10:00')
  })
  afterAll(() => city.close())

  const bulletin = async () => (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body

  test('intake-03 a message, a mailbox letter and a call: one order each, the same deadline, one pool, one count a channel', async () => {
    const writer = await city.as('web_intake')
    const matters = [
      { channel: 'gov-cn', title: '建议延长图书馆开放时间', category: 'culture.venue' },
      { channel: 'mayor-mail', title: '人行道地砖松动溅水', category: 'urban.facility' },
      { channel: 'phone', title: '小区外路灯整夜不亮', category: 'urban.lighting' },
    ]
    const orders = []
    for (const matter of matters) {
      const registered = await registerLamp(writer, matter)
      expect(registered.status, JSON.stringify(registered.body)).toBe(200)
      const { state } = registered.body.view
      expect(state).toMatchObject({ channel: matter.channel, stage: 'linked' })
      orders.push({ order: state.links[0].order as string, due: state.answerBy.due as number })
    }
    expect(new Set(orders.map((o) => o.due))).toEqual(new Set([instantOf('2024-11-15T23:59') + 59_999]))
    const pool = (await (await city.as('dispatcher')).get('/api/orders/pool')).body as { count: number }[]
    expect(pool.reduce((n, g) => n + g.count, 0)).toBe(3)
    const nameless = await registerLamp(writer, { channel: undefined })
    expect(nameless.body.error).toMatchObject({ code: 'invalid', message: '请填写“来源渠道”' })
    const { online, requests } = await bulletin()
    expect(requests.accepted).toBe(3)
    expect(online.channels.map((c: { code: string; count: number }) => [c.code, c.count])).toEqual([
      ['mayor-mail', 1],
      ['gov-cn', 1],
    ])
  })

  test('INTAKE-05 the six online channels add up to the whole; a part that does not fit blocks the report and says by how much', async () => {
    city.at('2024-12-10T10:00')
    const writer = await city.as('web_intake')
    const six = { 'gov-cn': 8, 'governor-mail': 28, 'mayor-mail': 87, province: 711, xiangyiban: 69, wechat: 45 }
    for (const [channel, count] of Object.entries(six)) {
      const { body } = await registerLamp(writer, { channel, type: 'consult', outcome: { how: 'answer', text: '已答复。' } })
      await countLike(city, 'request', body.id, count - 1)
    }
    const december = async () => (await (await city.as('analyst')).get('/api/bulletin/2024-12')).body
    const { online, blocked, identities } = await december()
    expect(online.total).toBe(948)
    expect(Object.fromEntries(online.channels.map((c: { code: string; count: number }) => [c.code, c.count]))).toEqual(six)
    expect(blocked).toBe(false)
    expect(identities).toContainEqual({ text: '网上渠道各项之和 = 网上渠道总数', left: 948, right: 948, holds: true })

    await addFigures(city, { '2024-12-10|channel|province|accepted': -3 })
    const wrong = await december()
    expect(wrong.blocked).toBe(true)
    expect(wrong.identities).toContainEqual({ text: '网上渠道各项之和 = 网上渠道总数', left: 945, right: 948, holds: false })
    const { bulletinText } = await import('../server/src/figures/text.ts')
    expect(bulletinText(wrong)).toContain('网上渠道各项之和 = 网上渠道总数：945 ≠ 948，相差 3 件')
  })

  test('intake-01 a call on a merged hotline is in the same list with its old name beside it; the lines add up to all calls', async () => {
    city.at('2025-01-06T10:00')
    const agent = await city.as('agent')
    const open = async (line?: string) => {
      const { body } = await agent.post('/api/contacts', { channel: 'phone', number: '13700000415', line })
      await agent.post(`/api/contacts/${body.id}/finish`, { disposition: 'misdialled' })
      return body.id as string
    }
    const consumer = await open('l12315')
    await open('l12319')
    await open('l12315')
    await open()
    const strip = await agent.get(`/api/contacts/${consumer}`)
    expect(strip.body.line).toMatchObject({
      number: '12315',
      owner: 'market',
      ownerName: city.pack.units.find((u) => u.code === 'market')?.name,
    })
    const registered = await registerLamp(agent, { contact: consumer, line: 'l12315' })
    expect(registered.body.view.state.line).toBe('l12315')
    expect((await agent.post('/api/contacts', { channel: 'phone', line: 'l110' })).body.error).toMatchObject({ field: 'line' })

    const month = (await (await city.as('analyst')).get('/api/contacts/month/2025-01')).body
    expect(month.lines.map((l: { code?: string; count: number }) => [l.code, l.count])).toEqual([
      ['l12315', 2],
      [undefined, 1],
      ['l12319', 1],
    ])
    expect(month.identities).toContainEqual({ text: '各线路来电之和 = 呼入', left: 4, right: 4, holds: true })
  })
})
