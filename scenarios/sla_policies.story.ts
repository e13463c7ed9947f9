/** 时限 by city: urgent work to the second, each city its own policy, and the month's rate with the denominator it names. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { formatDue, instantOf, plus } from '@huying/core/calendar'
import type { DeadlineRow, Pack } from '@huying/core/policy/schema'
import { policyOf } from '@huying/core/policy/policy'
import { lint } from '../server/src/cli/city.ts'
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
    done(await road.review(order, { pass: false, reason: 'result', why: '请说明更换了几盏灯。' }))
    expect(formatDue((await clockOf(city, order, 'close')).due as never)).toBe('2023-11-07 周二 24:00')
  })
})

describe('what a province hands down, in a city that counts it among its online channels', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())
  const superiorDue = instantOf('2024-11-06T12:00')
  const previewed = { type: 'help', category: 'urban.lighting', region: '430304' }

  test('the desk is told which channels they are; the deadline is taken from those alone, and read out as it will hold', async () => {
    const agent = await city.as('agent')
    const { channels } = (await agent.get('/api/catalogue')).body
    const superior = channels.filter((c: { superior: boolean }) => c.superior)
    expect(superior.map((c: { code: string; medium: string }) => [c.code, c.medium])).toContainEqual(['province', 'online'])
    const police = await registerLamp(agent, { channel: 'police110', superiorDue })
    expect(police).toMatchObject({ status: 400, body: { error: { code: 'invalid', field: 'superiorDue' } } })
    const road = roadOf(city)
    const { request, order } = await road.register({ channel: 'province', superiorDue })
    expect(await road.request(request)).toMatchObject({ superiorDue, answerBy: { due: superiorDue } })
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    expect((await clockOf(city, order, 'close')).due).toBe(superiorDue)
    expect((await agent.post('/api/intake/preview', { ...previewed, superiorDue })).body.due).toBe(superiorDue)
    expect((await agent.post('/api/intake/preview', previewed)).body.due).toBeGreaterThan(superiorDue)
  })

  test('a file of hand-downs brings each its own deadline; a row from elsewhere may not', async () => {
    const admin = await city.as('business_admin')
    const rows = [
      '编号,标题,内容,诉求类型,事项,来源渠道,上级平台时限',
      'S1,村口路灯不亮,村口的路灯坏了两盏,求助,市政照明,省级12345转派,2024-11-06',
      'S2,桥下路灯不亮,桥下的路灯坏了一盏,求助,市政照明,公开网页,2024-11-06',
      'S3,河堤路灯不亮,河堤上的路灯不亮,求助,市政照明,省级12345转派,下周',
    ]
    const file = await admin.upload('/api/imports?name=hand-downs.csv', 'application/octet-stream', Buffer.from(rows.join('\n')))
    const { id, mapping } = done(file).body
    expect(mapping.columns.superiorDue).toBe('上级平台时限')
    done(await admin.post(`/api/imports/${id}/run`, { mapping, as: 'new', dryRun: false }))
    await vi.waitFor(async () => expect((await admin.get(`/api/imports/${id}`)).body.state).toBe('done'))
    const ran = (await admin.get(`/api/imports/${id}`)).body
    expect(ran).toMatchObject({ added: 1, faulty: 2 })
    const why = ran.faults.map((fault: { why: string }) => fault.why)
    expect(why).toEqual(expect.arrayContaining([expect.stringContaining('“下周”不是日期时间'), expect.stringContaining('不是上级平台')]))
    const clerk = await city.as('web_intake')
    const [letter] = (await clerk.get('/api/search/requests?stage=pending')).body.rows
    done(await clerk.post(`/api/requests/${letter.id}/accept`))
    expect(formatDue((await roadOf(city).request(letter.id)).answerBy.due)).toBe('2024-11-06 周三 24:00')
  })

  test('a pack may not call a telephone or a counter a superior platform', () => {
    const { kinds } = city.pack
    const odd = kinds.channels.map((c) => (c.medium === 'phone' ? { ...c, superior: true } : c))
    const pack = { ...city.pack, kinds: { ...kinds, channels: odd } }
    expect(lint(pack, policyOf(pack)).filter((fault) => fault.includes('上级平台'))).toHaveLength(1)
    expect(lint(city.pack, policyOf(city.pack)).filter((fault) => fault.includes('上级平台'))).toEqual([])
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
