/**
 * 合并派单: one matter told by several people or through several doors is handled once; each keeps number, answer and call-back. The
 * answer is with each request; writing it back into another platform comes with that channel.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const water = {
  category: 'urban.drainage',
  title: '铁路桥下积水没过车轮',
  content: '下了一夜雨，铁路桥下积水没过小车轮子，公交绕行，上班的人都堵在坡上。',
  since: '今天早上',
  wants: '抽排积水并清理雨水口',
}
describe('one matter, several voices', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-13T08:10')
  })
  afterAll(() => city.close())

  const tell = async (channel: string, name: string, callNumber: string, more: Record<string, unknown> = {}) => {
    const by = await city.as(channel === 'phone' ? 'agent' : 'web_intake')
    const { status, body } = await registerLamp(by, { ...water, channel, requester: { kind: 'person', name, callNumber }, ...more })
    expect(status, JSON.stringify(body)).toBe(200)
    return { id: body.id as string, number: body.view.state.number as string, order: body.view.state.links[0].order as string }
  }
  const bulletin = async () => (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body
  const orderOf = async (id: string) => (await (await city.as('dispatcher')).get(`/api/orders/${id}`)).body
  const requestOf = async (id: string) => (await (await city.as('dispatcher')).get(`/api/requests/${id}`)).body.state

  test('intake-04 written first and told again: one order is sent, two requests count, each source is answered and called back', async () => {
    const written = await tell('gov-cn', '唐新华', '13800000127')
    const called = await tell('phone', '唐新华', '13800000127')
    const dispatcher = await city.as('dispatcher')
    const merged = await dispatcher.post(`/api/orders/${called.order}/merge`, { into: written.order, why: '同一人反映同一处积水。' })
    expect(merged.status, JSON.stringify(merged.body)).toBe(200)
    expect(merged.body.view.state).toMatchObject({ stage: 'void', mergedInto: { order: written.order } })
    expect((await orderOf(written.order)).members.map((m: { number: string }) => m.number).sort()).toEqual([written.number, called.number])
    expect((await requestOf(called.id)).number).toBe(called.number)
    const pool = (await dispatcher.get('/api/orders/pool')).body as { count: number }[]
    expect(pool.reduce((n, g) => n + g.count, 0)).toBe(1)
    const month = await bulletin()
    expect(month.requests).toMatchObject({ accepted: 2, sent: 2, merged: 1 })
    expect(month.orders).toMatchObject({ opened: 1, mergedAway: 1 })
    expect(month.blocked).toBe(false)

    done(await dispatcher.post(`/api/orders/${written.order}/dispatch`, { lead: { unit: 'urban' } }))
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${written.order}/sign`, { assignment: 1 }))
    await roadOf(city).call(written.order, 'connected', 'visit')
    await roadOf(city).answered(written.order)
    for (const { id } of [written, called]) expect(await requestOf(id)).toMatchObject({ stage: 'replied', reply: { order: written.order } })
    city.at('2024-11-14T09:00')
    const due = (await (await city.as('visitor')).get('/api/visits/list/due')).body.rows as { id: string }[]
    expect(due).toHaveLength(2)
  })

  test('three complaints in one order, one of them split off again: two orders as before, and the way there and back on record', async () => {
    const voices = [
      await tell('phone', '周立新', '13800000201'),
      await tell('phone', '肖春兰', '13800000202'),
      await tell('wechat', '贺志明', '13800000203'),
    ]
    const [first, second, third] = voices
    if (!first || !second || !third) throw new Error('three voices')
    const dispatcher = await city.as('dispatcher')
    for (const { order } of [second, third]) {
      expect((await dispatcher.post(`/api/orders/${order}/merge`, { into: first.order, why: '同一处积水。' })).status).toBe(200)
    }
    const before = (await bulletin()).requests
    const split = await dispatcher.post(`/api/orders/${first.order}/split`, { request: third.id, why: '不是同一座桥。' })
    expect(split.status, JSON.stringify(split.body)).toBe(200)

    const apart = await requestOf(third.id)
    const own = apart.links.at(-1)
    expect(apart.links.map((l: { why: string; to?: number }) => [l.why, l.to !== undefined])).toEqual([
      ['opened', true],
      ['merged', true],
      [own.why, false],
    ])
    expect(own.order).not.toBe(first.order)
    expect((await orderOf(own.order)).state).toMatchObject({ stage: 'pooled', members: [{ id: third.id, number: third.number }] })
    const left = await orderOf(first.order)
    expect(left.members.map((m: { id: string }) => m.id).sort()).toEqual([first.id, second.id].sort())
    expect(left.timeline.map((l: { type: string }) => l.type)).toEqual(expect.arrayContaining(['joined', 'split']))
    const after = (await bulletin()).requests
    expect([after.accepted - before.accepted, after.merged - before.merged]).toEqual([0, -1])
    expect((await bulletin()).blocked).toBe(false)
  })
})
