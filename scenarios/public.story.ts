/** The citizens' page: whoever has number and query code follows and acts; what is shown is in words for citizens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exifOf, exifSegment, jpegOf, webpChunk, webpOf } from '../server/test/photo.ts'
import { type City, HOUR, openCity, type Reply } from '../server/test/rig.ts'
import { buildHttp } from '../server/src/http.ts'
import { lamp } from './telling.ts'

interface Ticket {
  number: string
  code: string
}

const MINUTE = HOUR / 60
const INTERNAL = '该小区路灯产权移交手续不全，前任经办人漏办，内部追责另行处理。'
const PUBLIC = '您反映的楼间路灯不亮问题，已更换线路和灯具，当晚恢复照明。'

let city: City
/** Each group has an application, and so a rate limit, of its own. */
const opensCity = () => {
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())
}

const written = (more: Record<string, unknown> = {}) => ({
  requester: { kind: 'person', name: '周桂兰', contactNumber: '13800000645' },
  confidential: false,
  shareNumber: true,
  type: 'help',
  category: 'urban.lighting',
  ...lamp,
  place: { region: '430304', text: '某小区三栋' },
  ...more,
})
const write = async (more: Record<string, unknown> = {}): Promise<Ticket> => {
  const { status, body } = await city.anyone.post('/api/public/requests', written(more))
  expect(status, JSON.stringify(body)).toBe(200)
  return { number: body.number as string, code: body.queryCode as string }
}
const follow = (ticket: Ticket) => city.anyone.post('/api/public/follow', ticket)
const act = (name: string, ticket: Ticket, input: Record<string, unknown> = {}) =>
  city.anyone.post(`/api/public/requests/${name}`, { ...ticket, input })
const find = async ({ number }: Ticket) => {
  const { rows } = await city.pool.query<{ id: string; state: Reply['body'] }>(
    'select id::text, state from service_request where centre_id = $1 and number = $2',
    [city.centre, number],
  )
  return rows[0] ?? expect.fail(`no request ${number}`)
}
const ok = (reply: Reply) => {
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply
}
const other = (code: string, n: number) => String(100_000 + ((Number(code) - 100_000 + n) % 900_000))
const texts = ({ body }: Reply) => (body.course as { text: string }[]).map((step) => step.text)

/** 审核受理 and 转办. */
const accept = async (ticket: Ticket) => {
  const intake = await city.as('web_intake')
  const { id } = await find(ticket)
  ok(await intake.post(`/api/requests/${id}/accept`))
  ok(await intake.post(`/api/requests/${id}/forward`))
  return (await find(ticket)).state.links[0].order as string
}
const handled = async (order: string, assignment: number) => {
  const liaison = await city.as('liaison', 'urban')
  ok(await liaison.post(`/api/orders/${order}/sign`, { assignment }))
  for (const purpose of ['first', 'feedback', 'visit'])
    ok(await liaison.post(`/api/orders/${order}/contact_citizen`, { assignment, result: 'connected', purpose }))
  ok(await liaison.post(`/api/orders/${order}/reply`, { assignment, isTrue: true, solved: 'solved', internal: INTERNAL, public: PUBLIC }))
  ok(await (await city.as('unit_leader', 'urban')).post(`/api/orders/${order}/approve`, { assignment, pass: true, sealed: true }))
  ok(await (await city.as('dispatch_review')).post(`/api/orders/${order}/review`, { assignment, pass: true }))
}

describe('following by number and code', () => {
  opensCity()

  test('the fifth wrong code locks the number for an hour, the right code too; then it opens', async () => {
    const ticket = await write()
    const neighbour = await write()
    const wrong = (n: number) => follow({ ...ticket, code: other(ticket.code, n) })
    for (const n of [1, 2, 3, 4]) {
      const { status, body } = await wrong(n)
      expect([status, body.error.code]).toEqual([404, 'not_found'])
      expect(body.error.message).toContain(`还可以试 ${5 - n} 次`)
      city.wait(MINUTE)
    }
    // The right code forgets what was mistyped before.
    ok(await follow(ticket))
    for (const n of [1, 2, 3, 4]) expect((await wrong(n)).body.error.code).toBe('not_found')
    city.wait(30 * MINUTE)
    const last = await wrong(5)
    expect(last.body.error.code).toBe('locked')
    city.wait(59 * MINUTE)
    expect((await follow(ticket)).body.error.code).toBe('locked')
    expect((await act('withdraw', ticket)).body.error.code).toBe('locked')
    ok(await follow(neighbour))
    city.wait(2 * MINUTE)
    ok(await follow(ticket))
  })
})

