/** 短信: what is said to people away from their screens, over a gateway on a real socket; without one nothing is ever said to be sent. */
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Occasion, Pack } from '@huying/core/policy/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '../server/src/account/store.ts'
import { buildHttp } from '../server/src/http.ts'
import { httpGateway } from '../server/src/message/gateway.ts'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { answerText, done, roadOf } from './road.ts'

const SECRET = 'shared with the gateway'
const PHONE = '13907320000'
const CALLER = '13800000645'
/** The one whom the road of an order takes for its liaison. */
const SIGNER = 'liaison@urban'

interface Got {
  id: string
  to: string
  words: string
  time: string
  signature: string
  raw: string
}
type Way = 'accept' | 'refuse' | 'fault' | 'hang up'

/** What an office's gateway does: notes what it was given, and answers as it is told to. */
async function openGateway() {
  const got: Got[] = []
  const state: { way: Way } = { way: 'accept' }
  const server: Server = createServer((request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      const { 'x-huying-time': time, 'x-huying-signature': signature } = request.headers as Record<string, string>
      got.push({ ...(JSON.parse(raw) as Pick<Got, 'id' | 'to' | 'words'>), time: time ?? '', signature: signature ?? '', raw })
      if (state.way === 'hang up') return request.socket.destroy()
      answer.statusCode = state.way === 'fault' ? 503 : 200
      const told = state.way === 'refuse' ? { accepted: false, why: '号码在黑名单中' } : { accepted: true, reference: `G-${got.length}` }
      return answer.end(JSON.stringify(told))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
  return { got, state, url, close: () => new Promise((closed) => server.close(closed)) }
}

const hmac = (time: string, body: string) => createHmac('sm3', SECRET).update(`${time}.${body}`).digest('hex')
const switched =
  (...codes: string[]) =>
  (pack: Pack): Pack => ({ ...pack, messages: pack.messages?.map((o): Occasion => ({ ...o, send: codes.includes(o.code) })) })

let city: City
let hook: Awaited<ReturnType<typeof buildHttp>>
let gateway: Awaited<ReturnType<typeof openGateway>>

const connect = () => (city.shell.messages = httpGateway({ url: gateway.url, secret: SECRET, now: city.now }))
const disconnect = () => delete city.shell.messages
const records = async (query = '') => done(await (await city.as('sys_admin')).get(`/api/messages${query}`)).body
const ofOrder = async (order: string, post = 'dispatcher', unit?: string) =>
  done(await (await city.as(post, unit)).get(`/api/orders/${order}/messages`)).body
const report = async (body: object, { time = String(city.now()), signature }: { time?: string; signature?: string } = {}) => {
  const payload = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'x-huying-time': time, 'x-huying-signature': signature ?? hmac(time, payload) }
  const answer = await hook.inject({ method: 'POST', url: '/api/sms/reports', headers, payload })
  return { status: answer.statusCode, body: answer.json() as ReturnType<JSON['parse']> }
}
/** Dispatched to a unit, and its time for signing is over. */
async function unsigned(): Promise<string> {
  const { order } = await roadOf(city).register()
  done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
  const { clocks } = await roadOf(city).order(order)
  const { due } = clocks.find((c: { kind: string }) => c.kind === 'sign')
  city.wait(due - city.now() + 1)
  await city.settle()
  return order
}

const openAll = async (change: (pack: Pack) => Pack) => {
  gateway = await openGateway()
  city = await openCity('xiangtan', '2024-11-04T09:00', change)
  hook = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false, smsSecret: SECRET })
  const { user } = await city.as('liaison', 'urban', SIGNER)
  await city.pool.query('update person set phone = $2 where user_id = $1', [user, PHONE])
}
const closeAll = async () => {
  await hook.close()
  await city.close()
  await gateway.close()
}

