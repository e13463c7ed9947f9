/** What systems forget: taken back, sent elsewhere, let off, handed on, merged and split again, void, put right with the old value kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { answerText, done, roadOf } from './road.ts'

const answer = (assignment: number) => ({ assignment, isTrue: true, solved: 'solved', ...answerText })

describe('an order changes its way', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:00')
  })
  afterAll(() => city.close())

  const dispatcher = () => city.as('dispatcher')
  const sent = async (lead = 'urban', assists: string[] = []) => {
    const { order } = await roadOf(city).register()
    done(
      await (await dispatcher()).post(`/api/orders/${order}/dispatch`, {
        lead: { unit: lead },
        assists: assists.map((unit) => ({ unit })),
      }),
    )
    return `/api/orders/${order}`
  }
  const state = async (order: string) => (await (await city.as('dispatch_review')).get(order)).body.state
  const stages = async (order: string) =>
    (await state(order)).assignments.map((a: { unit: string; stage: string }) => `${a.unit} ${a.stage}`)
  const inbox = async (unit: string) => (await (await city.as('liaison', unit)).get('/api/orders/unit/to_sign')).body.rows.length

  test('two clerks sign at once: one wins, the other is told who', async () => {
    const order = await sent()
    const clerks = [await city.as('liaison', 'urban', '李一'), await city.as('liaison', 'urban', '王二')]
    const [first, second] = await Promise.all(clerks.map((c) => c.post(`${order}/sign`, { assignment: 1 })))
    const [won, lost] = first?.status === 200 ? [first, second] : [second, first]
    expect([won?.status, lost?.status]).toEqual([200, 409])
    const { signedBy } = (await state(order)).assignments[0]
    expect(lost?.body.error).toMatchObject({ code: 'already', message: expect.stringContaining(signedBy) as unknown })
    expect(clerks.map((c) => c.name)).toContain(signedBy)
    const { timeline } = (await (await dispatcher()).get(order)).body
    expect(timeline.filter((l: { type: string }) => l.type === 'signed')).toHaveLength(1)
  })

  test('收回: before it is signed the centre takes it back, it leaves the unit’s list and no trace of a wrong first dispatch', async () => {
    const before = await inbox('land')
    const order = await sent('land')
    expect(await inbox('land')).toBe(before + 1)
    expect((await (await city.as('liaison', 'land')).post(`${order}/recall`, { assignment: 1 })).body.error.instead).toBe(
      'order.request_return',
    )
    done(await (await dispatcher()).post(`${order}/recall`, { assignment: 1 }))
    expect(await inbox('land')).toBe(before)
    expect((await (await city.as('liaison', 'land')).get(order)).status).toBe(404)
    expect(await state(order)).toMatchObject({ stage: 'pooled', firstWrong: false })
    expect(await state(order)).not.toHaveProperty('firstUnit')
    done(await (await dispatcher()).post(`${order}/dispatch`, { lead: { unit: 'urban' } }))
    done(await (await city.as('liaison', 'urban')).post(`${order}/sign`, { assignment: 2 }))
    const late = await (await dispatcher()).post(`${order}/recall`, { assignment: 2 })
    expect(late.body.error.code).toBe('stage')
  })

  test('收回 one’s own answer before anybody reviewed it: it is in hand again and the clock never stopped', async () => {
    const road = roadOf(city)
    const { order } = await road.inHand()
    await road.call(order)
    done(await road.reply(order))
    done(await road.sign(order))
    expect((await road.order(order)).state.stage).toBe('reviewing')
    city.wait(HOUR)
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/recall`, { assignment: 1 }))
    const { state: now, clocks } = await road.order(order)
    expect(now).toMatchObject({ stage: 'working', assignments: [{ stage: 'working' }] })
    const close = clocks.find((c: { kind: string }) => c.kind === 'close')
    expect(close.stoppedAt).toBeUndefined()
    expect(close.lines.at(-1).text).toContain('收回，继续计时')
  })

  test('改派: the unit that had it is out, with everything below it; the clock of the new one counts from the same acceptance', async () => {
    const order = await sent('yuhu')
    done(await (await city.as('county_officer', 'yuhu')).post(`${order}/sub_dispatch`, { assignment: 1, to: [{ unit: 'yuhu.heling' }] }))
    const due = (await state(order)).assignments[0].clocks.close.due
    const same = await (await dispatcher()).post(`${order}/redispatch`, { assignment: 1, unit: 'yuhu', why: '改派。' })
    expect(same.body.error.code).toBe('unchanged')
    city.wait(HOUR)
    done(
      await (await dispatcher()).post(`${order}/redispatch`, { assignment: 1, unit: 'urban', why: '属城市照明，改派城管。', wrong: true }),
    )
    expect(await stages(order)).toEqual(['yuhu moved', 'yuhu.heling recalled', 'urban sent'])
    const now = await state(order)
    expect(now).toMatchObject({ firstUnit: 'yuhu', firstWrong: true })
    expect(now.assignments[2].clocks.close.due).toBe(due)
    expect(
      now.assignments
        .slice(0, 2)
        .flatMap((a: { clocks: object }) => Object.values(a.clocks))
        .every((c: { stoppedAt?: number }) => c.stoppedAt),
    ).toBe(true)
  })

  test('协办免办: the lead that waits for an assist need not any more, with the reason on record', async () => {
    const road = roadOf(city)
    const order = await sent('urban', ['housing', 'power'])
    const id = order.split('/')[3] ?? ''
    for (const [i, unit] of ['urban', 'housing'].entries())
      done(await (await city.as('liaison', unit)).post(`${order}/sign`, { assignment: i + 1 }))
    await road.call(id)
    done(await road.reply(id))
    done(await road.sign(id))
    expect(await stages(order)).toEqual(['urban waiting', 'housing working', 'power sent'])
    done(await (await city.as('liaison', 'housing')).post(`${order}/reply`, answer(2)))
    done(await (await city.as('unit_leader', 'housing')).post(`${order}/approve`, { assignment: 2, pass: true, sealed: true }))
    const review = await city.as('dispatch_review')
    expect((await review.post(`${order}/review`, { assignment: 1, pass: true })).body.error.code).toBe('stage')
    expect((await review.post(`${order}/waive`, { assignment: 1, why: '不涉及。' })).body.error.code).toBe('stage')
    done(await review.post(`${order}/waive`, { assignment: 3, why: '经核实不涉及供电线路。' }))
    expect(await stages(order)).toEqual(['urban submitted', 'housing submitted', 'power waived'])
    expect((await state(order)).assignments[2].waived).toMatchObject({ by: review.name, why: '经核实不涉及供电线路。' })
    done(await review.post(`${order}/review`, { assignment: 1, pass: true }))
    expect((await state(order)).stage).toBe('visiting')
  })

  test('交接: a colleague of the same unit takes it over; nobody outside can, and who had it before is on record', async () => {
    const order = await sent()
    const clerk = await city.as('liaison', 'urban', '李一')
    const [heir, stranger] = [await city.as('handler', 'urban', '张接手'), await city.as('handler', 'market', '刘外人')]
    done(await clerk.post(`${order}/sign`, { assignment: 1 }))
    const outside = await clerk.post(`${order}/hand_on`, { assignment: 1, user: stranger.user })
    expect(outside.body.error).toMatchObject({ code: 'unknown_code', field: 'user' })
    done(await clerk.post(`${order}/hand_on`, { assignment: 1, user: heir.user, why: '明日休假。' }))
    expect((await state(order)).assignments[0].handler).toMatchObject({ name: '张接手' })
    expect((await clerk.post(`${order}/hand_on`, { assignment: 1, user: heir.user })).body.error.code).toBe('unchanged')
    const { timeline } = (await (await dispatcher()).get(order)).body
    expect(timeline.at(-1)).toMatchObject({ type: 'took', body: { name: '张接手', by: '李一', why: '明日休假。' } })
  })

  test('作废: nothing is deleted; nobody owes anything any more and no clock runs', async () => {
    const { order, request } = await roadOf(city).register({ title: '测试工单请勿办理' })
    done(await (await dispatcher()).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    expect((await (await dispatcher()).post(`/api/orders/${order}/void`, { reason: 'test' })).status).toBe(403)
    const leader = await city.as('supervisor_shift')
    expect((await leader.post(`/api/orders/${order}/void`, { reason: 'wrong' })).body.error).toMatchObject({ code: 'unknown_code' })
    done(await leader.post(`/api/orders/${order}/void`, { reason: 'test', note: '系统联调。' }))
    expect(await state(`/api/orders/${order}`)).toMatchObject({
      stage: 'void',
      voided: { reason: 'test' },
      assignments: [{ stage: 'recalled' }],
    })
    expect((await roadOf(city).request(request)).stage).toBe('void')
    const { rows } = await city.pool.query(`select key from job where owner = $1`, [`order:${order}`])
    expect(rows).toEqual([])
  })

  test('并单 and 拆分 are dated and can be undone; each request keeps its number, its order counts from its own acceptance', async () => {
    const road = roadOf(city)
    const [first, second, third] = [await road.register(), await road.register(), await road.register()]
    const merge = async (from: string, into: string) =>
      (await dispatcher()).post(`/api/orders/${from}/merge`, { into, why: '同一处路灯。' })
    done(await merge(second.order, first.order))
    done(await merge(third.order, first.order))
    expect((await merge(first.order, first.order)).body.error.code).toBe('unchanged')
    const merged = await state(`/api/orders/${second.order}`)
    expect(merged).toMatchObject({ stage: 'void', mergedInto: { order: first.order, at: city.now() } })
    expect((await merge(first.order, second.order)).status).toBe(409)
    city.wait(HOUR)
    done(await (await dispatcher()).post(`/api/orders/${first.order}/split`, { request: third.request, why: '不是同一处。' }))
    const [apart, whole] = [await road.request(third.request), await state(`/api/orders/${first.order}`)]
    const own = apart.links.at(-1).order
    expect(own).not.toBe(third.order)
    expect(whole.members.map((m: { id: string; to?: number }) => [m.id, m.to])).toEqual([
      [first.request, undefined],
      [second.request, undefined],
      [third.request, city.now()],
    ])
    done(await (await dispatcher()).post(`/api/orders/${own}/dispatch`, { lead: { unit: 'urban' } }))
    const [close] = (await road.order(own)).clocks.filter((c: { kind: string }) => c.kind === 'close')
    expect(close.lines[0].at).toBe(apart.acceptedAt)
    expect(apart.acceptedAt).toBeLessThan(city.now())
  })

  test('更正: the centre puts the matter right; old value, new value, who and why stay, and the unit cannot', async () => {
    const order = await sent()
    const changes = { category: 'urban.green', title: '三栋门前行道树遮挡路灯' }
    expect((await (await city.as('liaison', 'urban')).post(`${order}/correct`, { changes, why: '更正。' })).status).toBe(403)
    const admin = await city.as('business_admin')
    expect((await admin.post(`${order}/correct`, { changes: { category: 'urban' }, why: '更正。' })).body.error.code).toBe('unknown_code')
    done(await admin.post(`${order}/correct`, { changes, why: '现场核实为行道树遮挡。' }))
    const now = await state(order)
    expect(now).toMatchObject({ category: 'urban.green', title: changes.title })
    expect(now.corrections).toContainEqual(
      expect.objectContaining({
        field: 'category',
        from: 'urban.lighting',
        to: 'urban.green',
        by: admin.name,
        why: '现场核实为行道树遮挡。',
      }),
    )
    expect((await admin.post(`${order}/correct`, { changes, why: '再次。' })).body.error.code).toBe('unchanged')
  })

  test('domain 21: an outsourced person may take calls and contact people, and gives no answer for a bureau', async () => {
    const road = roadOf(city)
    const { order } = await road.inHand()
    const hired = await city.as('handler', 'urban', '劳务派遣员', { outsourced: true })
    done(await hired.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'first' }))
    const refused = await hired.post(`/api/orders/${order}/reply`, answer(1))
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatchObject({ code: 'outsourced' })
    const agent = await city.as('agent')
    expect((await agent.post(`/api/orders/${order}/reply`, answer(1))).body.error.code).toBe('not_yours')
  })
})
