/** 签批审计: who wrote, signed and reviewed each answer; what was signed after it had gone out is listed with its unit. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { answerText, roadOf } from './road.ts'
import { lamp } from './telling.ts'

const manhole = {
  category: 'urban.manhole',
  title: '井盖破损，有小孩险些掉下去',
  content: '小学门口的污水井盖破损，今天放学有孩子一只脚踩了进去，请马上来处理。',
  since: '今天下午',
  urgency: 'urgent',
  wants: '马上更换井盖',
}
describe('audit of signatures', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-12T16:10')
  })
  afterAll(() => city.close())

  /** Registered, sent and answered by the unit; signed and reviewed as the story goes on. */
  const answered = async (unit: string, more: Record<string, unknown> = {}) => {
    const road = roadOf(city, unit)
    const { order } = await road.inHand(more)
    city.wait(HOUR)
    await road.call(order, 'connected', 'visit')
    const progress = { assignment: 1, kind: 'feedback', text: '已到现场。', tell: true }
    await (await city.as('liaison', unit)).post(`/api/orders/${order}/report_progress`, progress)
    const replied = await road.reply(order)
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    return { ...road, id: order, order: `/api/orders/${order}` }
  }
  const audit = async () => (await (await city.as('audit_admin')).get('/api/audit/signing/2024-11')).body

  test('SEC-11 signed after it was submitted: on the list of the month, with its unit; what was signed first is not', async () => {
    const ordinary = await answered('urban')
    city.wait(HOUR)
    expect((await ordinary.sign(ordinary.id)).status).toBe(200)
    expect(await audit()).toMatchObject({ rows: [], rate: { numerator: 0, denominator: 1 } })

    // An urgent matter is answered first and signed afterwards: allowed, and looked at.
    const urgent = await answered('chengfa', manhole)
    expect((await (await city.as('dispatcher')).get(urgent.order)).body.state.stage).toBe('reviewing')
    expect((await audit()).rows).toEqual([
      expect.objectContaining({ unit: 'chengfa', faults: [{ code: 'unsigned', label: '已提交，尚未签批' }] }),
    ])
    city.wait(3 * HOUR)
    expect((await urgent.sign(urgent.id)).status).toBe(200)

    const listed = await audit()
    expect(listed.rows).toEqual([
      expect.objectContaining({
        id: urgent.id,
        unit: 'chengfa',
        unitName: city.pack.units.find((u) => u.code === 'chengfa')?.name,
        faults: [{ code: 'late', label: '签批晚于提交' }],
        written: expect.objectContaining({ by: 'liaison@chengfa' }),
        signed: expect.objectContaining({ by: 'unit_leader@chengfa', mode: 'screen' }),
      }),
    ])
    expect(listed.rows[0].signed.at - listed.rows[0].submitted).toBe(3 * HOUR)
    expect(listed.units).toEqual([{ code: 'chengfa', label: listed.rows[0].unitName, count: 1 }])
    expect(listed.rate).toMatchObject({ label: '签批异常率', numerator: 1, denominator: 2, percent: '50.00%' })
  })

  test('every answer of an order is there with its hands, also the one that was sent back; nobody signs his own', async () => {
    const { id, order, sign, review, reply } = await answered('yuhu')
    const liaison = await city.as('liaison', 'yuhu')
    const own = await liaison.post(`${order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect(own.status).toBe(403)
    await sign(id)
    await review(id, { pass: false, reason: 'result', why: '请写明更换时间。' })
    expect((await reply(id, { public: `${answerText.public}更换时间为今日下午。` })).status).toBe(200)
    await sign(id)
    await review(id)

    const reviewer = await city.as('dispatch_review')
    const { body } = await reviewer.get(`${order}/signatures`)
    expect(body.map((s: { reviewed: { passed: boolean; by: string } }) => [s.reviewed.by, s.reviewed.passed])).toEqual([
      [reviewer.name, false],
      [reviewer.name, true],
    ])
    expect(body[0]).toMatchObject({ unit: 'yuhu', round: 1, faults: [], written: { by: liaison.name }, signed: { by: 'unit_leader@yuhu' } })
    expect((await (await city.as('liaison', 'urban')).get(`${order}/signatures`)).status).toBe(404)
    for (const person of [await city.as('liaison', 'urban'), await city.as('observer'), await city.as('agent')])
      expect((await person.get('/api/audit/signing/2024-11')).status, person.name).toBe(403)
    expect(JSON.stringify(await audit())).not.toContain(lamp.title)
  })
})