describe('pressing a unit to sign', () => {
  beforeAll(() => openAll(switched('unsigned')))
  afterAll(closeAll)
  beforeEach(() => {
    gateway.got.length = 0
    gateway.state.way = 'accept'
    connect()
  })

  test('a gateway that is down, or takes it and hangs up, is asked again under the same id: one message, sent once, then delivered', async () => {
    gateway.state.way = 'fault'
    const order = await unsigned()
    expect(gateway.got).toHaveLength(1)
    expect(await ofOrder(order)).toMatchObject([{ label: '催签', stage: 'queued', why: '短信网关答复异常（HTTP 503）', sentAt: null }])
    // Not before its time.
    await city.settle()
    expect(gateway.got).toHaveLength(1)
    city.wait(1000)
    gateway.state.way = 'hang up'
    await city.settle()
    expect(gateway.got).toHaveLength(2)
    expect(await ofOrder(order)).toMatchObject([{ stage: 'queued', sentAt: null }])
    city.wait(2000)
    gateway.state.way = 'accept'
    await city.settle()
    await city.settle()

    expect(gateway.got).toHaveLength(3)
    const [first] = gateway.got as [Got, Got, Got]
    expect(new Set(gateway.got.map(({ raw }) => raw))).toEqual(new Set([first.raw]))
    for (const { time, raw, signature } of gateway.got) expect(signature).toBe(hmac(time, raw))
    const { number } = (await roadOf(city).order(order)).state
    expect(first.to).toBe(PHONE)
    expect(first.words).toContain(`工单${number}已超过签收时限`)
    expect(first.words).not.toMatch(/[{}]/)
    const [sent] = await ofOrder(order)
    expect(sent).toMatchObject({
      stage: 'sent',
      stageLabel: '已发送',
      name: SIGNER,
      masked: '139****0000',
      words: first.words,
      attempts: 3,
    })

    // What became of it is believed only from who knows the secret, just now.
    const told = { id: first.id, stage: 'delivered' }
    expect((await report(told, { signature: 'f'.repeat(64) })).status).toBe(401)
    expect((await report(told, { time: String(city.now() - HOUR) })).status).toBe(401)
    expect((await report({ ...told, id: order })).status).toBe(404)
    expect((await city.anyone.post('/api/sms/reports', told)).status).toBe(404)
    expect((await report(told)).body).toEqual({ id: first.id, stage: 'delivered' })
    expect((await report({ ...told, stage: 'failed', why: '迟到的报告' })).body.stage).toBe('delivered')
    const [delivered] = await ofOrder(order)
    expect(delivered.course.map((c: { stage: string }) => c.stage)).toEqual(['queued', 'queued', 'queued', 'sent', 'delivered'])
    const { messages } = (await (await city.as('dispatcher')).get('/api/orders/reminders')).body
    expect(messages).toMatchObject([{ order, name: SIGNER, stage: 'delivered', label: '已送达' }])
  })

  test('a report that overtakes the answer of the gateway stands', async () => {
    gateway.state.way = 'hang up'
    const order = await unsigned()
    const [{ id }] = gateway.got as [Got]
    expect((await report({ id, stage: 'failed', why: '空号' })).body.stage).toBe('failed')
    city.wait(HOUR)
    await city.settle()
    expect(gateway.got).toHaveLength(1)
    expect(await ofOrder(order)).toMatchObject([{ stage: 'failed', why: '空号' }])
  })

  test('who signed meanwhile is not pressed any more', async () => {
    gateway.state.way = 'fault'
    const order = await unsigned()
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
    gateway.state.way = 'accept'
    city.wait(HOUR)
    await city.settle()
    expect(gateway.got).toHaveLength(1)
    expect(await ofOrder(order)).toMatchObject([{ stage: 'dropped', stageLabel: '已不需要，未发送', sentAt: null }])
  })

  test('a gateway that never answers is given up, and a person decides', async () => {
    gateway.state.way = 'fault'
    const order = await unsigned()
    for (let n = 0; n < 14; n++) {
      city.wait(HOUR)
      await city.settle()
    }
    expect(gateway.got).toHaveLength(12)
    expect(await ofOrder(order)).toMatchObject([{ stage: 'given_up', attempts: 12, sentAt: null, resendable: true }])
  })

  test('refused by the gateway it has failed, is sent again by the administrator with a reason, once for one key, under a new id', async () => {
    gateway.state.way = 'refuse'
    const order = await unsigned()
    const [failed] = await ofOrder(order)
    expect(failed).toMatchObject({ stage: 'failed', why: '短信网关不予发送：号码在黑名单中', sentAt: null })
    const admin = await city.as('sys_admin')
    const again = `/api/messages/${failed.id}/resend`
    expect((await (await city.as('dispatcher')).post(again, { why: '已移出黑名单' })).status).toBe(403)
    expect((await admin.post(again, {})).body.error.field).toBe('why')
    gateway.state.way = 'accept'
    for (let n = 0; n < 2; n++) expect((await admin.post(again, { why: '已移出黑名单' }, 'resend-one')).status).toBe(200)
    await city.settle()
    expect((await admin.post(again, { why: '再来一次' })).body.error.code).toBe('stage')
    expect(new Set(gateway.got.map(({ id }) => id)).size).toBe(2)
    const [sent] = await ofOrder(order)
    expect(sent.stage).toBe('sent')
    expect(sent.course).toContainEqual(expect.objectContaining({ stage: 'queued', why: '已移出黑名单', by: admin.name }))
    const { rows } = (await (await city.as('audit_admin')).get('/api/audit?kind=message_resent')).body
    expect(rows).toMatchObject([{ name: admin.name, detail: { why: '已移出黑名单' } }])
  })

  test('without an adapter nothing is ever marked sent: 未接入短信通道, until one is there and somebody sends it', async () => {
    disconnect()
    const order = await unsigned()
    city.wait(HOUR)
    await city.settle()
    const [kept] = await ofOrder(order)
    expect(kept).toMatchObject({ stage: 'no_channel', stageLabel: '未接入短信通道', sentAt: null, attempts: 1 })
    expect(await records('?stage=no_channel')).toMatchObject({ connected: false, rows: [{ id: kept.id, number: kept.number }] })
    const keeper = await city.as('sys_admin')
    const unsent = (await keeper.get('/api/notices')).body.lists as { list: string; count: number }[]
    const { counts } = await records()
    const ended = ['failed', 'no_channel', 'given_up']
    const sum = (counts as { stage: string; count: number }[]).reduce((n, { stage, count }) => n + (ended.includes(stage) ? count : 0), 0)
    expect(sum).toBeGreaterThan(0)
    expect(unsent).toContainEqual(expect.objectContaining({ page: 'system', list: 'messages', count: sum }))
    const late = done(await (await city.as('dispatcher')).get('/api/orders/list/unsigned')).body.rows as { id: string; sign_due: number }[]
    expect(late.find(({ id }) => id === order)?.sign_due).toBeLessThan(city.now())
    const { rows } = await city.pool.query("select 1 from message where stage in ('sent', 'delivered') and order_id = $1", [order])
    expect(rows).toEqual([])
    // Connecting one sends nothing of yesterday by itself.
    connect()
    await city.settle()
    expect(gateway.got).toEqual([])
    done(await (await city.as('sys_admin')).post(`/api/messages/${kept.id}/resend`, { why: '短信通道已开通' }))
    await city.settle()
    expect(gateway.got).toMatchObject([{ to: PHONE }])
    expect(await ofOrder(order)).toMatchObject([{ stage: 'sent' }])
  })

  test('everybody who holds the post gets one; whose number is not registered, of him it is said', async () => {
    const second = { login: 'second', name: '第二联络员', password: 'not used', posts: [{ post: 'liaison', unit: 'urban' }] }
    const user = await createPerson(city.pool, city.centre, second, city.now())
    const order = await unsigned()
    expect(gateway.got).toMatchObject([{ to: PHONE }])
    const rows = await ofOrder(order)
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual(expect.objectContaining({ name: SIGNER, stage: 'sent' }))
    expect(rows).toContainEqual(expect.objectContaining({ name: second.name, stage: 'failed', why: '没有登记手机号码', sentAt: null }))
    await city.pool.query('update person set closed_at = created_at where user_id = $1', [user])
  })

  test('the record is found by number, stage and day, goes out as a file, and no dump of it shows a number or the words', async () => {
    const order = await unsigned()
    const [{ number }] = await ofOrder(order)
    const { rows, counts, occasions } = await records(`?q=${number}&stage=sent`)
    expect(rows).toMatchObject([{ order, label: '催签', unit: 'urban' }])
    expect(rows[0].words).toBeUndefined()
    expect((await records('?to=2024-11-01')).rows).toEqual([])
    expect(counts.find((c: { stage: string }) => c.stage === 'sent').count).toBeGreaterThan(0)
    expect(occasions.map((o: { code: string; send: boolean }) => [o.code, o.send])).toEqual([
      ['unsigned', true],
      ['close-near', false],
      ['answer', false],
    ])
    const file = await (await city.as('sys_admin')).download(`/api/export/messages?q=${number}&format=csv`)
    expect(file.content.toString()).toContain(`催签,${number}`)
    expect((await (await city.as('dispatcher')).get('/api/messages')).status).toBe(403)
    expect((await (await city.as('dispatcher')).get('/api/export/messages?format=csv')).status).toBe(403)
    const { rows: dump } = await city.pool.query<{ row: string }>('select message::text as row from message')
    for (const { row } of dump) expect(row).not.toMatch(new RegExp(`${PHONE}|尚未签收`))
  })
})