describe('the citizens’ page', () => {
  opensCity()

  test('number and code open it; from writing to "not solved" only public words are shown', async () => {
    const ticket = await write()
    expect(ticket.number).toMatch(/^241104-\d{4}$/)
    expect(ticket.code).toMatch(/^\d{6}$/)
    const fresh = ok(await follow(ticket))
    expect(fresh.body).toMatchObject({ said: '已收到您反映的问题，工作人员正在审核。', ...lamp })
    expect(fresh.body.can).toEqual({ urge: true, append: true, withdraw: true, rate: false })

    city.wait(HOUR)
    const order = await accept(ticket)
    expect((await follow(ticket)).body.said).toMatch(/^您反映的问题已受理，正在转交负责的单位办理，预计 11 月 \d+ 日（周.）前答复您。$/)
    ok(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const unit = city.pack.units.find((u) => u.code === 'urban')?.name ?? ''
    const sent = await follow(ticket)
    expect(sent.body.said).toContain(`已转交${unit}办理，预计 11 月`)
    expect(texts(sent)).toEqual([`已转交${unit}办理`, '审核通过，已受理', '已收到您反映的问题'])

    city.wait(HOUR)
    ok(await act('urge', ticket))
    ok(await act('append', ticket, { text: '昨晚又有一位老人绊倒。' }))
    const heard = await find(ticket)
    expect(heard.state.urges).toHaveLength(1)
    const { rows } = await city.pool.query<{ state: Reply['body'] }>('select state from work_order where centre_id = $1 and id = $2', [
      city.centre,
      order,
    ])
    expect([rows[0]?.state.urges.length, rows[0]?.state.voices.length]).toEqual([1, 1])
    const progress = await follow(ticket)
    expect(progress.body.course[0]).toMatchObject({ text: '您补充', words: '昨晚又有一位老人绊倒。' })
    expect((await act('rate', ticket, { solved: true, satisfied: 'satisfied' })).body.error.code).toBe('stage')

    city.wait(HOUR)
    await handled(order, 1)
    const answered = await follow(ticket)
    expect(answered.body).toMatchObject({ answer: { text: PUBLIC, earlier: false }, can: { rate: true, urge: false } })
    const shown = JSON.stringify([fresh, sent, progress, answered].map((r) => r.body))
    for (const word of [INTERNAL, '工单', '退单', '重办', '督办', '派单', '审核员', '13800000645', '周桂兰', 'urban'])
      expect(shown).not.toContain(word)

    city.wait(HOUR)
    ok(await act('rate', ticket, { solved: false, satisfied: 'dissatisfied', wantsRedo: true, text: '第二天又不亮了。' }))
    expect((await follow(ticket)).body.rated).toEqual({ solved: false, satisfied: 'dissatisfied' })
    const { visit } = (await find(ticket)).state as { visit: string }
    ok(await (await city.as('visit_review')).post(`/api/visits/${visit}/review`, { decision: 'redo' }))
    const again = await follow(ticket)
    expect(again.body.said).toContain('已要求重新办理')
    expect(again.body).toMatchObject({ answer: { earlier: true }, can: { urge: true, rate: false } })
    expect(texts(again)).toContain('已要求重新办理')
  })

  test('more time, and waiting for somebody, are told with reason and day', async () => {
    const ticket = await write()
    const order = await accept(ticket)
    const dispatcher = await city.as('dispatcher')
    ok(await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const liaison = await city.as('liaison', 'urban')
    ok(await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 }))
    const before = (await follow(ticket)).body.said as string
    city.wait(HOUR)
    const asked = { assignment: 1, reason: 'works', text: '须更换地下电缆。', days: 3, told: true }
    ok(await liaison.post(`/api/orders/${order}/request_extension`, asked))
    expect((await follow(ticket)).body.said).toBe(before)
    ok(await dispatcher.post(`/api/orders/${order}/rule_extension`, { assignment: 1, granted: true }))
    const longer = await follow(ticket)
    expect(texts(longer)[0]).toMatch(/^因需现场施工，办理时间延长至 11 月 \d+ 日（周.）$/)
    expect(longer.body.said).not.toBe(before)
    expect(JSON.stringify(longer.body)).not.toContain('地下电缆')

    city.wait(HOUR)
    const wait = { assignment: 1, reason: 'testing', text: '内部说明：检测机构排队。', nextUpdate: '2024-11-20' }
    ok(await liaison.post(`/api/orders/${order}/pause`, wait))
    ok(await dispatcher.post(`/api/orders/${order}/rule_pause`, { assignment: 1, granted: true }))
    const waiting = await follow(ticket)
    expect(waiting.body.said).toContain('正在等待检测鉴定结论，我们将于 11 月 20 日（周三）告知您进展')
    expect(JSON.stringify(waiting.body)).not.toContain('内部说明')
  })

  test('withdrawn is the end of it, and the order has nobody left to answer', async () => {
    const ticket = await write()
    await accept(ticket)
    ok(await act('withdraw', ticket, { reason: '路灯已经自己亮了。' }))
    const gone = await follow(ticket)
    expect(gone.body.said).toBe('您已撤回，不再办理。需要时可以重新反映。')
    expect(gone.body.can).toEqual({ urge: false, append: false, withdraw: false, rate: false })
    expect((await act('urge', ticket)).body.error).toMatchObject({ code: 'stage', message: expect.not.stringContaining('诉求') as unknown })
  })

  test('refused: where to go instead, as it was told', async () => {
    const ticket = await write()
    const intake = await city.as('web_intake')
    const { id } = await find(ticket)
    ok(await intake.post(`/api/requests/${id}/refuse`, { reason: 'litigation', told: '向有管辖权的人民法院起诉' }))
    const { body } = await follow(ticket)
    expect(body.said).toBe('您反映的事项应通过其他渠道办理：向有管辖权的人民法院起诉，联系方式 12368。原因：应当通过诉讼解决。')
  })

  test('photos: only pictures, only with the code, no more than the pack says; the unit sees them, of a confidential one only the centre', async () => {
    const ticket = await write()
    const app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false })
    const send = async ({ number, code }: Ticket, content: Buffer, type = 'image/jpeg') => {
      const headers = { 'content-type': type, 'x-number': number, 'x-code': code }
      const answer = await app.inject({ method: 'POST', url: '/api/public/requests/photos', headers, payload: content })
      return [answer.statusCode, (answer.json() as Reply['body']).error?.code]
    }
    const photo = (n: number) => jpegOf(Buffer.alloc(64, n))
    const most = city.pack.intake.photos?.value ?? 0
    expect(most).toBeGreaterThan(1)
    for (let n = 0; n < most; n++) expect(await send(ticket, photo(n))).toEqual([200, undefined])
    expect(await send(ticket, photo(0))).toEqual([200, undefined])
    expect(await send(ticket, photo(99))).toEqual([409, 'limit'])
    expect(await send(ticket, Buffer.from('<svg onload=alert(1)>'))).toEqual([400, 'invalid'])
    expect(await send({ ...ticket, code: other(ticket.code, 1) }, photo(1))).toEqual([404, 'not_found'])
    expect((await follow(ticket)).body.photos).toBe(most)

    const secret = await write({ confidential: true })
    const placed = (words: string) => exifSegment(exifOf(6, words))
    expect(await send(secret, jpegOf('夜里拍的', placed('N27.8294 E112.9442')))).toEqual([200, undefined])
    expect(await send(secret, webpOf(webpChunk('VP8 ', Buffer.alloc(32))), 'image/webp')).toEqual([200, undefined])
    const intake = await city.as('web_intake')
    expect((await intake.get(`/api/requests/${(await find(secret)).id}/photos`)).body).toEqual([
      expect.objectContaining({ type: 'image/jpeg' }),
      expect.objectContaining({ type: 'image/webp' }),
    ])
    const [{ id: first }] = (await intake.get(`/api/requests/${(await find(secret)).id}/photos`)).body as [{ id: string }]
    const shown = await intake.download(`/api/requests/${(await find(secret)).id}/photos/${first}`)
    expect(shown.content.toString()).toContain('夜里拍的')
    expect(shown.content.includes('N27.8294')).toBe(false)
    expect(shown.headers).toMatchObject({ 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' })
    expect(shown.headers['content-disposition']).toMatch(/^attachment/)
    for (const [one, seen] of [
      [ticket, most],
      [secret, 0],
    ] as const) {
      const order = await accept(one)
      ok(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
      const liaison = await city.as('liaison', 'urban')
      expect((await liaison.get(`/api/orders/${order}/attachments`)).body).toHaveLength(seen)
      expect((await liaison.get(`/api/requests/${(await find(one)).id}/photos`)).status).toBe(404)
    }
    ok(await act('withdraw', ticket))
    expect(await send(ticket, photo(5))).toEqual([409, 'stage'])
    await app.close()
  })

  test('what is being handled gets further words and photos by the same rules; its unit sees both', async () => {
    const ticket = await write()
    const app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false })
    const send = async (content: Buffer) => {
      const headers = { 'content-type': 'image/jpeg', 'x-number': ticket.number, 'x-code': ticket.code }
      return (await app.inject({ method: 'POST', url: '/api/public/requests/photos', headers, payload: content })).statusCode
    }
    const photo = (n: number) => jpegOf(Buffer.alloc(64, n))
    expect(await send(photo(1))).toBe(200)
    const order = await accept(ticket)
    ok(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const liaison = await city.as('liaison', 'urban')
    ok(await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 }))

    expect(await send(photo(2))).toBe(200)
    ok(await act('append', ticket, { text: '今晚又坏了一盏，照片里左边那盏。' }))
    const most = city.pack.intake.photos?.value ?? 0
    for (let n = 3; n <= most; n++) expect(await send(photo(n))).toBe(200)
    expect(await send(photo(most + 1))).toBe(409)
    expect((await follow(ticket)).body.photos).toBe(most)
    expect((await liaison.get(`/api/orders/${order}/attachments`)).body).toHaveLength(most)
    expect((await liaison.get(`/api/orders/${order}`)).body.state.voices).toMatchObject([{ text: '今晚又坏了一盏，照片里左边那盏。' }])
    await app.close()
  })

  test('a firm and a confidential person; nothing else can be slipped in', async () => {
    const firm = await write({ requester: { kind: 'firm', company: '某照明商行', contactNumber: '073158580000' } })
    expect((await find(firm)).state).toMatchObject({ stage: 'pending', requester: { kind: 'firm', company: '某照明商行' } })
    const secret = await write({ confidential: true, shareNumber: false })
    expect((await find(secret)).state).toMatchObject({ confidential: true, shareNumber: false })
    const order = await accept(secret)
    ok(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    const seen = await (await city.as('liaison', 'urban')).get(`/api/orders/${order}`)
    expect(JSON.stringify(seen.body)).not.toMatch(/周桂兰|13800000645/)
    ok(await follow(secret))

    for (const more of [{ channel: 'phone' }, { marks: [{ kind: 'major' }] }, { urgency: 'major' }])
      expect((await city.anyone.post('/api/public/requests', written(more))).status).toBe(400)
    expect((await act('append', secret, { text: '补充一句。', contact: 'x' })).status).toBe(400)
    expect((await act('append', secret, { text: '补充一句。', fills: { since: '昨天' } })).status).toBe(400)
  })
})
