/**
 * domain.md §8-17: the telephone system away, the server away, the database failing over. No record of a call is lost and none is doubled;
 * whoever asks meanwhile is told in a sentence, and told to ask again.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cut } from '../server/test/cut.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { lamp } from './telling.ts'

const SECRET = 'shared between two machines'
const WORDS = { error: { code: 'unavailable', message: expect.stringMatching(/数据库暂时连不上.*内容保留在本页.*不会重复办理/) as string } }

interface Answer {
  status: number
  retry: string | null
  body: ReturnType<JSON['parse']>
}

describe('calls while something is away', () => {
  let city: City
  let cut: Cut
  let agent: Person
  let csrf: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-08T09:40')
    cut = await Cut.over(city, { ctiSecret: SECRET })
    agent = await city.as('agent')
    csrf = ((await agent.get('/api/me')).body as { csrf: string }).csrf
  })
  afterAll(async () => {
    await cut.close()
    await city.close()
  })

  const ask = async (method: string, path: string, body?: object, key?: string): Promise<Answer> => {
    const headers: Record<string, string> = { cookie: `huying_session=${agent.token}`, 'x-csrf-token': csrf, 'x-huying-cti-secret': SECRET }
    if (body) headers['content-type'] = 'application/json'
    if (key) headers['idempotency-key'] = key
    const answer = await fetch(cut.url + path, { method, headers, body: body && JSON.stringify(body) })
    await city.settle()
    const text = await answer.text()
    return { status: answer.status, retry: answer.headers.get('retry-after'), body: text ? JSON.parse(text) : undefined }
  }
  const tell = (event: object) => ask('POST', '/api/cti/calls', event)
  const registration = (contact: string) => ({
    channel: 'phone',
    requester: { kind: 'person', name: '周桂兰', callNumber: '13800000645' },
    type: 'help',
    category: 'urban.lighting',
    ...lamp,
    place: { region: '430304', text: '岳塘区某小区三栋' },
    since: '上周日',
    affected: { low: 60, about: true, what: '户' },
    wants: '修好路灯',
    urgency: 'normal',
    shareNumber: true,
    outcome: { how: 'forward' },
    contact,
  })
  const callsNow = async () => {
    const { rows } = await city.pool.query<{ n: number; callers: number }>(
      `select count(*)::int as n, count(distinct coalesce(state->>'callId', id::text))::int as callers from contact`,
    )
    return rows[0]
  }
  const registered = async () => (await city.pool.query('select 1 from service_request')).rowCount

  test('given the telephone system is away, when the agent enters the call by hand, then it is a call like any other, with what was registered in it', async () => {
    const opened = await ask('POST', '/api/contacts', { channel: 'phone', number: '13800000645' }, 'by-hand-call')
    expect(opened.status).toBe(200)
    expect((await ask('POST', '/api/requests', registration(opened.body.id), 'by-hand-matter')).status).toBe(200)
    expect((await ask('POST', `/api/contacts/${opened.body.id}/finish`, {}, 'by-hand-end')).status).toBe(200)
    expect(await callsNow()).toEqual({ n: 1, callers: 1 })
    expect((await (await city.as('analyst')).get('/api/contacts/month/2024-11')).body).toMatchObject({ answered: 1, made: 1, uncoded: 0 })
  })

  test('given the server dies after a call rang, when it is started anew and the telephone system tells again, then the call is there, once, and goes on', async () => {
    const ringing = { event: 'ringing', callId: 'b-1', number: '13800000646' }
    const { contact } = (await tell(ringing)).body
    await cut.die()
    await expect(tell(ringing)).rejects.toThrow(/fetch failed/)
    const meanwhile = { event: 'ringing', callId: 'b-2', number: '13800000647' }
    await expect(tell(meanwhile)).rejects.toThrow(/fetch failed/)
    await cut.start()
    expect((await tell(ringing)).body.contact).toBe(contact)
    expect((await tell(meanwhile)).status).toBe(200)
    expect(await callsNow()).toEqual({ n: 3, callers: 3 })
    const login = `agent.${city.pack.city.centreUnit}.${agent.name}`
    expect((await tell({ event: 'answered', callId: 'b-1', agent: login })).body.stage).toBe('open')
    expect((await tell({ event: 'ended', callId: 'b-2' })).body.stage).toBe('missed')
    expect((await ask('GET', '/api/contacts/line')).body).toMatchObject([{ id: contact, stage: 'open' }])
  })

  test('given the first database is gone, when another takes over, then until then all are told to ask again, and what they send again happens once', async () => {
    const [mine] = (await ask('GET', '/api/contacts/line')).body as { id: string }[]
    const matter = registration(mine?.id ?? '')
    const before = await registered()
    const down = cut.next('down')
    cut.first.set('silent')
    const under = [ask('POST', '/api/requests', matter, 'under-way'), tell({ event: 'ringing', callId: 'c-1', number: '13800000648' })]
    await down
    for (const answer of [...(await Promise.all(under)), await ask('GET', '/api/contacts/line')])
      expect(answer).toMatchObject({ status: 503, retry: '5', body: WORDS })
    expect(await ask('GET', '/api/ready')).toMatchObject({ status: 503, body: { ok: false, why: 'database' } })
    expect(await ask('GET', '/api/health')).toMatchObject({ status: 200 })

    const back = cut.next('back')
    cut.second.set('passes')
    await back
    expect((await ask('GET', '/api/ready')).status).toBe(200)
    const again = await ask('POST', '/api/requests', matter, 'under-way')
    expect(again.status).toBe(200)
    expect((await ask('POST', '/api/requests', matter, 'under-way')).body.id).toBe(again.body.id)
    expect((await tell({ event: 'ringing', callId: 'c-1', number: '13800000648' })).status).toBe(200)
    expect((await tell({ event: 'ringing', callId: 'c-1', number: '13800000648' })).status).toBe(200)
    expect(await registered()).toBe((before ?? 0) + 1)
    expect(await callsNow()).toEqual({ n: 4, callers: 4 })
  })
})
