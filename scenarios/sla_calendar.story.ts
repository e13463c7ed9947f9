/** 时限: natural hours, working days, make-up days, extension; each deadline to the second and explained. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue } from '@huying/core/calendar'
import type { Pack } from '@huying/core/policy/schema'
import { type City, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

const place = { region: '433125109', text: '迁陵镇某小区三栋' }
const asking = { assignment: 1, reason: 'works', text: '灯杆基础须重新浇筑，养护期内不能通电。', told: true }

describe('a county with written limits', () => {
  let city: City
  const open = async (at: string, change?: (pack: Pack) => Pack) => {
    city = await openCity('baojing', at, change)
  }
  afterAll(() => city.close())

  /** Registered and dispatched at this very moment. */
  const sent = async () => {
    const { order } = await roadOf(city).register({ place })
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    return order
  }
  const clock = async (order: string, kind: string) => {
    const { clocks } = await roadOf(city).order(order)
    return clocks.find((c: { kind: string }) => c.kind === kind)
  }

  test('SLA-01 five working days over National Day and its make-up days; the 24 hours for signing do not stop for a weekend', async () => {
    await open('2024-09-27T10:00')
    const order = await sent()
    const close = await clock(order, 'close')
    expect(formatDue(close.due)).toBe('2024-10-10 周四 24:00')
    expect(close.lines.map((l: { text: string }) => l.text).join('；')).toContain('5 个工作日')
    expect(formatDue((await clock(order, 'sign')).due)).toBe('2024-09-28 周六 10:00')
    await city.close()
  })

  test('SLA-02 signed on the second it is in time; one second later it is one late signature, and the month no longer says zero', async () => {
    await open('2023-11-01T12:00')
    const [prompt, late] = [await sent(), await sent()]
    const liaison = await city.as('liaison', 'urban')
    const month = async () => done(await (await city.as('analyst')).get('/api/orders/timeliness/2023-11')).body
    // Reading the page is not signing.
    done(await liaison.get(`/api/orders/${prompt}`))
    expect((await roadOf(city).order(prompt)).state.assignments[0]).not.toHaveProperty('signedAt')
    city.at('2023-11-02T12:00:00')
    done(await liaison.post(`/api/orders/${prompt}/sign`, { assignment: 1 }))
    expect(await month()).toMatchObject({ signedLate: 0, noneSignedLate: true, signed: { percent: '100.00%' } })
    city.at('2023-11-02T12:00:01')
    const behind = async (asked: string) =>
      done(await (await city.as('analyst')).get(`/api/bulletin/2023-11/rows?${asked}`)).body.rows.map(
        ({ id, value }: { id: string; value: number }) => [id, value],
      )
    const oneLate = { signedLate: 1, noneSignedLate: false, signed: { numerator: 1, denominator: 2 } }
    // Late now, and not only when somebody signs at last; then it is the same late one.
    for (const signed of [false, true]) {
      if (signed) done(await liaison.post(`/api/orders/${late}/sign`, { assignment: 1 }))
      expect(await month()).toMatchObject({ ...oneLate, units: [{ unit: 'urban', ...oneLate }] })
      for (const asked of ['figure=signed_late', 'rate=signedInTime&part=rest']) expect(await behind(asked)).toEqual([[late, 1]])
    }
    const { state } = await roadOf(city).order(late)
    expect(state.assignments[0]).toMatchObject({ signedAt: city.now(), signedBy: liaison.name })
    await city.close()
  })

  test('SLA-03 whatever the matter: five working days from the day it was received', async () => {
    await open('2023-11-01T15:20')
    expect(formatDue((await clock(await sent(), 'close')).due)).toBe('2023-11-08 周三 24:00')
    const { order } = await roadOf(city).register({ place, type: 'complaint', category: 'env.water' })
    city.at('2023-11-02T09:00')
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'ecology' } }))
    expect(formatDue((await clock(order, 'close')).due)).toBe('2023-11-08 周三 24:00')
    await city.close()
  })

  test('SLA-04 five days more are five calendar days or, where the pack says so, five working days; six are refused', async () => {
    const extended = async (days: number) => {
      const order = await sent()
      const liaison = await city.as('liaison', 'urban')
      done(await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 }))
      const asked = await liaison.post(`/api/orders/${order}/request_extension`, { ...asking, days })
      if (asked.status === 200)
        done(await (await city.as('dispatcher')).post(`/api/orders/${order}/rule_extension`, { assignment: 1, granted: true }))
      return { asked, due: formatDue((await clock(order, 'close')).due) }
    }
    await open('2024-09-27T10:00')
    expect((await extended(5)).due).toBe('2024-10-15 周二 24:00')
    const six = await extended(6)
    expect(six.asked.status).toBe(422)
    expect(six.asked.body.error).toMatchObject({ code: 'too_long', field: 'days' })
    expect(six.due).toBe('2024-10-10 周四 24:00')
    await city.close()
    const longest = { value: { amount: 5, unit: 'workday' as const }, assumed: true }
    await open('2024-09-27T10:00', (pack) => ({ ...pack, extensions: { ...pack.extensions, longest } }))
    expect((await extended(5)).due).toBe('2024-10-16 周三 24:00')
  })
})

describe('reason and telling', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('baojing', '2024-09-27T10:00')
  })
  afterAll(() => city.close())

  test('domain 24: a server that thinks it is elsewhere promises the same day and the same minute', async () => {
    const home = process.env.TZ
    try {
      for (const zone of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
        process.env.TZ = zone
        const { order } = await roadOf(city).register({ place })
        done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
        const { clocks } = await roadOf(city).order(order)
        const due = (kind: string) => formatDue(clocks.find((c: { kind: string }) => c.kind === kind).due)
        expect([due('sign'), due('close')], zone).toEqual(['2024-09-28 周六 10:00', '2024-10-10 周四 24:00'])
      }
    } finally {
      if (home === undefined) delete process.env.TZ
      else process.env.TZ = home
    }
  })

  test('an extension has a reason, the person is told, and no more are granted than the pack allows', async () => {
    const { order } = await roadOf(city).inHand({ place })
    const liaison = await city.as('liaison', 'urban')
    const ask = (more: Record<string, unknown>) => liaison.post(`/api/orders/${order}/request_extension`, { ...asking, days: 2, ...more })
    expect((await ask({ reason: 'busy' })).body.error).toMatchObject({ code: 'unknown_code', field: 'reason' })
    expect((await ask({ told: false })).body.error).toMatchObject({ code: 'missing', field: 'told' })
    done(await ask({}))
    expect((await ask({})).body.error.code).toBe('pending')
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/rule_extension`, { assignment: 1, granted: true }))
    expect((await ask({})).body.error).toMatchObject({ code: 'limit', instead: 'order.pause' })
    // What the deadline was before is still there to be read, line by line.
    const { clocks } = await roadOf(city).order(order)
    const close = clocks.find((c: { kind: string }) => c.kind === 'close')
    expect(close.lines.map((l: { due: number }) => formatDue(l.due as never)).at(-2)).toBe('2024-10-10 周四 24:00')
    expect(close.lines.at(-1).text).toContain('同意延期 2 个自然日')
  })
})
