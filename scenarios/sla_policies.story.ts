/** 时限 by city: urgent work to the second, each city its own policy, and the month's rate with the denominator it names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue, instantOf, plus } from '@huying/core/calendar'
import type { DeadlineRow, Pack } from '@huying/core/policy/schema'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { countLike } from './crowd.ts'
import { answerText, done, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const place = { region: '433125109', text: '迁陵镇某小区三栋' }
const urgent = {
  place,
  urgency: 'urgent',
  title: '楼栋变压器冒烟后停电',
  content: '变压器冒烟，两栋楼停电，电梯里还困过人，老人家里有制氧机。',
}

interface Shown {
  kind: string
  due: number
  level: string
  stoppedAt?: number
  lines: { text: string }[]
}
const clockOf = async (city: City, order: string, kind: string): Promise<Shown> => {
  const { clocks } = await roadOf(city).order(order)
  return clocks.find((c: Shown) => c.kind === kind)
}
const sent = async (city: City, more: Record<string, unknown>, unit = 'urban') => {
  const { order } = await roadOf(city).register(more)
  done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit } }))
  return order
}

describe('an urgent order', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('baojing', '2023-11-01T09:00')
  })
  afterAll(() => city.close())

  test('SLA-05 signed within the hour and fed back within two it is in time; a second later it goes to the head of the centre', async () => {
    const power = await city.as('liaison', 'power')
    const [prompt, late] = [await sent(city, urgent, 'power'), await sent(city, urgent, 'power')]
    const report = (order: string) =>
      power.post(`/api/orders/${order}/report_progress`, {
        assignment: 1,
        kind: 'feedback',
        text: '变压器绝缘老化，抢修车已到，预计 14 时恢复供电。',
      })
    city.at('2023-11-01T10:00:00')
    for (const order of [prompt, late]) done(await power.post(`/api/orders/${order}/sign`, { assignment: 1 }))
    city.at('2023-11-01T11:00:00')
    await city.settle()
    done(await report(prompt))
    for (const kind of ['sign', 'feedback']) {
      const { due, stoppedAt } = await clockOf(city, prompt, kind)
      expect(stoppedAt, kind).toBe(due)
    }
    // Fed back is not finished: the handling clock runs on.
    expect((await clockOf(city, prompt, 'close')).stoppedAt).toBeUndefined()

    const head = await city.as('centre_head')
    expect((await head.get('/api/orders/list/escalated')).body.rows).toEqual([])
    city.at('2023-11-01T11:00:01')
    await city.settle()
    done(await report(late))
    const feedback = await clockOf(city, late, 'feedback')
    expect(feedback.stoppedAt).toBeGreaterThan(feedback.due)
    const { state } = await roadOf(city).order(late)
    expect(state.alarms).toContainEqual(expect.objectContaining({ clock: 'feedback', level: 'over', to: 'head', due: feedback.due }))
    expect((await head.get('/api/orders/list/escalated')).body.rows).toMatchObject([{ id: late }])
    expect((await roadOf(city).order(prompt)).state.alarms.filter((a: { to: string }) => a.to === 'head')).toEqual([])
  })
})

/** Another city's word for the same thing: one hour to respond, two to act, three working days to report. */
const linked = (pack: Pack): Pack => {
  const rule = (code: string, label: string, clock: DeadlineRow['clock'], amount: number, unit: 'hour' | 'workday'): DeadlineRow => ({
    code,
    label,
    clock,
    start: 'dispatched',
    limit: { amount, unit },
    when: { in: { urgency: ['urgent', 'major'] } },
    assumed: true,
  })
  const own = [
    rule('linked.respond', '应急联动 1 小时响应', 'sign', 1, 'hour'),
    rule('linked.act', '应急联动 2 小时处理', 'feedback', 2, 'hour'),
    rule('linked.report', '应急联动 3 个工作日反馈', 'close', 3, 'workday'),
  ]
  return { ...pack, deadlines: [...own, ...pack.deadlines] }
}

