/** The telephone system's web hook (docs/cti.md), what the desks see of it, and the drafts of a form. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHttp } from '../src/http.ts'
import { type City, openCity } from './rig.ts'

describe('the line', () => {
  let city: City
  let hook: Awaited<ReturnType<typeof buildHttp>>
  const secret = 'shared between two machines'
  const tell = async (payload: object, given = secret) => {
    const answer = await hook.inject({ method: 'POST', url: '/api/cti/calls', headers: { 'x-huying-cti-secret': given }, payload })
    await city.settle()
    return { status: answer.statusCode, body: answer.json() as ReturnType<JSON['parse']> }
  }
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-08T09:40')
    hook = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false, ctiSecret: secret })
  })
  afterAll(async () => {
    await hook.close()
    await city.close()
  })

  test('only who knows the secret may tell of calls, and nobody where none is set', async () => {
    const ringing = { event: 'ringing', callId: 'a-1', number: '13800000645' }
    expect((await tell(ringing, 'guessed')).status).toBe(401)
    expect((await city.anyone.post('/api/cti/calls', ringing)).status).toBe(404)
    expect((await (await city.as('agent')).get('/api/contacts/line')).body).toEqual([])
  })

  test('a ringing call is told once, shown in full to agents, and has the one who answers first', async () => {
    const [one, two] = [await city.as('agent'), await city.as('agent', undefined, '第二人')]
    const ringing = { event: 'ringing', callId: 'a-2', number: '13800000645', line: '12315' }
    const { contact } = (await tell(ringing)).body
    expect((await tell(ringing)).body.contact).toBe(contact)
    const seen = (await one.get('/api/contacts/line')).body
    expect(seen).toMatchObject([{ id: contact, stage: 'ringing', number: '13800000645', line: { number: '12315' }, byTelephone: true }])
    expect((await two.get('/api/contacts/line')).body).toHaveLength(1)
    expect((await one.post(`/api/contacts/${contact}/answer`)).status).toBe(200)
    expect((await two.post(`/api/contacts/${contact}/answer`)).status).toBe(409)
    expect((await two.get('/api/contacts/line')).body).toEqual([])
    // Hung up: the result is still owed, so the call stays on that desk until it is given.
    expect((await tell({ event: 'ended', callId: 'a-2' })).body.stage).toBe('open')
    expect((await one.get('/api/contacts/line')).body).toMatchObject([{ id: contact, stage: 'open', settled: false }])
    await one.post(`/api/contacts/${contact}/finish`, { disposition: 'silent' })
    expect((await one.get('/api/contacts/line')).body).toEqual([])
    const { rows } = await city.pool.query("select actor from audit where kind = 'reveal' and object = $1", [contact])
    expect(rows.map((r: { actor: string }) => r.actor).sort()).toEqual([one.user, two.user].sort())
  })

  test('answered on the telephone: the call is on that person’s desk; not answered: missed', async () => {
    const agent = await city.as('agent')
    await tell({ event: 'ringing', callId: 'a-3' })
    expect((await tell({ event: 'answered', callId: 'a-3' })).body.error.field).toBe('agent')
    expect((await tell({ event: 'answered', callId: 'a-3', agent: 'nobody' })).status).toBe(422)
    const login = `agent.${city.pack.city.centreUnit}.${agent.name}`
    expect((await tell({ event: 'answered', callId: 'a-3', agent: login })).body.stage).toBe('open')
    const [mine] = (await agent.get('/api/contacts/line')).body
    expect(mine.number).toBeUndefined()
    await agent.post(`/api/contacts/${mine.id}/finish`, { disposition: 'misdialled' })

    await tell({ event: 'ringing', callId: 'a-4', number: '13800000645' })
    expect((await tell({ event: 'ended', callId: 'a-4' })).body.stage).toBe('missed')
    expect((await tell({ event: 'ended', callId: 'never' })).status).toBe(404)
  })

  test('as many drafts as the pack says may be parked; the form being written is saved all the same', async () => {
    const agent = await city.as('agent')
    const most = city.pack.intake.parked.value
    const save = (label: string, parked: boolean, id?: string) =>
      agent.post('/api/drafts', { id, label, body: { form: { content: label } }, parked })
    for (let n = 1; n <= most; n++) expect((await save(`第 ${n} 件`, true)).status).toBe(200)
    expect((await save('再一件', true)).body.error.code).toBe('limit')
    const running = await save('正在写', false)
    expect(running.status).toBe(200)
    expect((await save('正在写', true, running.body.id)).body.error.code).toBe('limit')

    const list = (await agent.get('/api/drafts')).body
    expect(list.map((d: { parkedAt: number | null }) => d.parkedAt !== null)).toEqual([...Array<boolean>(most).fill(true), false])
    expect((await (await city.as('agent', undefined, '第二人')).get('/api/drafts')).body).toEqual([])
    // Resumed: its place is free again.
    await save('第 1 件', false, list[0].id)
    expect((await save('正在写', true, running.body.id)).status).toBe(200)
  })
})
