/** 诉求类型: one of a closed list, always; the five reported ones add up; further types report as one of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { countLike } from './crowd.ts'
import { registerLamp } from './telling.ts'

/** 2024-11 as published, by the type an agent chooses: two of them are reported under another name. */
const MONTH: [type: string, count: number][] = [
  ['consult', 12_447],
  ['help', 11_450],
  ['complaint', 5_800],
  ['report', 13],
  ['other', 200],
  ['praise', 27],
  ['suggest', 107],
]
const spoken = { how: 'answer', text: '已向来电人说明办理途径。' }

describe('types of request', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-20T10:00')
    agent = await city.as('agent')
  })
  afterAll(() => city.close())

  const types = async () => (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body

  test('CLASS-01 the five types add up to what was accepted; a call whose request has no type cannot be closed', async () => {
    for (const [type, count] of MONTH) {
      const registered = await registerLamp(agent, { type, outcome: spoken })
      expect(registered.status, JSON.stringify(registered.body)).toBe(200)
      await countLike(city, 'request', registered.body.id, count - 1)
    }
    const month = await types()
    expect(month.requests.accepted).toBe(30_044)
    expect(month.types.map((t: { code: string; count: number }) => [t.code, t.count])).toEqual([
      ['consult', 12_447],
      ['help', 11_450],
      ['complaint', 5_813],
      ['other', 227],
      ['suggest', 107],
    ])
    const cents = month.types.map((t: { percent: string }) => Math.round(Number.parseFloat(t.percent) * 100))
    expect(cents.reduce((a: number, b: number) => a + b, 0)).toBe(10_000)
    expect(month.identities).toContainEqual({ text: '诉求类型各项之和 = 受理', left: 30_044, right: 30_044, holds: true })

    const contact = (await agent.post('/api/contacts', { channel: 'phone', number: '13800000645' })).body.id as string
    const untyped = await registerLamp(agent, { contact, type: undefined })
    expect(untyped.body.error).toMatchObject({ code: 'invalid', message: '请填写“诉求类型”' })
    const unknown = await registerLamp(agent, { contact, type: 'quarrel' })
    expect(unknown.body.error).toMatchObject({ code: 'unknown_code', field: 'type', message: '请选择诉求类型（必填，只能选一类）' })
    const hung = await agent.post(`/api/contacts/${contact}/finish`)
    expect(hung.status).toBe(422)
    expect(hung.body.error).toMatchObject({ code: 'missing', field: 'disposition', instead: 'request.register' })
    expect((await agent.get(`/api/contacts/${contact}`)).body.state.stage).toBe('open')

    expect((await registerLamp(agent, { contact, outcome: spoken })).status).toBe(200)
    expect((await agent.post(`/api/contacts/${contact}/finish`)).body.view.state).toMatchObject({ stage: 'done', disposition: 'answered' })
  })

  test('a type put right moves the request from one column to the other, and both values stay on record', async () => {
    const { body } = await registerLamp(agent, { type: 'consult', outcome: spoken })
    const before = await types()
    const admin = await city.as('business_admin')
    const why = '录音核对：来电人要求处理，不是咨询。'
    const corrected = await admin.post(`/api/requests/${body.id}/correct`, { changes: { type: 'report' }, why })
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
    expect(corrected.body.view.state).toMatchObject({ type: 'report', reportedAs: 'complaint' })
    expect(corrected.body.view.state.corrections[0]).toMatchObject({ field: 'type', from: 'consult', to: 'report', why, by: admin.name })
    const of = (m: Awaited<ReturnType<typeof types>>, code: string) => m.types.find((t: { code: string }) => t.code === code).count
    const after = await types()
    expect([of(after, 'consult') - of(before, 'consult'), of(after, 'complaint') - of(before, 'complaint')]).toEqual([-1, 1])
    expect(after.requests.accepted).toBe(before.requests.accepted)
    expect(after.blocked).toBe(false)
  })
})
