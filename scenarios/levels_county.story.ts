/** 分级办理: city → county → street → section and back the same way; each level on its own clock, each looks after those below it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue } from '@huying/core/calendar'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { answerText, done, roadOf } from './road.ts'

interface Shown {
  assignment: number
  kind: string
  unit: string
  due: number
}
const COUNTY = 'yuhu'
const [STREET, OTHER, VILLAGE] = ['yuhu.heling', 'yuhu.jiangshe', 'yuhu.heling.hongxing']
const place = { region: '430302100', text: '鹤岭镇红星村一组' }
const answer = (assignment: number) => ({ assignment, isTrue: true, solved: 'solved', ...answerText })
const grounds = {
  reason: 'region',
  facts: '现场核查：路段在两镇交界处以东，不在本镇范围。',
  basis: '行政区域界线协议附图第 3 幅。',
}

const dueOf = async (city: City, order: string) => {
  const { clocks } = await roadOf(city).order(order)
  return (clocks as Shown[]).filter((c) => ['close', 'internal'].includes(c.kind)).map((c) => [c.unit, formatDue(c.due as never)] as const)
}
const below = async (county: Person) => {
  const { units, tabs } = done(await county.get('/api/orders/below')).body
  return {
    of: (unit: string) => units.find((u: { unit: string }) => u.unit === unit),
    tab: (tab: string) => tabs.find((t: { tab: string }) => t.tab === tab).count as number,
  }
}

describe('a county and its streets', () => {
  let city: City
  let county: Person
  let reviewer: Person
  let street: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    county = await city.as('county_officer', COUNTY)
    reviewer = await city.as('county_review', COUNTY)
    street = await city.as('liaison', STREET)
  })
  afterAll(() => city.close())

  /** Sent to the county and on to a street. */
  const toStreet = async (unit = STREET) => {
    const { order } = await roadOf(city).register({ place })
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: COUNTY } }))
    done(await county.post(`/api/orders/${order}/sub_dispatch`, { assignment: 1, to: [{ unit }] }))
    return `/api/orders/${order}`
  }
  const state = async (order: string) => (await (await city.as('dispatch_review')).get(order)).body.state
  const stages = async (order: string) =>
    (await state(order)).assignments.map((a: { unit: string; stage: string }) => `${a.unit} ${a.stage}`)

  test('down to the village and back the way it came; each level is due before the one above and looks at what comes up', async () => {
    const order = await toStreet()
    done(await street.post(`${order}/sub_dispatch`, { assignment: 2, to: [{ unit: VILLAGE }] }))
    expect(await dueOf(city, order.split('/')[3] ?? '')).toEqual([
      [COUNTY, '2024-11-11 周一 24:00'],
      [STREET, '2024-11-08 周五 24:00'],
      [VILLAGE, '2024-11-07 周四 24:00'],
    ])
    const village = await city.as('liaison', VILLAGE)
    done(await village.post(`${order}/sign`, { assignment: 3 }))
    done(await village.post(`${order}/contact_citizen`, { assignment: 3, result: 'connected', purpose: 'first' }))
    // The village reached the person: nobody above it has to call again.
    const calls = (await state(order)).assignments.map((a: { clocks: { contact: { stoppedAt?: number } } }) => a.clocks.contact.stoppedAt)
    expect(calls).toEqual([city.now(), city.now(), city.now()])
    done(await village.post(`${order}/reply`, answer(3)))
    expect((await (await city.as('dispatch_review')).post(`${order}/review`, { assignment: 3, pass: true })).status).toBe(403)
    expect((await street.get('/api/orders/below/review')).body.rows).toMatchObject([{ no: 3, unit: VILLAGE }])
    done(await street.post(`${order}/review`, { assignment: 3, pass: true }))
    done(await street.post(`${order}/reply`, answer(2)))
    expect((await below(reviewer)).of(STREET)).toMatchObject({ reviewWaiting: 1, open: 0 })
    const sentBack = await reviewer.post(`${order}/review`, { assignment: 2, pass: false })
    expect(sentBack.body.error).toMatchObject({ code: 'missing', field: 'why' })
    done(await reviewer.post(`${order}/review`, { assignment: 2, pass: true }))
    expect(await stages(order)).toEqual([`${COUNTY} working`, `${STREET} accepted`, `${VILLAGE} accepted`])
    expect((await state(order)).stage).toBe('working')
    done(await county.post(`${order}/reply`, answer(1)))
    done(await (await city.as('unit_leader', COUNTY)).post(`${order}/approve`, { assignment: 1, pass: true, sealed: true }))
    expect((await state(order)).stage).toBe('reviewing')
    done(await (await city.as('dispatch_review')).post(`${order}/review`, { assignment: 1, pass: true }))
    expect((await state(order)).stage).toBe('visiting')
  })

  test('a street returns, the county sends it on inside; the city’s list never shows it and its clock is not touched', async () => {
    const order = await toStreet()
    const [[, due] = []] = await dueOf(city, order.split('/')[3] ?? '')
    const dispatcher = await city.as('dispatcher')
    done(await street.post(`${order}/request_return`, { assignment: 2, ...grounds, suggested: OTHER }))
    expect((await dispatcher.get('/api/orders/list/returned')).body.rows).toEqual([])
    expect((await dispatcher.post(`${order}/rule_return`, { assignment: 2, granted: true, to: OTHER })).body.error.code).toBe('not_yours')
    expect((await below(county)).of(STREET)).toMatchObject({ returns: 1 })
    expect((await county.get(`/api/orders/below/returns?unit=${STREET}`)).body.rows).toMatchObject([{ no: 2, unit: STREET }])
    expect((await county.get(`/api/orders/below/returns?unit=${OTHER}`)).body.rows).toEqual([])
    const outside = await county.post(`${order}/rule_return`, { assignment: 2, granted: true, to: 'urban' })
    expect(outside.body.error.code).toBe('unknown_code')
    done(await county.post(`${order}/rule_return`, { assignment: 2, granted: true, to: OTHER }))
    expect(await stages(order)).toEqual([`${COUNTY} subbed`, `${STREET} moved`, `${OTHER} sent`])
    expect(await state(order)).toMatchObject({ firstUnit: COUNTY, firstWrong: false, stage: 'working' })
    expect((await dispatcher.get('/api/orders/list/returned')).body.rows).toEqual([])
    expect((await dispatcher.get('/api/orders/pool')).body).toEqual([])
    const all = await dueOf(city, order.split('/')[3] ?? '')
    expect(all[0]).toEqual([COUNTY, due])
    expect((await street.get('/api/orders/unit/to_sign')).body.rows.map((r: { id: string }) => r.id)).not.toContain(order.split('/')[3])
  })

  test('load, near, late and on time for each unit below; the street that was late stays late for the county', async () => {
    const [late, prompt] = [await toStreet(OTHER), await toStreet(OTHER)]
    const other = await city.as('liaison', OTHER)
    for (const order of [late, prompt]) done(await other.post(`${order}/sign`, { assignment: 2 }))
    const start = (await below(county)).of(OTHER)
    city.at('2024-11-08T10:00')
    expect((await below(county)).of(OTHER).near).toBeGreaterThanOrEqual(2)
    done(await other.post(`${prompt}/reply`, answer(2)))
    done(await reviewer.post(`${prompt}/review`, { assignment: 2, pass: true }))
    city.at('2024-11-09T00:30')
    await city.settle()
    const now = (await below(county)).of(OTHER)
    expect(now.open).toBe(start.open - 1)
    expect(now.over).toBeGreaterThanOrEqual(1)
    expect(now.onTime).toEqual({ numerator: start.onTime.numerator + 1, denominator: start.onTime.denominator + 1 + now.over })
    const over = (await county.get(`/api/orders/below/over?unit=${OTHER}`)).body.rows
    expect(over.map((r: { id: string }) => r.id)).toContain(late.split('/')[3])
    expect((await below(county)).tab('over')).toBeGreaterThanOrEqual(over.length)
    // Late inside the county: the county is told, the city is not.
    const { alarms } = await state(late)
    expect(alarms).toContainEqual(expect.objectContaining({ assignment: 2, clock: 'internal', level: 'over', to: 'parent' }))
    // Another county sees nothing of it.
    expect((await (await city.as('county_officer', 'yuetang')).get('/api/orders/below/open')).body.rows).toEqual([])
  })

  test('what a county rules is its own to give: no more time than it has itself', async () => {
    city.at('2024-11-11T09:00')
    const order = await toStreet()
    done(await street.post(`${order}/sign`, { assignment: 2 }))
    const ask = { assignment: 2, reason: 'works', text: '须等路面养护。', days: 5, told: true }
    done(await street.post(`${order}/request_extension`, ask))
    expect((await county.get('/api/orders/below/extensions')).body.rows).toMatchObject([{ no: 2, unit: STREET }])
    const refused = await county.post(`${order}/rule_extension`, { assignment: 2, granted: true })
    expect(refused.body.error).toMatchObject({ code: 'deadline', instead: 'order.request_extension' })
    done(await county.post(`${order}/request_extension`, { ...ask, assignment: 1 }))
    done(await (await city.as('dispatcher')).post(`${order}/rule_extension`, { assignment: 1, granted: true }))
    done(await county.post(`${order}/rule_extension`, { assignment: 2, granted: true }))
  })
})

