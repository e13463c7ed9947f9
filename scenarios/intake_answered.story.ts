/** 当场答复: what is answered on first contact, by its own name and denominator, and the identity that keeps the report honest. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { addFigures, countLike, moreLike } from './crowd.ts'
import { registerLamp } from './telling.ts'

const question = {
  type: 'consult',
  category: 'social.retirement',
  title: '咨询在外地怎么办养老待遇资格认证',
  content: '母亲跟我住在外省，今年的养老金领取资格认证不知道能不能在手机上办。',
}
const spoken = { how: 'answer', text: '可在手机上刷脸认证，也可由当地社区协助认证，不用回来。' }

describe('answered on the spot', () => {
  let city: City
  let agent: Person
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:20')
    agent = await city.as('agent')
    analyst = await city.as('analyst')
  })
  afterAll(() => city.close())

  const bulletin = async () => (await analyst.get('/api/bulletin/2024-11')).body

  test('INTAKE-17 sent = accepted − answered, 在线办结率 = answered / accepted; figures that do not add up turn the report red', async () => {
    const answered = await registerLamp(agent, { ...question, outcome: spoken })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    expect(answered.body.view.state).toMatchObject({ stage: 'answered', links: [], answer: { text: spoken.text } })
    const sent = await registerLamp(agent)
    await countLike(city, 'request', answered.body.id, 20_675)
    await countLike(city, 'request', sent.body.id, 9_367)
    await countLike(city, 'order', sent.body.view.state.links[0].order, 9_367)

    const month = await bulletin()
    expect(month.requests).toMatchObject({ accepted: 30_044, answered: 20_676, sent: 9_368 })
    expect(month.onTheSpot).toMatchObject({
      label: '在线办结率',
      numerator: 20_676,
      denominator: 30_044,
      percent: '68.82%',
      among: '受理总量',
    })
    expect(month.blocked).toBe(false)

    // One request is counted as accepted and is neither answered, nor sent, nor waiting.
    await addFigures(city, { '2024-11-05|all|all|accepted': 1 })
    const wrong = await bulletin()
    expect(wrong.blocked).toBe(true)
    expect(wrong.identities).toContainEqual({ text: '受理 = 当场答复 + 转办 + 待分流', left: 30_045, right: 30_044, holds: false })
    await addFigures(city, { '2024-11-05|all|all|accepted': -1 })
    expect((await bulletin()).blocked).toBe(false)
  })

  test('tel-12 即时答复率 counts only consultations that quote an agreed answer; each can be opened, the others stand apart', async () => {
    city.at('2024-12-03T10:00')
    const entry = {
      code: 'retirement.check',
      title: '养老待遇资格认证',
      category: 'social.retirement',
      agent: spoken.text,
      citizen: spoken.text,
    }
    expect((await (await city.as('knowledge_editor')).post('/api/knowledge', entry)).status).toBe(200)
    const quoting = await registerLamp(agent, { ...question, outcome: { ...spoken, knowledge: [entry.code] } })
    expect(quoting.body.view.state.answer.knowledge).toEqual([{ code: entry.code, version: 1 }])
    const unheard = await registerLamp(agent, { ...question, outcome: { ...spoken, knowledge: ['no.such-entry'] } })
    expect(unheard.body.error).toMatchObject({ code: 'unknown_code', field: 'knowledge' })
    const bare = await registerLamp(agent, { ...question, outcome: spoken })
    const later = await registerLamp(agent, { ...question, outcome: { how: 'forward' } })
    await moreLike(city, 'request', quoting.body.id, 81)
    await moreLike(city, 'request', bare.body.id, 5)
    await moreLike(city, 'request', later.body.id, 11)
    // Help asked for and given at once is 在线办结, not 即时答复.
    await registerLamp(agent, { outcome: spoken })

    const { body } = await analyst.get('/api/instant/2024-12')
    expect(body.instant).toMatchObject({ label: '即时答复率', numerator: 82, denominator: 100, percent: '82.00%', among: '咨询总量' })
    expect(body).toMatchObject({ unquoted: 6, later: 12 })
    const rows = await analyst.get('/api/instant/2024-12/quoted?limit=200')
    expect(rows.body.rows).toHaveLength(82)
    expect(rows.body.rows[0]).toMatchObject({ knowledge: [{ code: entry.code, version: 1 }] })
    expect((await analyst.get('/api/instant/2024-12/unquoted?limit=200')).body.rows).toHaveLength(6)
  })
})
