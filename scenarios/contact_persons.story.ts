/** 来电人: names and numbers as they really are, and one person found again however his number is written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

describe('persons and numbers', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-21T10:00')
    agent = await city.as('agent')
  })
  afterAll(() => city.close())

  const register = async (requester: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const { status, body } = await registerLamp(agent, { requester: { kind: 'person', ...requester }, ...more })
    expect(status, JSON.stringify(body)).toBe(200)
    return { id: body.id as string, requester: body.view.state.requester as { name: string; callNumber: string } }
  }
  const found = async (number: string) =>
    (await agent.post('/api/callers/find', { number })).body.open.map((r: { id: string }) => r.id) as string[]

  test('a rare character and a long name are kept whole, shown by their first character, and read in full only on record', async () => {
    const name = '𠮷·阿卜杜拉'
    const { id, requester } = await register({ name, callNumber: '13800000501' })
    expect(requester.name).toBe('𠮷*****')
    const refused = await agent.post(`/api/requests/${id}/reveal`)
    expect(refused.body.error).toMatchObject({ code: 'missing', field: 'why' })
    const revealed = await agent.post(`/api/requests/${id}/reveal`, { why: '核对称呼' })
    expect(revealed.body).toMatchObject({ name, callNumber: '13800000501' })
    const { rows } = await city.pool.query(`select detail->>'why' as why from audit where kind = 'reveal' and object = $1`, [id])
    expect(rows).toEqual([{ why: '核对称呼' }])
  })

  test('a landline with an extension, a number from over the border: found by any way of writing them, and by no other number', async () => {
    const office = await register({ callNumber: '0731-58261234-123' })
    expect(await found('073158261234-123')).toEqual([office.id])
    expect(await found('(0731) 58261234-123')).toEqual([office.id])
    expect(await found('0731-58261234-124')).toEqual([])
    const abroad = await register({ callNumber: '+852 2345 6789' })
    expect(await found('+85223456789')).toEqual([abroad.id])
    const mobile = await register({ callNumber: '+86 138 0000 0502' })
    expect(await found('13800000502')).toEqual([mobile.id])
    expect(mobile.requester.callNumber).toBe('138****0502')
    expect(await found('0086 13800000502')).toEqual([mobile.id])
  })

  test('a withheld number: the call is taken, the number to be answered on is asked for and finds the person', async () => {
    const contact = (await agent.post('/api/contacts', { channel: 'phone' })).body.id as string
    const asked = await registerLamp(agent, { contact, requester: { kind: 'person', name: '李秀英' } })
    expect(asked.body.error).toMatchObject({ code: 'missing', field: 'contact', message: '登记前还缺：联系方式' })
    const told = await register({ name: '李秀英', contactNumber: '13800000503' }, { contact })
    expect(await found('13800000503')).toEqual([told.id])
    expect((await agent.post(`/api/contacts/${contact}/finish`)).body.view.state).toMatchObject({ disposition: 'registered' })
  })

  test('who gives no number at all is answered on the spot or on the line; nobody promises to call him back', async () => {
    const { body } = await registerLamp(agent, {
      type: 'consult',
      requester: { kind: 'person' },
      outcome: { how: 'answer', text: '已答复。' },
    })
    expect(body.view.state.stage).toBe('answered')
    const sent = await registerLamp(agent, { type: 'suggest', requester: { kind: 'person' } })
    const order = `/api/orders/${sent.body.view.state.links[0].order as string}`
    await (await city.as('dispatcher')).post(`${order}/dispatch`, { lead: { unit: 'urban' } })
    const liaison = await city.as('liaison', 'urban')
    await liaison.post(`${order}/sign`, { assignment: 1 })
    for (let i = 0; i < city.pack.handling.contactAttempts.value; i++) {
      await liaison.post(`${order}/contact_citizen`, { assignment: 1, result: 'wrong_number', purpose: 'visit' })
    }
    const text = { internal: '已列入明年路灯改造计划。', public: '您的建议已列入明年路灯改造计划。' }
    const replied = await liaison.post(`${order}/reply`, { assignment: 1, isTrue: true, solved: 'phased', ...text })
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    await (await city.as('unit_leader', 'urban')).post(`${order}/approve`, { assignment: 1, pass: true, sealed: true })
    await (await city.as('dispatch_review')).post(`${order}/review`, { assignment: 1, pass: true })
    const state = (await agent.get(`/api/requests/${sent.body.id}`)).body.state
    expect(state).toMatchObject({ stage: 'closed', reply: { solved: 'phased' } })
    expect(state.visit).toBeUndefined()
  })
})