describe('inside a bureau', () => {
  let city: City
  afterAll(() => city.close())
  const [BUREAU, TEAM, THIRD] = ['culture', 'culture.enforce', 'culture.enforce.third']
  const tour = {
    type: 'complaint',
    category: 'culture.venue',
    title: '网吧放未成年人进去',
    content: '学校旁边的网吧周末放中学生进去上网，不看身份证。',
  }
  const sentTo = async (levels: string[]) => {
    const { order } = await roadOf(city).register(tour)
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: BUREAU } }))
    for (const [i, unit] of levels.entries()) {
      const upper = await city.as('liaison', [BUREAU, ...levels][i])
      done(await upper.post(`/api/orders/${order}/sub_dispatch`, { assignment: i + 1, to: [{ unit }] }))
    }
    return `/api/orders/${order}`
  }

  test('DISPATCH-17 two levels down: the last one done, the bureau sums up and its leader signs; a level that stays too long raises an alarm', async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    const [order, slow] = [await sentTo([TEAM, THIRD]), await sentTo([TEAM, THIRD])]
    const third = await city.as('liaison', THIRD)
    const team = await city.as('liaison', TEAM)
    const bureau = await city.as('liaison', BUREAU)
    done(await third.post(`${order}/sign`, { assignment: 3 }))
    done(await third.post(`${order}/contact_citizen`, { assignment: 3, result: 'connected', purpose: 'first' }))
    done(await third.post(`${order}/reply`, answer(3)))
    expect((await bureau.post(`${order}/reply`, answer(1))).status).toBe(409)
    done(await team.post(`${order}/review`, { assignment: 3, pass: true }))
    done(await team.post(`${order}/reply`, answer(2)))
    done(await bureau.post(`${order}/review`, { assignment: 2, pass: true }))
    const summed = done(await bureau.post(`${order}/reply`, answer(1))).body.view.state
    expect(summed.assignments.map((a: { stage: string }) => a.stage)).toEqual(['signing', 'accepted', 'accepted'])
    expect(summed.stage).toBe('working')
    done(await (await city.as('unit_leader', BUREAU)).post(`${order}/approve`, { assignment: 1, pass: true, sealed: true }))
    expect((await bureau.get(order)).body.state.stage).toBe('reviewing')

    const alarmsAt = async (time: string) => {
      city.at(time)
      await city.settle()
      const { alarms } = (await bureau.get(slow)).body.state
      return alarms.filter((a: { clock: string; level: string }) => a.clock === 'internal' && a.level === 'over')
    }
    expect(await alarmsAt('2024-11-07T23:59')).toEqual([])
    expect(await alarmsAt('2024-11-08T00:00')).toMatchObject([{ assignment: 3, to: 'parent' }])
    expect(await alarmsAt('2024-11-09T00:00')).toMatchObject([{ assignment: 3 }, { assignment: 2, to: 'parent' }])
    // Whoever was late inside, the bureau answers for the whole.
    expect((await bureau.get('/api/orders/below/over')).body.rows).toMatchObject([{ unit: TEAM }])
    await city.close()
  })

  test('dispatch-16 three hours to pass it on inside, five working days for the section; each reminder once', async () => {
    city = await openCity('xiangtan', '2023-04-10T14:00', (pack) => ({
      ...pack,
      deadlines: pack.deadlines.map((d) => {
        if (d.clock === 'sign') return { ...d, limit: { amount: 3, unit: 'hour' as const } }
        return d.code === 'internal.normal' ? { ...d, limit: { amount: 5, unit: 'workday' as const }, beforeParent: undefined } : d
      }),
    }))
    const [late, order] = [await sentTo([]), await sentTo([])]
    const bureau = await city.as('liaison', BUREAU)
    city.at('2023-04-10T14:30')
    done(await bureau.post(`${order}/sub_dispatch`, { assignment: 1, to: [{ unit: TEAM }] }))
    expect((await dueOf(city, order.split('/')[3] ?? ''))[1]).toEqual([TEAM, '2023-04-17 周一 24:00'])
    const alarms = async (of: string, clock: string) =>
      (await bureau.get(of)).body.state.alarms.filter((a: { clock: string }) => a.clock === clock).map((a: { level: string }) => a.level)
    city.at('2023-04-10T17:00:01')
    await city.settle()
    expect(await alarms(late, 'sign')).toContain('over')
    expect(await alarms(order, 'sign')).not.toContain('over')
    city.at('2023-04-17T09:00')
    await city.settle()
    city.wait(HOUR)
    await city.settle()
    expect(await alarms(order, 'internal')).toEqual(['near'])
  })
})

describe('a city that lets its counties’ streets through', () => {
  let city: City
  beforeAll(async () => {
    const review = { value: false, assumed: true }
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => ({ ...pack, levels: { ...pack.levels, review } }))
  })
  afterAll(() => city.close())

  test('the pack says whether the county reviews: here the street’s answer is the county’s at once', async () => {
    const { order } = await roadOf(city).register({ place })
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: COUNTY } }))
    done(
      await (await city.as('county_officer', COUNTY)).post(`/api/orders/${order}/sub_dispatch`, { assignment: 1, to: [{ unit: STREET }] }),
    )
    const street = await city.as('liaison', STREET)
    done(await street.post(`/api/orders/${order}/sign`, { assignment: 2 }))
    const { assignments } = done(await street.post(`/api/orders/${order}/reply`, answer(2))).body.view.state
    expect(assignments.map((a: { stage: string }) => a.stage)).toEqual(['working', 'accepted'])
  })
})