describe('two cities, one program', () => {
  let first: City
  let second: City
  beforeAll(async () => {
    first = await openCity('baojing', '2023-11-01T09:00')
    second = await openCity('baojing', '2023-11-01T09:00', linked)
  })
  afterAll(() => Promise.all([first.close(), second.close()]))

  test('SLA-14 the same urgent order runs by each city’s own policy; a changed policy moves no deadline of what was there', async () => {
    const shown = async (city: City, order: string, kind: string) => {
      const { due, lines } = await clockOf(city, order, kind)
      return [formatDue(due as never), lines.map((l) => l.text).join('；')]
    }
    const [here, there] = [await sent(first, urgent), await sent(second, urgent)]
    expect(await shown(first, here, 'sign')).toEqual(['2023-11-01 周三 10:00', expect.stringContaining('紧急办件签收 1 小时')])
    expect(await shown(first, here, 'feedback')).toEqual(['2023-11-01 周三 11:00', expect.stringContaining('紧急办件反馈情况 2 小时')])
    expect(await shown(second, there, 'sign')).toEqual(['2023-11-01 周三 10:00', expect.stringContaining('1 小时响应')])
    expect(await shown(second, there, 'feedback')).toEqual(['2023-11-01 周三 11:00', expect.stringContaining('2 小时处理')])
    expect(await shown(second, there, 'close')).toEqual(['2023-11-06 周一 24:00', expect.stringContaining('3 个工作日反馈')])

    const pooled = (await roadOf(first).register({ place })).order
    const running = await sent(first, { place })
    const before = await shown(first, running, 'close')
    const shorter = first.pack.deadlines.map((d) => (d.clock === 'close' ? { ...d, limit: { amount: 2, unit: 'workday' as const } } : d))
    await first.shell.packs.publish(first.centre, { ...first.pack, deadlines: shorter }, '测试', first.now())
    first.wait(HOUR)
    expect(await shown(first, running, 'close')).toEqual(before)
    done(await (await first.as('liaison', 'urban')).post(`/api/orders/${running}/sign`, { assignment: 1 }))
    expect((await shown(first, running, 'close'))[0]).toBe(before[0])
    // Registered under the old policy, sent under the new one: the order keeps its own.
    done(await (await first.as('dispatcher')).post(`/api/orders/${pooled}/dispatch`, { lead: { unit: 'urban' } }))
    expect((await shown(first, pooled, 'close'))[0]).toBe('2023-11-08 周三 24:00')
    expect((await shown(first, await sent(first, { place }), 'close'))[0]).toBe('2023-11-03 周五 24:00')
  })
})

describe('a superior platform', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('baojing', '2023-11-01T09:00')
  })
  afterAll(() => city.close())

  test('what it sent is due when it says, from the pool to the unit; answered in time and sent back later, the unit has the pack’s least', async () => {
    const superiorDue = instantOf('2023-11-03T12:00')
    const agent = await city.as('agent')
    const wrong = await registerLamp(agent, { place, superiorDue })
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'invalid', field: 'superiorDue' } } })

    const road = roadOf(city)
    const from = { place, channel: 'superior', superiorDue }
    const { request, order } = await road.register(from)
    expect(await road.request(request)).toMatchObject({ superiorDue, answerBy: { due: superiorDue } })
    const dispatcher = await city.as('dispatcher')
    expect((await dispatcher.get('/api/orders/pool')).body).toMatchObject([{ superior: 1 }])
    done(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const { due, lines } = await clockOf(city, order, 'close')
    expect([due, lines.map((l) => l.text).join('；')]).toEqual([
      superiorDue,
      expect.stringContaining('上级平台时限为 2023-11-03 周五 12:00'),
    ])

    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
    city.at('2023-11-03T11:00')
    await road.call(order)
    await road.call(order, 'connected', 'visit')
    done(await road.reply(order))
    done(await road.sign(order))
    city.at('2023-11-06T10:00')
    done(await road.review(order, { pass: false, why: '请说明更换了几盏灯。' }))
    expect(formatDue((await clockOf(city, order, 'close')).due as never)).toBe('2023-11-07 周二 24:00')
  })
})

describe('the month', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('SLA-15 9,368 sent to units and 91 of them late: 99.03 %, and the report says what stands below the line', async () => {
    const road = roadOf(city)
    const [prompt, late] = [await road.inHand(), await road.inHand()]
    const answered = async (order: string) => {
      await road.call(order)
      done(await road.reply(order, answerText))
      done(await road.sign(order))
    }
    await answered(prompt.order)
    city.at('2024-11-12T09:00')
    await answered(late.order)
    expect(await road.bulletin()).toMatchObject({ onTime: { numerator: 1, denominator: 2 } })
    await countLike(city, 'order', prompt.order, 9276)
    await countLike(city, 'order', late.order, 90)
    const { onTime } = await road.bulletin()
    expect(onTime).toMatchObject({ numerator: 9277, denominator: 9368, percent: '99.03%' })
    expect(onTime.among).toContain('转办工单')
    expect((await clockOf(city, late.order, 'close')).due).toBeLessThan(plus(city.now(), 0))
  })
})
