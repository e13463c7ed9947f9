/** 老诉求人: who calls again about a running matter leaves contacts, never a new request. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const number = '13800000645'

describe('the old caller', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-18T09:00')
    agent = await city.as('agent')
  })
  afterAll(() => city.close())

  const figures = async () => {
    const { requests, contacts } = (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body
    return { accepted: requests.accepted as number, calls: contacts.calls as number, urged: requests.urged as number }
  }
  /** One call: answered, the matter found by the number, something done with it, ended. Gives the call's result. */
  const call = async (done: (contact: string, matter: string) => Promise<unknown>) => {
    city.wait(HOUR)
    const contact = (await agent.post('/api/contacts', { channel: 'phone', number })).body.id as string
    const [matter] = (await agent.post('/api/callers/find', { number })).body.open as { id: string }[]
    await done(contact, matter?.id ?? '')
    const ended = await agent.post(`/api/contacts/${contact}/finish`)
    expect(ended.status, JSON.stringify(ended.body)).toBe(200)
    return ended.body.view.state
  }
  const acts = async (id: string, command: string, input: Record<string, unknown>) => {
    const reply = await agent.post(`/api/requests/${id}/${command}`, input)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  test('progress, urge, append, withdraw in four calls: requests +0, contacts +4, each call with its one result', async () => {
    const registered = await registerLamp(agent)
    const { id } = registered.body as { id: string }
    const order = registered.body.view.state.links[0].order as string
    const before = await figures()

    expect(await call((contact, matter) => acts(matter, 'ask_progress', { contact }))).toMatchObject({
      disposition: 'asked',
      requests: [id],
    })
    expect(await call((contact, matter) => acts(matter, 'urge', { contact }))).toMatchObject({ disposition: 'urged', requests: [id] })
    const words = '昨晚又有人在台阶上摔倒，是三栋的老人。'
    expect(await call((contact, matter) => acts(matter, 'append', { contact, text: words }))).toMatchObject({ disposition: 'appended' })
    const seen = (await (await city.as('dispatcher')).get(`/api/orders/${order}`)).body
    expect(seen.state.urges).toHaveLength(1)
    expect(seen.members[0].appended).toEqual([expect.objectContaining({ text: words, by: agent.name })])
    const why = '物业已经把灯修好了。'
    expect(await call((contact, matter) => acts(matter, 'withdraw', { contact, reason: why }))).toMatchObject({ disposition: 'withdrawn' })

    const after = await figures()
    expect([after.accepted - before.accepted, after.calls - before.calls, after.urged - before.urged]).toEqual([0, 4, 1])
    const state = (await agent.get(`/api/requests/${id}`)).body.state
    expect(state).toMatchObject({ stage: 'withdrawn', asks: 1, urges: [{ by: agent.name }], withdrawn: { reason: why } })
    // Nobody stands behind the order any more.
    expect((await (await city.as('dispatcher')).get(`/api/orders/${order}`)).body.state.stage).toBe('void')
    const found = (await agent.post('/api/callers/find', { number })).body
    expect(found).toMatchObject({ open: [], closed: [{ id, stage: 'withdrawn' }], calls90: 4 })
    const month = (await (await city.as('analyst')).get('/api/contacts/month/2024-11')).body
    expect(month).toMatchObject({ answered: 4, made: 0, unmade: 4, uncoded: 0, holds: true })
  })

  test('several things in one call: the weightiest is its result; a new matter beside the old one makes a request', async () => {
    city.at('2024-12-04T09:00')
    const { id } = (await registerLamp(agent)).body as { id: string }
    const both = await call(async (contact, matter) => {
      await acts(matter, 'ask_progress', { contact })
      await acts(matter, 'append', { contact, text: '三栋和四栋之间也不亮。' })
      await acts(matter, 'urge', { contact })
    })
    expect(both).toMatchObject({ disposition: 'appended', requests: [id] })
    const more = await call(async (contact, matter) => {
      await acts(matter, 'urge', { contact })
      const fresh = await registerLamp(agent, {
        contact,
        category: 'urban.facility',
        title: '人行道塌了一块',
        content: '三栋门口人行道塌了一块砖。',
      })
      expect(fresh.status, JSON.stringify(fresh.body)).toBe(200)
    })
    expect(more.disposition).toBe('registered')
    expect(more.requests).toHaveLength(2)
  })

  test('what is settled is neither urged nor withdrawn: the agent is told to write a new request', async () => {
    const { body } = await registerLamp(agent, { type: 'consult', outcome: { how: 'answer', text: '已答复。' } })
    const urged = await agent.post(`/api/requests/${body.id}/urge`)
    expect(urged.status).toBe(409)
    expect(urged.body.error).toMatchObject({ code: 'stage', instead: 'request.register' })
    expect((await agent.post(`/api/requests/${body.id}/ask_progress`)).status).toBe(200)
  })

  test('a request voided as a mistake takes the result of its call along: the call is coded again', async () => {
    const contact = (await agent.post('/api/contacts', { channel: 'phone', number })).body.id as string
    const { body } = await registerLamp(agent, { contact })
    await agent.post(`/api/contacts/${contact}/finish`)
    expect((await agent.post(`/api/requests/${body.id}/void`, { reason: 'mistake' })).status).toBe(200)
    const hanging = (await agent.get(`/api/contacts/${contact}`)).body.state
    expect(hanging).toMatchObject({ stage: 'done', requests: [] })
    expect(hanging.disposition).toBeUndefined()
    const coded = await agent.post(`/api/contacts/${contact}/finish`, { disposition: 'test' })
    expect(coded.body.view.state).toMatchObject({ stage: 'done', disposition: 'test' })
  })
})
