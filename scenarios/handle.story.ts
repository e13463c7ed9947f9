/** 办理: what must be in place before the unit may say it is done, who signs it, and what becomes of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pack } from '@huying/core/policy/schema'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { answerText, done, pleased, type Road, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

describe('three in place', () => {
  let city: City
  let road: Road
  const allThree = (pack: Pack): Pack => ({
    ...pack,
    handling: { ...pack.handling, inPlace: { value: ['contact', 'feedback', 'visit'], assumed: true } },
  })
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30', allThree)
    road = roadOf(city)
  })
  afterAll(() => city.close())

  test('HANDLE-01 without a record of first contact the submission is refused, and what is missing is named', async () => {
    const { order } = await road.inHand()
    const missing = async () => (await road.reply(order)).body.error
    expect(await missing()).toMatchObject({
      code: 'three_in_place',
      message: '不能提交办结，还缺：联系沟通到位、办理反馈到位、跟踪回访到位',
      instead: 'order.contact_citizen',
    })
    // The page says it before anything is typed.
    const shown = await (await city.as('liaison', 'urban')).get(`/api/orders/${order}`)
    expect(shown.body.barred).toContainEqual(
      expect.objectContaining({ command: 'reply', refusal: expect.objectContaining({ code: 'three_in_place' }) }),
    )

    await road.call(order, 'connected', 'first')
    expect((await missing()).message).toBe('不能提交办结，还缺：办理反馈到位、跟踪回访到位')
    await road.call(order, 'no_answer', 'feedback')
    expect((await missing()).message).toBe('不能提交办结，还缺：办理反馈到位、跟踪回访到位')
    await road.call(order, 'connected', 'feedback')
    expect((await missing()).message).toBe('不能提交办结，还缺：跟踪回访到位')
    await road.call(order, 'connected', 'visit')
    expect(done(await road.reply(order)).body.view.state.assignments[0].stage).toBe('signing')
  })

  test('three attempts on record stand for a person who cannot be reached; two do not', async () => {
    const { order } = await road.inHand()
    for (const purpose of ['first', 'feedback']) await road.call(order, 'no_answer', purpose)
    expect((await road.reply(order)).status).toBe(422)
    for (const purpose of ['visit', 'visit', 'visit']) {
      city.wait(HOUR)
      await road.call(order, 'no_answer', purpose)
    }
    expect((await road.reply(order)).status).toBe(200)
  })
})

describe('sign-off', () => {
  let city: City
  let road: Road
  const byMatter = (pack: Pack): Pack => ({
    ...pack,
    signing: [
      { code: 'green', label: '绿化件免签批', when: { in: { category: ['urban.green'] } }, mode: 'none', assumed: true },
      { code: 'drain', label: '排水件纸质签批', when: { in: { category: ['urban.drainage'] } }, mode: 'paper', assumed: true },
      { code: 'parking', label: '停车件委托签批', when: { in: { category: ['urban.parking'] } }, mode: 'stand_in', assumed: true },
      ...pack.signing,
    ],
  })
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30', byMatter)
    road = roadOf(city)
  })
  afterAll(() => city.close())

  const stage = async (order: string) => (await road.order(order)).state.assignments[0].stage

  test('HANDLE-03 the writer cannot send up what nobody signed; signed and sealed by a leader it goes, bound to its text', async () => {
    const { order } = await road.inHand()
    await road.call(order)
    done(await road.reply(order))
    // Written, but not sent up: the centre has nothing to review, and the writer holds no pen.
    expect(await stage(order)).toBe('signing')
    expect((await road.review(order)).body.error).toMatchObject({ code: 'stage', message: '不能审核：这份承办单待签批' })
    const writer = await city.as('liaison', 'urban')
    const own = await writer.post(`/api/orders/${order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect(own.status).toBe(403)
    // Neither in another post of his: whoever wrote it does not sign it.
    const both = await city.as('liaison', 'urban', '易卫东')
    const second = await road.inHand()
    await road.call(second.order)
    done(await both.post(`/api/orders/${second.order}/reply`, { assignment: 1, isTrue: true, solved: 'solved', ...answerText }))
    await city.pool.query(`insert into post_held (centre_id, user_id, post, unit, from_at) values ($1, $2, 'unit_leader', 'urban', $3)`, [
      city.centre,
      both.user,
      new Date(city.now()).toISOString(),
    ])
    done(await both.post('/api/me/post', { post: 'unit_leader', unit: 'urban' }))
    const same = await both.post(`/api/orders/${second.order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect(same.body.error).toMatchObject({ code: 'same_person' })

    expect((await road.sign(order, { sealed: false })).body.error).toMatchObject({ code: 'unsigned', field: 'sealed' })
    expect(await stage(order)).toBe('signing')
    const signed = done(await road.sign(order))
    const [reply] = signed.body.view.state.assignments[0].replies
    const leader = await city.as('unit_leader', 'urban')
    expect(reply.approval).toMatchObject({ by: leader.name, byUser: leader.user, at: city.now(), sealed: true, mode: 'screen' })
    // The seal names the digests of both texts as they were stored.
    const { rows } = await city.pool.query<{ digest: string }>(
      `select digest from text_value where centre_id = $1 and body = any($2) group by 1`,
      [city.centre, [answerText.internal, answerText.public]],
    )
    expect(reply.approval.binds.split('.').sort()).toEqual(rows.map((r) => r.digest).sort())
    expect((await road.order(order)).state.stage).toBe('reviewing')

    // Sent back and written anew, the old signature is worth nothing.
    done(await road.review(order, { pass: false, reason: 'result', why: '没有写明完成时间。' }))
    done(await road.reply(order, { public: '您反映的路灯已于昨晚修复，线路已全部更换。' }))
    expect((await road.review(order)).body.error.message).toBe('不能审核：这份承办单待签批')
    const again = done(await road.sign(order)).body.view.state.assignments[0].replies
    expect(again[1].approval.binds).not.toBe(again[0].approval.binds)
    expect((await road.review(order)).status).toBe(200)
  })

  test('by pack and matter: none, on screen, on paper with the scan, by a stand-in', async () => {
    const ready = async (category: string) => {
      const { order } = await road.inHand({ category })
      await road.call(order)
      done(await road.reply(order))
      return order
    }
    expect((await road.order(await ready('urban.green'))).state.stage).toBe('reviewing')
    const paper = await ready('urban.drainage')
    expect((await road.sign(paper)).body.error).toMatchObject({ code: 'unsigned', field: 'scan' })
    const liaison = await city.as('liaison', 'urban')
    const sheet = Buffer.from('%PDF-1.7\n签批单扫描件')
    const scan = done(await liaison.upload(`/api/orders/${paper}/attachments?name=a.pdf`, 'application/pdf', sheet)).body.id as string
    const scanned = done(await road.sign(paper, { scan })).body.view.state.assignments[0].replies[0]
    expect(scanned.approval).toMatchObject({ mode: 'paper', scan: { attachment: scan, size: sheet.length } })
    // The leader is away: a colleague holds the post for him, and signs as such.
    const entrusted = await ready('urban.parking')
    const [leader, deputy] = [await city.as('unit_leader', 'urban'), await city.as('handler', 'urban', '值班副职')]
    const lent = { post: 'unit_leader', to: deputy.user, from: city.now(), until: city.now() + 8 * HOUR }
    done(await leader.post('/api/me/stand-in', lent))
    done(await deputy.post('/api/me/post', { post: 'unit_leader', unit: 'urban' }))
    const instead = done(await deputy.post(`/api/orders/${entrusted}/approve`, { assignment: 1, pass: true, sealed: true }))
    expect(instead.body.view.state.assignments[0].replies[0].approval).toMatchObject({
      mode: 'stand_in',
      by: `值班副职（代${leader.name}）`,
      byUser: deputy.user,
    })
    const back = await ready('urban.lighting')
    expect((await road.sign(back, { pass: false })).body.error).toMatchObject({ code: 'missing', field: 'why' })
    expect(done(await road.sign(back, { pass: false, why: '请补充修复照片。' })).body.view.state.assignments[0].stage).toBe('working')
  })

  test('signed by hand: the clerk brings the sheet back and names the leader; neither himself nor a colleague who does not sign', async () => {
    const { order } = await road.inHand({ category: 'urban.drainage' })
    await road.call(order)
    done(await road.reply(order))
    const [liaison, handler] = [await city.as('liaison', 'urban'), await city.as('handler', 'urban')]
    const leader = await city.as('unit_leader', 'urban')
    const sheet = Buffer.from('%PDF-1.7\n签字盖章的审批单')
    const scan = done(await liaison.upload(`/api/orders/${order}/attachments?name=s.pdf`, 'application/pdf', sheet)).body.id as string
    const file = (more: Record<string, unknown>) =>
      liaison.post(`/api/orders/${order}/file_approval`, { assignment: 1, signer: leader.user, sealed: true, scan, ...more })
    expect((await file({ signer: liaison.user })).body.error).toMatchObject({ code: 'unknown_code', field: 'signer' })
    expect((await file({ signer: handler.user })).body.error).toMatchObject({ code: 'unknown_code', field: 'signer' })
    expect((await file({ sealed: false })).body.error).toMatchObject({ code: 'unsigned', field: 'sealed' })
    expect((await file({ scan: liaison.user })).body.error).toMatchObject({ code: 'not_found', field: 'scan' })
    const colleagues = (await liaison.get('/api/me/colleagues')).body as { user: string; signs: boolean }[]
    expect(colleagues.filter(({ signs }) => signs).map(({ user }) => user)).toContain(leader.user)
    const filed = done(await file({})).body.view.state
    expect(filed.stage).toBe('reviewing')
    expect(filed.assignments[0].replies[0].approval).toMatchObject({
      by: leader.name,
      byUser: leader.user,
      filedBy: liaison.name,
      mode: 'paper',
      scan: { attachment: scan },
    })
    // Where the leader signs on the screen nobody signs for him.
    const screen = await road.inHand({ category: 'urban.lighting' })
    await road.call(screen.order)
    done(await road.reply(screen.order))
    const other = await liaison.post(`/api/orders/${screen.order}/file_approval`, {
      assignment: 1,
      signer: leader.user,
      sealed: true,
      scan,
    })
    expect(other.body.error).toMatchObject({ code: 'stage' })
  })

  test('handle-18 urgent feeds back first and is signed afterwards; without the signature and the cause it is not archived', async () => {
    city.at('2024-11-07T09:00')
    const { order, request } = await road.inHand({ urgency: 'urgent' })
    await road.call(order)
    const replied = done(await road.reply(order))
    expect(replied.body.view.state.stage).toBe('reviewing')
    done(await road.review(order))
    const head = await city.as('centre_head')
    const archive = (more = {}) => head.post(`/api/orders/${order}/archive`, more)
    expect((await archive()).body.error.code).toBe('stage')
    await road.callBack(request, pleased)
    expect((await road.order(order)).state.stage).toBe('closed')
    expect((await archive()).body.error).toMatchObject({ code: 'missing', message: '不能归档，还缺：签批、成因' })
    done(await road.sign(order))
    expect((await archive()).body.error.message).toBe('不能归档，还缺：成因')
    const cause = city.pack.archive.causes[0]?.code
    expect(done(await archive({ cause })).body.view.state).toMatchObject({ stage: 'archived', cause })
    // Read-only from here on, but for a correction that keeps both values.
    const liaison = await city.as('liaison', 'urban')
    const late = [
      await liaison.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'visit' }),
      await liaison.post(`/api/orders/${order}/report_progress`, { assignment: 1, kind: 'progress', text: '补记。' }),
      await (await city.as('visit_review')).post(`/api/orders/${order}/reopen`, { why: '再办一次。' }),
    ]
    expect(late.map((l) => l.body.error?.code)).toEqual(['stage', 'stage', 'stage'])
    const corrected = await (await city.as('business_admin')).post(`/api/orders/${order}/correct`, {
      changes: { type: 'complaint' },
      why: '实为投诉。',
    })
    expect(corrected.body.view.state.corrections).toEqual([
      expect.objectContaining({ field: 'type', from: 'help', to: 'complaint', why: '实为投诉。', by: 'business_admin@centre' }),
    ])
  })

  test('handle-12 what the unit tells reaches every voice behind the order, with its moment; what it notes for itself reaches none', async () => {
    city.at('2024-11-08T09:00')
    const agent = await city.as('agent')
    const first = done(await registerLamp(agent))
    const order = first.body.view.state.links[0].order as string
    const voices = [first]
    for (const number of ['13800000646', '13800000647'])
      voices.push(
        done(await registerLamp(agent, { requester: { kind: 'person', callNumber: number }, outcome: { how: 'forward', into: order } })),
      )
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const liaison = await city.as('liaison', 'urban')
    done(await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 }))
    city.wait(2 * HOUR)
    const told = { assignment: 1, kind: 'progress', text: '电缆已到货，预计次日 9:30 恢复照明。', tell: true }
    done(await liaison.post(`/api/orders/${order}/report_progress`, told))
    done(await liaison.post(`/api/orders/${order}/report_progress`, { ...told, text: '施工队内部协调。', tell: false }))
    for (const { body } of voices) {
      const seen = await city.anyone.post('/api/public/follow', { number: body.view.state.number, code: body.queryCode })
      const words = (done(seen).body.course as { at: number; words?: string }[]).filter((step) => step.words)
      expect(words).toEqual([expect.objectContaining({ at: city.now(), words: told.text })])
    }
  })
})
