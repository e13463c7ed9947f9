/** 暂定时限: what was promised over days that nobody had arranged yet is decided again when the arrangement is published. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { KNOWN_AFTER } from '../server/src/pack/packs.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { done, type Matter, roadOf } from './road.ts'

const notice = {
  year: '2027',
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'],
  workdays: [],
  title: '关于2027年部分节假日安排的通知',
}
const why = `《${notice.title}》公布 2027 年放假安排`

interface Shown {
  kind: string
  assignment: number
  due: Instant
  provisional: boolean
  lines: { text: string }[]
}

describe('an arrangement of days off that comes late', () => {
  let city: City
  let admin: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2026-12-28T10:00')
    admin = await city.as('business_admin')
  })
  afterAll(() => city.close())

  const clock = async (order: string, kind = 'close', assignment = 1): Promise<Shown> =>
    (await roadOf(city).order(order)).clocks.find((c: Shown) => c.kind === kind && c.assignment === assignment)
  const due = async (order: string, kind = 'close', assignment = 1) => {
    const found = await clock(order, kind, assignment)
    return [formatDue(found.due), found.provisional]
  }
  const told = async (order: string) =>
    (await roadOf(city).order(order)).timeline.filter((line: { type: string }) => line.type === 'recalculated')
  const extended = async (order: string, days: number) => {
    const asking = { assignment: 1, reason: 'works', text: '灯杆基础须重新浇筑，养护期内不能通电。', told: true, days }
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/request_extension`, asking))
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/rule_extension`, { assignment: 1, granted: true }))
  }
  const running = async () => (await admin.get('/api/business/calendar')).body.recalculations

  let plain: Matter
  let longer: Matter
  let pooled: Matter
  let sure: Matter
  let ended: Matter

  test('until then deadlines over the new year are shown as provisional', async () => {
    const road = roadOf(city)
    plain = await road.inHand()
    longer = await road.inHand()
    await extended(longer.order, 2)
    pooled = await road.register()
    sure = await road.inHand({ urgency: 'urgent' })
    ended = await road.inHand()
    const leader = await city.as('supervisor_shift')
    done(await leader.post(`/api/orders/${ended.order}/void`, { reason: 'test' }))
    expect(await due(plain.order)).toEqual(['2027-01-04 周一 24:00', true])
    expect(await due(longer.order)).toEqual(['2027-01-06 周三 24:00', true])
    expect(await due(sure.order)).toEqual(['2026-12-29 周二 10:00', false])
    expect((await road.request(pooled.request)).answerBy.provisional).toBe(true)
    expect(await running()).toEqual([])
  })

  test('published, every open deadline that hung on it is counted again, once, and told with its reason, before and after', async () => {
    const before = await clock(ended.order)
    // As people copy it from the notice; where it is shown, 《》 stands around it once.
    done(await admin.post('/api/business/years', { ...notice, title: `《${notice.title}》` }))
    city.wait(KNOWN_AFTER)
    await city.settle()
    expect(await due(plain.order)).toEqual(['2027-01-05 周二 24:00', false])
    expect(await due(longer.order)).toEqual(['2027-01-07 周四 24:00', false])
    expect(await due(sure.order)).toEqual(['2026-12-29 周二 10:00', false])
    expect((await clock(plain.order)).lines.at(-1)?.text).toContain('重算，原截止 2027-01-04 周一 24:00')
    expect((await clock(plain.order)).lines.at(-1)?.text).not.toContain('《《')
    const [line, ...more] = await told(plain.order)
    expect(more).toEqual([])
    expect(line.body).toMatchObject({ why, changes: [{ clock: 'close' }] })
    expect([line.body.changes[0].before, line.body.changes[0].after].map(formatDue)).toEqual([
      '2027-01-04 周一 24:00',
      '2027-01-05 周二 24:00',
    ])
    expect(await told(sure.order)).toEqual([])
    // The person's own clock goes the same way, also of what is still in the pool; what is not open stays as it was.
    for (const { request } of [plain, pooled]) {
      const { answerBy } = await roadOf(city).request(request)
      expect([formatDue(answerBy.due), answerBy.provisional]).toEqual(['2027-01-05 周二 24:00', undefined])
    }
    expect(await clock(ended.order)).toEqual(before)
    expect(await running()).toMatchObject([
      { years: ['2027'], by: admin.name, orders: { total: 2, left: 0, failed: 0 }, requests: { total: 3, left: 0, failed: 0 } },
    ])
  })

  test('the same notice once more changes nothing; a deadline set afterwards on an older version knows the year', async () => {
    const before = await clock(longer.order)
    done(await admin.post('/api/business/years', notice))
    city.wait(KNOWN_AFTER)
    await city.settle()
    expect(await clock(longer.order)).toEqual(before)
    expect(await running()).toHaveLength(1)
    done(await (await city.as('dispatcher')).post(`/api/orders/${pooled.order}/dispatch`, { lead: { unit: 'urban' } }))
    expect(await due(pooled.order)).toEqual(['2027-01-05 周二 24:00', false])
  })
})
