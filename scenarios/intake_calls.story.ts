/** 来电: every call ends with one result, the month can be closed, and merged hotlines are told apart in one queue. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { moreLike } from './crowd.ts'
import { registerLamp } from './telling.ts'

/** 751 of the month's calls left no request; the published text does not say why, these reasons are ours. */
const UNMADE: [disposition: string, count: number][] = [
  ['misdialled', 241],
  ['silent', 187],
  ['broken', 96],
  ['nuisance', 88],
  ['transferred', 74],
  ['visit_call', 52],
  ['transferred_110', 13],
]

describe('calls', () => {
  let city: City
  let agent: Person
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T08:40')
    agent = await city.as('agent')
    analyst = await city.as('analyst')
  })
  afterAll(() => city.close())

  const ring = async (more: Record<string, unknown> = {}) => {
    const opened = await agent.post('/api/contacts', { channel: 'phone', number: '13900000517', ...more })
    expect(opened.status, JSON.stringify(opened.body)).toBe(200)
    return opened.body.id as string
  }
  const month = async (which = '2024-11') => (await analyst.get(`/api/contacts/month/${which}`)).body

  test('INTAKE-18 every answered call of the month has a result; made + unmade = answered, the unmade by reason', async () => {
    const lamp = await ring()
    expect((await registerLamp(agent, { contact: lamp })).status).toBe(200)
    expect((await agent.post(`/api/contacts/${lamp}/finish`)).body.view.state).toMatchObject({ disposition: 'registered', stage: 'done' })
    await moreLike(city, 'contact', lamp, 29_095)
    for (const [disposition, count] of UNMADE) {
      const call = await ring()
      // A call without a request and without a result does not end.
      expect((await agent.post(`/api/contacts/${call}/finish`)).body.error).toMatchObject({ code: 'missing', field: 'disposition' })
      expect((await agent.post(`/api/contacts/${call}/finish`, { disposition })).status).toBe(200)
      await moreLike(city, 'contact', call, disposition === 'silent' ? count - 2 : count - 1)
    }
    const hanging = await ring()
    expect(await month()).toMatchObject({ answered: 29_847, uncoded: 1, holds: false })
    expect((await analyst.get('/api/contacts/month/2024-11/uncoded')).body.rows.map((r: { id: string }) => r.id)).toEqual([hanging])
    const settled = await agent.post(`/api/contacts/${hanging}/finish`, { disposition: 'silent' })
    expect(settled.status).toBe(200)

    const closed = await month()
    expect(closed).toMatchObject({ answered: 29_847, made: 29_096, unmade: 751, uncoded: 0, holds: true })
    expect(closed.made + closed.unmade).toBe(closed.answered)
    expect(closed.identities).toContainEqual({ text: '成单 + 非成单 = 接听', left: 29_847, right: 29_847, holds: true })
    expect(closed.reasons.map((r: { code: string; count: number }) => [r.code, r.count])).toEqual(UNMADE)
    expect(closed.madeRate).toMatchObject({ label: '来话成单率', numerator: 29_096, denominator: 29_847, percent: '97.48%' })
    const silent = await analyst.get('/api/contacts/month/2024-11/silent?limit=200')
    expect(silent.body.rows).toHaveLength(187)
    expect(silent.body.rows[0]).toMatchObject({ label: '无声', number: '139****0517' })
  })
})
