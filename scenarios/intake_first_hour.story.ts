/** What an expert tries in the first hour: the deadline before the long holiday, a late extension, a third return, two at one order. */
import { instantOf } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

describe('the first hour', () => {
  let city: City
  let dispatcher: Person
  let unit: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-09-30T17:29')
    dispatcher = await city.as('dispatcher')
    unit = await city.as('liaison', 'urban')
  })
  afterAll(() => city.close())

  const registered = async (more: Record<string, unknown> = {}) => {
    const { status, body } = await registerLamp(await city.as('agent'), more)
    expect(status, JSON.stringify(body)).toBe(200)
    return { state: body.view.state, order: `/api/orders/${body.view.state.links[0].order as string}` }
  }
  const inHand = async () => {
    const { order } = await registered()
    expect((await dispatcher.post(`${order}/dispatch`, { lead: { unit: 'urban' } })).status).toBe(200)
    expect((await unit.post(`${order}/sign`, { assignment: 1 })).status).toBe(200)
    return order
  }
  const closing = async (order: string) => (await unit.get(order)).body.state.assignments[0].clocks.close.due as number

  test('1: told one minute before the office closes for National Day; the Saturday to make up for it is a working day', async () => {
    // Five working days from 8 October: the 8th, 9th, 10th, 11th and Saturday the 12th.
    expect((await registered()).state.answerBy.due).toBe(instantOf('2024-10-12T23:59') + 59_999)
    city.at('2024-10-12T10:00')
    const saturday = await registered()
    expect((await dispatcher.get(saturday.order)).body.state.dispatchClock.due).toBe(instantOf('2024-10-12T10:30'))
    expect(saturday.state.answerBy.due).toBe(instantOf('2024-10-18T23:59') + 59_999)
    city.at('2024-10-13T10:00')
    expect((await dispatcher.get((await registered()).order)).body.state.dispatchClock.due).toBe(instantOf('2024-10-14T09:00'))
  })

  test('2: an extension asked for one minute after the deadline is refused, one minute before it is not', async () => {
    city.at('2024-10-14T09:00')
    const [early, late] = [await inHand(), await inHand()]
    const due = await closing(late)
    const reason = city.pack.extensions.reasons[0]?.code
    const wish = { assignment: 1, reason, text: '须等配件到货。', days: 2, told: true }
    city.wait(due - city.now() - 60_000)
    const asked = await unit.post(`${early}/request_extension`, wish)
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    city.wait(2 * 60_000)
    const refused = await unit.post(`${late}/request_extension`, wish)
    expect(refused.status).toBe(409)
    expect(refused.body.error).toMatchObject({ code: 'expired', instead: 'order.reply' })
    expect(refused.body.error.message).toMatch(/^不能申请延期：已超过截止时间/)
    expect(await closing(late)).toBe(due)
  })

  test('3: a return without a basis is refused; what a unit was refused once it cannot file again, and nobody files a third', async () => {
    city.at('2024-10-21T09:00')
    const order = await inHand()
    const back = { assignment: 1, reason: city.pack.returns.reasons[0]?.code, facts: '现场在小区红线内。', suggested: 'housing' }
    const bare = await unit.post(`${order}/request_return`, back)
    expect(bare.status).toBe(422)
    expect(bare.body.error).toMatchObject({ field: 'basis' })
    const full = { ...back, basis: '《物业管理条例》第二十七条：共用设施由业主共有、物业养护。' }
    expect((await unit.post(`${order}/request_return`, full)).status).toBe(200)
    expect((await dispatcher.post(`${order}/rule_return`, { assignment: 1, granted: false, note: '路灯为市政设施。' })).status).toBe(200)
    for (let again = 2; again <= 3; again++) {
      const more = await unit.post(`${order}/request_return`, full)
      expect(more.status, `return ${again}`).toBe(409)
    }
    expect((await unit.get(order)).body.state.assignments[0].returns).toHaveLength(1)
  })

  test('4: two dispatchers take one pooled order at once: one has it, the other is told who and until when', async () => {
    city.at('2024-10-22T09:00')
    const { order } = await registered()
    const [one, two] = [await city.as('dispatcher', undefined, '派单一席'), await city.as('dispatcher', undefined, '派单二席')]
    const answers = await Promise.all([one.post(`${order}/claim`), two.post(`${order}/claim`)])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    const [winner, loser] = answers[0]?.status === 200 ? [one, two] : [two, one]
    const told = answers.find((a) => a.status === 409)?.body.error
    expect(told.message).toContain(winner.name)
    const grabbed = await loser.post(`${order}/dispatch`, { lead: { unit: 'urban' } })
    expect(grabbed.status).toBe(409)
    expect((await winner.post(`${order}/dispatch`, { lead: { unit: 'urban' } })).status).toBe(200)
    city.wait(HOUR)
    const { timeline } = (await winner.get(order)).body
    expect(timeline.filter((l: { type: string }) => l.type === 'dispatched')).toHaveLength(1)
  })
})

describe('clocks of the machine', () => {
  test.each(['UTC', 'America/Los_Angeles', 'Asia/Shanghai'])('24: in the time zone %s a day is a day in Beijing', async (zone) => {
    vi.stubEnv('TZ', zone)
    const city = await openCity('xiangtan', '2024-12-01T00:10')
    try {
      const { body } = await registerLamp(await city.as('agent'))
      expect(body.view.state).toMatchObject({ number: '241201-0001', answerBy: { due: instantOf('2024-12-06T23:59') + 59_999 } })
      const analyst = await city.as('analyst')
      const accepted = async (month: string) => (await analyst.get(`/api/bulletin/${month}`)).body.requests.accepted as number
      expect([await accepted('2024-11'), await accepted('2024-12')]).toEqual([0, 1])
    } finally {
      vi.unstubAllEnvs()
      await city.close()
    }
  })
})