describe('the answer to the person', () => {
  beforeAll(() => openAll(switched('answer')))
  afterAll(closeAll)

  test('the answer goes to the number the person gave, with its number and its words; not for a confidential request', async () => {
    connect()
    const road = roadOf(city)
    const [open, secret] = [await road.inHand(), await road.inHand({ confidential: true, shareNumber: false })]
    for (const { order } of [open, secret]) {
      await road.call(order)
      await road.answered(order)
    }
    await city.settle()
    expect(gateway.got).toMatchObject([{ to: CALLER }])
    const { number } = await road.request(open.request)
    expect(gateway.got[0]?.words).toContain(number)
    expect(gateway.got[0]?.words).toContain(answerText.public)
    expect(await ofOrder(secret.order)).toEqual([])
    expect(await ofOrder(open.order)).toMatchObject([{ label: '答复', toPerson: true, masked: '138****0645' }])
    // The unit sees that it was said, not to which number.
    expect(await ofOrder(open.order, 'liaison', 'urban')).toMatchObject([{ stage: 'sent', masked: null, name: null }])
    const { id } = gateway.got[0] as Got
    expect((await report({ id, stage: 'delivered' })).body.stage).toBe('delivered')
  })

  test('a request that is made confidential while its answer still waits for the gateway is told by no message', async () => {
    connect()
    gateway.state.way = 'fault'
    const road = roadOf(city)
    const { request, order } = await road.inHand()
    await road.call(order)
    await road.answered(order)
    await city.settle()
    expect(await ofOrder(order)).toMatchObject([{ stage: 'queued', attempts: 1 }])
    const corrected = { changes: { confidential: true }, why: '诉求人要求保密' }
    done(await (await city.as('business_admin')).post(`/api/requests/${request}/correct`, corrected))
    gateway.state.way = 'accept'
    city.wait(HOUR)
    await city.settle()
    expect(await ofOrder(order)).toMatchObject([{ stage: 'dropped', why: '诉求已设为保密，答复不发短信', sentAt: null }])
  })

  test('an occasion that the city switched off leaves nothing behind', async () => {
    const order = await unsigned()
    expect((await roadOf(city).order(order)).state.alarms).toContainEqual(expect.objectContaining({ clock: 'sign', level: 'over' }))
    expect(await ofOrder(order)).toEqual([])
  })
})
