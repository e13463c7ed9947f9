/** 退单: facts, basis and a unit, ruled by whoever sent it; once per unit, and a dispute ends by a ruling. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

const grounds = {
  reason: 'duty',
  facts: '现场核查：不亮的是小区内物业设置的庭院灯，不在市政道路照明范围内。',
  basis: '三定方案第四条：市政照明管理范围为城市道路、广场和公共绿地。',
  suggested: 'housing',
}

describe('an order comes back', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
  })
  afterAll(() => city.close())

  const sent = async () => {
    const { order } = await roadOf(city).register()
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    return `/api/orders/${order}`
  }
  const state = async (order: string) => (await (await city.as('dispatcher')).get(order)).body.state
  const closing = async (order: string) => {
    const { clocks } = (await (await city.as('dispatcher')).get(order)).body
    return clocks.find((c: { kind: string; assignment: number }) => c.kind === 'close' && c.assignment === 1)
  }
  const figures = async () => (await (await city.as('analyst')).get('/api/orders/timeliness/2024-11')).body

  test('DISPATCH-29 without facts and basis it stays where it is and the clock runs; ruled right it moves and the first dispatch missed; ruled wrong it goes back and no second time', async () => {
    city.at('2024-11-05T09:00')
    const [right, wrong] = [await sent(), await sent()]
    const urban = await city.as('liaison', 'urban')
    const dispatcher = await city.as('dispatcher')
    const due = (await closing(right)).due
    city.wait(HOUR)
    const bare = await urban.post(`${right}/request_return`, { assignment: 1, reason: 'duty', suggested: 'housing' })
    expect(bare.status).toBe(422)
    expect(bare.body.error).toMatchObject({ code: 'basis', field: 'facts' })
    const unfounded = await urban.post(`${right}/request_return`, { assignment: 1, reason: 'duty', facts: grounds.facts })
    expect(unfounded.body.error).toMatchObject({ code: 'basis', field: 'basis' })
    expect((await state(right)).assignments).toMatchObject([{ unit: 'urban', stage: 'sent', returns: [] }])
    expect(await closing(right)).toMatchObject({ due, level: 'normal' })
    expect((await closing(right)).stoppedAt).toBeUndefined()

    for (const order of [right, wrong]) done(await urban.post(`${order}/request_return`, { assignment: 1, ...grounds }))
    const waiting = (await dispatcher.get('/api/orders/list/returned')).body.rows
    expect(waiting).toHaveLength(2)
    expect((await state(right)).assignments[0]).toMatchObject({
      stage: 'returning',
      returns: [{ suggested: 'housing', basis: grounds.basis }],
    })
    expect((await closing(right)).stoppedAt).toBeUndefined()

    const before = await figures()
    done(await dispatcher.post(`${right}/rule_return`, { assignment: 1, granted: true, to: 'housing' }))
    expect(await state(right)).toMatchObject({
      firstWrong: true,
      stage: 'dispatched',
      assignments: [{ stage: 'moved' }, { unit: 'housing', stage: 'sent' }],
    })
    const after = await figures()
    expect(after.firstRight.numerator).toBe(before.firstRight.numerator - 1)

    const silent = await dispatcher.post(`${wrong}/rule_return`, { assignment: 1, granted: false })
    expect(silent.body.error).toMatchObject({ code: 'missing', field: 'note' })
    done(await dispatcher.post(`${wrong}/rule_return`, { assignment: 1, granted: false, note: '现场照片为路口市政灯杆，属城管维护。' }))
    expect((await state(wrong)).assignments).toMatchObject([{ unit: 'urban', stage: 'sent', returns: [{ ruled: { granted: false } }] }])

    const again = await urban.post(`${wrong}/request_return`, { assignment: 1, ...grounds })
    expect(again.status).toBe(409)
    expect(again.body.error).toMatchObject({ code: 'limit', instead: 'order.request_ruling' })
    done(await urban.post(`${wrong}/request_ruling`, { assignment: 1, text: '灯杆产权有争议，请市里核定。', suggested: 'housing' }))
    const ruler = await city.as('dispatch_review')
    expect((await ruler.get('/api/orders/list/rulings')).body.rows).toHaveLength(1)
    done(await ruler.post(`${wrong}/give_ruling`, { assignment: 1, unit: 'urban', basis: '市政照明移交清单第 12 项。' }))
    expect((await ruler.get('/api/orders/list/rulings')).body.rows).toEqual([])
    const ended = await urban.post(`${wrong}/request_ruling`, { assignment: 1, text: '再次申请。' })
    expect(ended.body.error.message).toContain('已定责由本单位主办')
  })

  test('dispatch-05 no return without a check; with one the centre sends it on, and the first receiver stays on record', async () => {
    const order = await sent()
    const urban = await city.as('liaison', 'urban')
    expect((await urban.post(`${order}/request_return`, { assignment: 1, reason: 'duty', basis: grounds.basis })).body.error.code).toBe(
      'basis',
    )
    done(await urban.post(`${order}/request_return`, { assignment: 1, ...grounds }))
    const own = await urban.post(`${order}/redispatch`, { assignment: 1, unit: 'housing', why: '转住建。' })
    expect(own.status).toBe(403)
    done(await (await city.as('dispatcher')).post(`${order}/rule_return`, { assignment: 1, granted: true, to: 'housing' }))
    expect(await state(order)).toMatchObject({ firstUnit: 'urban', assignments: [{ unit: 'urban' }, { unit: 'housing', stage: 'sent' }] })
  })

  test('at most as many returns as the pack grants, whichever unit asks; the one after that is handled or taken away by the centre', async () => {
    const order = await sent()
    const dispatcher = await city.as('dispatcher')
    for (const [i, [unit, next]] of [['urban', 'housing'] as const, ['housing', 'transport'] as const].entries()) {
      done(await (await city.as('liaison', unit)).post(`${order}/request_return`, { assignment: i + 1, ...grounds, suggested: next }))
      done(await dispatcher.post(`${order}/rule_return`, { assignment: i + 1, granted: true, to: next }))
    }
    const third = await (await city.as('liaison', 'transport')).post(`${order}/request_return`, { assignment: 3, ...grounds })
    expect(third.body.error).toMatchObject({ code: 'limit', source: { publisher: city.pack.returns.granted.source?.publisher } })
    done(await dispatcher.post(`${order}/redispatch`, { assignment: 3, unit: 'land', why: '经核定由自然资源部门办理。' }))
    expect((await state(order)).assignments.at(-1)).toMatchObject({ unit: 'land', stage: 'sent' })
  })
})
