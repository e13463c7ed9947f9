/** 回访: when people are called, what their answers are, what follows from them, and what the month says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pack } from '@huying/core/policy/schema'
import { type City, openCity } from '../server/test/rig.ts'
import { countLike } from './crowd.ts'
import { done, pleased, type Road, roadOf } from './road.ts'

const unhappy = { contacted: true, solved: 'unsolved', satisfied: 'dissatisfied', reasons: ['result'] }

describe('the call-back', () => {
  let city: City
  let road: Road
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30')
    road = roadOf(city)
  })
  afterAll(() => city.close())

  const due = async (more: Record<string, unknown> = {}) => {
    const matter = await road.inHand(more)
    await road.call(matter.order)
    await road.answered(matter.order)
    return { ...matter, visit: (await road.request(matter.request)).visit as string }
  }

  test('nobody is called at 22:00 or at noon; nobody answering, it is tried in the next block, at last on another day, then ends as not reached', async () => {
    const { request, visit } = await due()
    const visitor = await city.as('visitor')
    const start = () => visitor.post(`/api/visits/${visit}/start`)
    for (const hour of ['22:00', '12:30', '14:20']) {
      city.at(`2024-11-06T${hour}`)
      const refused = await start()
      expect(refused.status).toBe(422)
      expect(refused.body.error).toMatchObject({
        code: 'hours',
        message: '现在不是回访时段（08:40–11:40、14:40–17:40、19:00–20:00）',
        assumed: true,
      })
    }
    const miss = async () => {
      done(await start())
      return done(await visitor.post(`/api/visits/${visit}/unreached`, { reason: 'no-answer' })).body.view.state
    }
    city.at('2024-11-06T15:00')
    done(await start())
    // A time that the person names is kept to, and costs no attempt.
    expect((await visitor.post(`/api/visits/${visit}/again`, { at: '2024-11-06T21:00' })).body.error.code).toBe('hours')
    done(await visitor.post(`/api/visits/${visit}/again`, { at: '2024-11-06T16:30' }))
    expect((await start()).body.error).toMatchObject({ code: 'hours', message: '请在 2024-11-06 16:30 之后再拨打' })
    city.at('2024-11-06T16:30')
    expect((await miss()).stage).toBe('again')
    expect((await start()).body.error.message).toBe('请在 2024-11-06 19:00 之后再拨打')
    city.at('2024-11-06T19:10')
    expect((await miss()).stage).toBe('again')
    expect((await start()).body.error.message).toBe('请在 2024-11-07 08:40 之后再拨打')
    city.at('2024-11-07T09:00')
    expect(await miss()).toMatchObject({
      stage: 'unreached',
      attempts: [{ result: 'agreed' }, { result: 'no-answer' }, { result: 'no-answer' }, { result: 'no-answer' }],
    })
    expect((await road.request(request)).stage).toBe('closed')
    const { visited, reached, satisfied } = await road.bulletin()
    expect(visited).toMatchObject({ numerator: 1, denominator: 1 })
    expect(reached).toMatchObject({ numerator: 0, denominator: 1 })
    expect(satisfied).toMatchObject({ numerator: 0, denominator: 0, percent: null })
  })

  test('one who registered it does not call back, one who recorded it does not review; two callers at one call-back: one has it', async () => {
    city.at('2024-11-08T09:00')
    const { visit } = await due()
    const [first, second] = [await city.as('visitor'), await city.as('visitor', 'centre', '回访二')]
    const starts = await Promise.all([first.post(`/api/visits/${visit}/start`), second.post(`/api/visits/${visit}/start`)])
    expect(starts.map((s) => s.status).sort()).toEqual([200, 409])
    const [has, lost] = starts[0]?.status === 200 ? [first, second] : [second, first]
    expect(starts.find((s) => s.status === 409)?.body.error.message).toBe(`${has.name}正在回访，请选下一件`)
    expect((await lost.post(`/api/visits/${visit}/record`, pleased)).body.error.code).toBe('held')
    // The person's number is shown in full to the one who calls, and to nobody else.
    expect((await has.get(`/api/visits/${visit}`)).body.person.number).toBe('13800000645')
    expect((await lost.get(`/api/visits/${visit}`)).body.person.number).not.toContain('00000')
    done(await has.post(`/api/visits/${visit}/record`, pleased))

    const own = await city.as('agent', 'centre', '陈望舒')
    await city.pool.query(`insert into post_held (centre_id, user_id, post, unit, from_at) values ($1, $2, 'visitor', 'centre', $3)`, [
      city.centre,
      own.user,
      new Date(city.now()).toISOString(),
    ])
    const registered = done(await own.post('/api/requests', { ...consultable, outcome: { how: 'forward' } }))
    const order = registered.body.view.state.links[0].order as string
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
    await road.call(order)
    await road.answered(order)
    done(await own.post('/api/me/post', { post: 'visitor', unit: 'centre' }))
    const mine = (await road.request(registered.body.id)).visit as string
    expect((await own.post(`/api/visits/${mine}/start`)).body.error).toMatchObject({ code: 'same_person' })
    const reviewer = await city.as('visit_review')
    done(await reviewer.post(`/api/visits/${mine}/start`))
    done(await reviewer.post(`/api/visits/${mine}/record`, unhappy))
    const same = await reviewer.post(`/api/visits/${mine}/review`, { decision: 'explain', note: '已解释。' })
    expect(same.body.error).toMatchObject({ code: 'same_person' })
    done(await (await city.as('centre_head')).post(`/api/visits/${mine}/review`, { decision: 'explain', note: '已解释。' }))
  })

  test('three questions, three answers; what nobody answered is never satisfied; a wrong entry is put right with both values, and the month with it', async () => {
    city.at('2024-12-03T09:30')
    const [silent, half, wrong] = [await due(), await due(), await due()]
    await road.callBack(silent.request, {})
    await road.callBack(half.request, { contacted: true, solved: 'solved' })
    const visit = await road.callBack(wrong.request, pleased)
    for (const { request } of [silent, half]) expect((await road.request(request)).outcomes[0].outcome.good).toBeUndefined()
    const figures = async () => {
      const { satisfied, solved, visited, identities } = await road.bulletin('2024-12')
      expect(identities.every((i: { holds: boolean }) => i.holds)).toBe(true)
      return [satisfied, solved, visited].map((r) => `${r.numerator}/${r.denominator}`)
    }
    expect(await figures()).toEqual(['1/1', '2/2', '3/3'])
    // Weeks later the recording shows that the person had said the opposite.
    city.at('2025-01-20T10:00')
    const reviewer = await city.as('visit_review')
    const correction = { solved: 'unsolved', satisfied: 'dissatisfied', why: '复听录音，诉求人说的是不满意。' }
    const corrected = done(await reviewer.post(`/api/visits/${visit}/correct`, correction))
    expect(corrected.body.view.state.corrections).toEqual([
      expect.objectContaining({
        from: { ...pleased, good: true },
        to: { contacted: true, solved: 'unsolved', satisfied: 'dissatisfied', good: false },
      }),
    ])
    expect(await figures()).toEqual(['0/1', '1/2', '3/3'])
    // What the person himself wrote is nobody's to edit; it counts in the month in which he asked.
    done(await (await city.as('agent')).post(`/api/requests/${silent.request}/rate`, { solved: true, satisfied: 'very-satisfied' }))
    expect(await figures()).toEqual(['1/2', '2/3', '3/3'])
    const his = (await road.request(silent.request)).visit as string
    expect((await reviewer.post(`/api/visits/${his}/correct`, correction)).body.error.code).toBe('forbidden')
  })

  test('three complaints of one matter: one order, three call-backs; one that was joined by mistake gets its own again', async () => {
    city.at('2025-02-10T09:30')
    const [first, second, third] = [await road.register(), await road.register(), await road.register()]
    const dispatcher = await city.as('dispatcher')
    for (const { order } of [second, third])
      done(await dispatcher.post(`/api/orders/${order}/merge`, { into: first.order, why: '同一处路灯。' }))
    done(await dispatcher.post(`/api/orders/${first.order}/split`, { request: third.request, why: '不是同一个小区。' }))
    const own = (await road.request(third.request)).links.at(-1).order as string
    expect(own).not.toBe(first.order)
    for (const order of [first.order, own]) {
      done(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
      done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
      await road.call(order)
      await road.answered(order)
    }
    const visits = []
    for (const { request } of [first, second, third]) visits.push((await road.request(request)).visit)
    expect(new Set(visits).size).toBe(3)
    const b = await road.bulletin('2025-02')
    expect(b.requests).toMatchObject({ accepted: 3, sent: 3, merged: 1 })
    expect(b.orders.opened).toBe(2)
    await road.callBack(first.request, pleased)
    expect((await road.order(first.order)).state.stage).toBe('visiting')
    await road.callBack(second.request, pleased)
    expect((await road.order(first.order)).state.stage).toBe('closed')
    expect((await road.bulletin('2025-02')).visited).toMatchObject({ numerator: 2, denominator: 3 })
  })

  test('an outsourced agent gives no answer for a bureau and judges no call-back', async () => {
    city.at('2025-03-04T09:30')
    const { order } = await road.inHand()
    await road.call(order)
    const hired = await city.as('liaison', 'urban', '外包坐席', { outsourced: true })
    const answer = { assignment: 1, isTrue: true, solved: 'solved', internal: '已修复。', public: '已修复。' }
    expect((await hired.post(`/api/orders/${order}/reply`, answer)).body.error).toMatchObject({ code: 'outsourced' })
    const barred = (await hired.get(`/api/orders/${order}`)).body.open as { command: string }[]
    expect(barred.map((o) => o.command)).not.toContain('reply')
    await road.answered(order)
    expect((await road.order(order)).state.stage).toBe('visiting')
  })
})

const consultable = {
  channel: 'phone',
  requester: { kind: 'person', name: '周桂兰', callNumber: '13800000645' },
  type: 'suggest',
  category: 'urban.parking',
  title: '建议增设非机动车停车区',
  content: '电动车没有地方停，建议在市场北门划出一块停车区。',
  place: { region: '430304', text: '某市场北门' },
}

describe('redo', () => {
  let city: City
  let road: Road
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30')
    road = roadOf(city)
  })
  afterAll(() => city.close())

  test('visit-05 proposed by the answers, decided by the review; a new plan and a new answer, a clock of its own; the pack bounds the rounds', async () => {
    const { request, order } = await road.inHand()
    await road.call(order)
    // Late, and no redo will mend it.
    city.at('2024-11-14T09:30')
    await road.answered(order)
    const visit = await road.callBack(request, unhappy)
    expect((await road.request(request)).stage).toBe('replied')
    expect((await road.judge(visit, 'explain', '')).status).toBe(400)
    done(await road.judge(visit, 'redo'))
    const shown = await road.order(order)
    expect(shown.state).toMatchObject({ stage: 'dispatched', rounds: [{ kind: 'first' }, { kind: 'redo', reason: 'result' }] })
    const second = shown.state.assignments[1]
    expect(second).toMatchObject({ round: 2, unit: 'urban', stage: 'sent' })
    expect(second.clocks.redo.due).toBeGreaterThan(second.sentAt)

    const liaison = await city.as('liaison', 'urban')
    done(await liaison.post(`/api/orders/${order}/sign`, { assignment: second.no }))
    await road.call(order, 'connected', 'first', second.no)
    const reply = (more: Record<string, unknown>) => road.reply(order, { assignment: second.no, ...more })
    expect((await reply({})).body.error).toMatchObject({ code: 'missing', field: 'plan', message: '重办须写明新的办理方案' })
    expect((await reply({ plan: '换整条线路。' })).body.error).toMatchObject({ code: 'unchanged', field: 'public' })
    await road.answered(order, { assignment: second.no, plan: '换整条线路。', public: '线路已整条更换，路灯全部恢复。' })
    expect((await road.order(order)).state.assignments[1].replies[0].plan).toBe('换整条线路。')

    // First and last round are kept apart; the late first answer stays late.
    expect((await road.bulletin()).visited).toMatchObject({ numerator: 0, denominator: 1 })
    const again = await road.callBack(request, unhappy)
    expect((await road.request(request)).outcomes).toHaveLength(2)
    done(await road.judge(again, 'redo'))
    await redoOnce(order, 3)
    await road.callBack(request, pleased)
    const b = await road.bulletin()
    expect(b.satisfied).toMatchObject({ numerator: 1, denominator: 1 })
    expect(b.onTime).toMatchObject({ numerator: 0, denominator: 1 })
    const redone = b.measures.find((m: { code: string }) => m.code === 'redo-rate')
    expect(redone).toMatchObject({ numerator: 1, denominator: 1 })
    expect((await road.order(order)).state.stage).toBe('closed')
  })

  test('after the last redo the pack allows the review must say something else; called a second time the answer counts once', async () => {
    const { request, order } = await road.inHand()
    await road.call(order)
    await road.answered(order)
    done(await road.judge(await road.callBack(request, unhappy), 'redo'))
    await redoOnce(order, 2)
    done(await road.judge(await road.callBack(request, unhappy), 'redo'))
    await redoOnce(order, 3)
    const third = await road.callBack(request, unhappy)
    const refused = await road.judge(third, 'redo')
    expect(refused.body.error).toMatchObject({ code: 'limit', message: '已重办 2 次，不能再发回重办，请转督办' })
    done(await road.judge(third, 'second'))
    const visitor = await city.as('visitor')
    expect((await visitor.post(`/api/visits/${third}/start`)).body.error.code).toBe('hours')
    city.at('2024-11-15T09:00')
    done(await visitor.post(`/api/visits/${third}/start`))
    done(await visitor.post(`/api/visits/${third}/record`, pleased))
    expect((await road.request(request)).stage).toBe('closed')
    expect((await road.request(request)).outcomes.map((o: { round: number }) => o.round)).toEqual([1, 2, 3])
    expect((await road.bulletin()).satisfied).toMatchObject({ numerator: 2, denominator: 2 })
  })

  async function redoOnce(order: string, no: number) {
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: no }))
    await road.call(order, 'connected', 'first', no)
    await road.answered(order, { assignment: no, plan: `第 ${no} 轮方案。`, public: `第 ${no} 轮办理：已再次更换灯具。` })
  }
})

describe('the rate of a published month', () => {
  let city: City
  afterAll(() => city.close())
  const [SENT, GOOD] = [9368, 8505]

  test('VISIT-04 of 9,368 called back 8,505 are satisfied: 90.79 %; under another denominator the report says which', async () => {
    const among =
      (value: Pack['visit']['satisfiedAmong']['value']) =>
      (pack: Pack): Pack => ({
        ...pack,
        visit: { ...pack.visit, satisfiedAmong: { value, assumed: true } },
      })
    city = await openCity('xiangtan', '2024-11-06T09:30', among('rated'))
    const road = roadOf(city)
    const played = []
    for (const said of [pleased, { ...unhappy, solved: 'partly' }]) {
      const matter = await road.inHand()
      await road.call(matter.order)
      await road.answered(matter.order)
      const visit = await road.callBack(matter.request, said)
      if (said !== pleased) done(await road.judge(visit, 'explain'))
      played.push(matter)
    }
    for (const [i, { request, order }] of played.entries()) {
      const more = (i === 0 ? GOOD : SENT - GOOD) - 1
      await countLike(city, 'request', request, more)
      await countLike(city, 'order', order, more)
    }
    const rate = async () => (await road.bulletin()).satisfied
    expect(await rate()).toMatchObject({
      percent: '90.79%',
      numerator: GOOD,
      denominator: SENT,
      among: '已作评价的回访（重办的按末次评价）',
    })
    expect((await road.bulletin()).requests.sent).toBe(SENT)

    // One that was reached and one that was not, who gave no grade: the denominator grows by what the pack says, and the report names it.
    for (const reached of [true, false]) {
      const { request, order } = await road.inHand()
      await road.call(order)
      await road.answered(order)
      if (reached) await road.callBack(request, { contacted: true })
    }
    const changed = async (value: 'rated' | 'reached' | 'all') => {
      await city.shell.packs.publish(city.centre, among(value)(city.pack), '测试', city.now())
      const { numerator, denominator, among: said } = await rate()
      return { numerator, denominator, said }
    }
    expect(await changed('rated')).toEqual({ numerator: GOOD, denominator: SENT, said: '已作评价的回访（重办的按末次评价）' })
    expect(await changed('reached')).toEqual({
      numerator: GOOD,
      denominator: SENT + 1,
      said: '已联系上的回访（未作评价的不计满意，重办的按末次评价）',
    })
    expect(await changed('all')).toEqual({
      numerator: GOOD,
      denominator: SENT + 2,
      said: '全部应回访的诉求（未联系上、未作评价的不计满意，重办的按末次评价）',
    })
  })
})
