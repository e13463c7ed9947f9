/**
 * 统一口径: agreed answers with an owner, an area, versions and a last day; what is out of date is found and quoted by nobody, and its
 * owner is asked in time to look at it again.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const subsidy = {
  code: 'subsidy.appliance',
  title: '家电以旧换新补贴',
  category: 'business.trade',
  unit: 'commerce',
  words: ['以旧换新', '家电补贴'],
  agent: '购买一级能效家电按成交价两成补贴，每类一台，最高两千元；在参与门店下单时核销。',
  citizen: '购买一级能效家电可享成交价 20% 的补贴，每类一台，最高 2000 元。',
  source: { publisher: '市商务局', title: '家电以旧换新实施细则（样例）' },
  from: '2024-09-01',
  to: '2024-12-31',
}
const question = { type: 'consult', category: 'business.trade', title: '咨询以旧换新', content: '想换一台冰箱，问一下补贴还有没有。' }

describe('agreed answers', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-10-14T09:00')
    agent = await city.as('agent')
    const published = await (await city.as('knowledge_editor')).post('/api/knowledge', subsidy)
    expect(published.status, JSON.stringify(published.body)).toBe(200)
  })
  afterAll(() => city.close())

  const found = async (query: string) =>
    (await agent.get(`/api/knowledge?${query}`)).body.rows.map((r: { code: string }) => r.code) as string[]
  const cite = (knowledge: string[]) => registerLamp(agent, { ...question, outcome: { how: 'answer', text: subsidy.agent, knowledge } })

  test('kb-01 valid to the last day of the year: found by words, initials and matter until midnight, then by nobody; what was quoted still opens', async () => {
    for (const query of ['q=以旧换新', 'q=jdyjhx', 'category=business.trade']) expect(await found(query), query).toContain(subsidy.code)
    const answered = await cite([subsidy.code])
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    expect(answered.body.view.state.answer.knowledge).toEqual([{ code: subsidy.code, version: 1 }])

    city.at('2024-12-31T23:59')
    expect(await found('q=以旧换新')).toEqual([subsidy.code])
    city.at('2025-01-01T00:00')
    for (const query of ['q=以旧换新', 'q=jdyjhx', 'category=business.trade']) expect(await found(query), query).not.toContain(subsidy.code)
    const late = await cite([subsidy.code])
    expect(late.status).toBe(422)
    expect(late.body.error).toMatchObject({ code: 'unknown_code', field: 'knowledge' })
    const then = await agent.get(`/api/knowledge/${subsidy.code}/1`)
    expect(then.body).toMatchObject({ version: 1, agentText: subsidy.agent, toDay: '2024-12-31' })
  })

  test('a new version replaces the old one for everybody who looks now, and changes no answer given before', async () => {
    city.at('2024-11-04T09:00')
    const before = await cite([subsidy.code])
    const editor = await city.as('knowledge_editor')
    const raised = { ...subsidy, agent: '补贴提高到成交价两成五，每类一台，最高三千元。' }
    expect((await agent.post('/api/knowledge', raised)).status).toBe(403)
    expect((await editor.post('/api/knowledge', raised)).status).toBe(200)
    const [row] = (await agent.get('/api/knowledge?q=以旧换新')).body.rows
    expect(row).toMatchObject({ version: 2, agentText: raised.agent, unitName: city.pack.units.find((u) => u.code === 'commerce')?.name })
    expect((await cite([subsidy.code])).body.view.state.answer.knowledge).toEqual([{ code: subsidy.code, version: 2 }])
    const old = (await agent.get(`/api/requests/${before.body.id}`)).body.state.answer.knowledge
    expect(old).toEqual([{ code: subsidy.code, version: 1 }])
    expect((await agent.get(`/api/knowledge/${subsidy.code}/1`)).body.agentText).toBe(subsidy.agent)
  })
})

describe('looked at again before it lapses', () => {
  let city: City
  let editor: Person
  let owner: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-10-14T09:00')
    editor = await city.as('knowledge_editor')
    owner = await city.as('liaison', 'commerce')
    expect((await editor.post('/api/knowledge', subsidy)).status).toBe(200)
  })
  afterAll(() => city.close())

  const reviews = async (who = owner, state = 'todo') =>
    (await who.get(`/api/knowledge/tasks?state=${state}`)).body.rows.filter((r: { kind: string }) => r.kind === 'entry_review')

  test('kb-01 the owner is asked once, as long before the last day as the pack says, and still owes it when the entry has lapsed', async () => {
    city.at('2024-11-30T23:59')
    await city.settle()
    expect(await reviews()).toEqual([])
    city.at('2024-12-01T00:00')
    await city.settle()
    const [asked] = await reviews()
    expect(asked).toMatchObject({ unit: 'commerce', code: subsidy.code, title: subsidy.title, openedAt: city.now() })
    expect(new Date(asked.due).toISOString()).toBe('2024-12-31T15:59:59.999Z')
    expect(await reviews(await city.as('liaison', 'police'))).toEqual([])
    expect((await owner.get('/api/notices')).body.lists).toContainEqual(expect.objectContaining({ page: 'knowledge', count: 1 }))
    expect((await owner.get('/api/tasks/list/todo')).body.rows).toMatchObject([{ kind: 'entry_review', about: { name: subsidy.title } }])
    city.at('2025-01-01T00:00')
    await city.settle()
    expect(await reviews()).toHaveLength(1)
    expect((await editor.get('/api/knowledge?q=以旧换新')).body.rows).toEqual([])
  })

  test('a new version ends what was owed and is itself looked at in time; taken out of use, nothing is owed any more', async () => {
    city.at('2024-12-02T09:00')
    expect((await editor.post('/api/knowledge', { ...subsidy, to: '2025-06-30' })).status).toBe(200)
    expect(await reviews()).toEqual([])
    const ended = (await owner.get('/api/tasks/list/done')).body.rows
    expect(ended).toMatchObject([{ kind: 'entry_review', endedBy: editor.name }])
    expect((await owner.get(`/api/tasks/${ended[0].id}`)).body.state.evidence).toBe('口径已发布第 2 版')
    city.at('2025-05-31T00:00')
    await city.settle()
    const [again] = await reviews()
    const opinion = '补贴延续一年，请改到 2026 年 6 月 30 日。'
    expect((await owner.post(`/api/tasks/${again.id}/done`, { evidence: opinion })).status).toBe(200)
    expect(await reviews(editor, 'answered')).toMatchObject([{ code: subsidy.code, evidence: opinion }])
    expect((await editor.post('/api/knowledge', { ...subsidy, to: '2026-06-30' })).status).toBe(200)
    expect(await reviews(editor, 'answered')).toEqual([])
    expect((await editor.post(`/api/knowledge/${subsidy.code}/retire`)).status).toBe(200)
    city.at('2026-07-01T00:00')
    await city.settle()
    expect(await reviews()).toEqual([])
    // What was never owed is in nobody's list.
    expect((await owner.get('/api/tasks/list/cancelled')).body.rows).toEqual([])
  })
})

describe('valid in one area', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    agent = await city.as('agent')
    const editor = await city.as('knowledge_editor')
    const lamp = {
      category: 'urban.lighting',
      unit: 'urban',
      words: ['路灯'],
      citizen: '路灯报修请提供灯杆编号。',
      source: { title: '样例' },
    }
    for (const [code, area] of [
      ['area.whole', undefined],
      ['area.county', '430304'],
      ['area.other', '430302'],
    ] as const) {
      const entry = { ...lamp, code, area, title: `路灯报修${code}`, agent: `路灯报修，${code}` }
      expect((await editor.post('/api/knowledge', entry)).status).toBe(200)
    }
  })
  afterAll(() => city.close())

  const found = async (query: string) =>
    (await agent.get(`/api/knowledge?q=路灯报修${query}`)).body.rows.map((r: { code: string }) => r.code) as string[]

  test('it is found first for a matter of that area, down to its streets, and never for one of another area', async () => {
    const street = city.pack.gazetteer.find((p) => p.parent === '430304')?.code
    expect(street).toBeDefined()
    for (const region of ['430304', street]) expect(await found(`&region=${region}`), region).toEqual(['area.county', 'area.whole'])
    expect(await found('&region=430302')).toEqual(['area.other', 'area.whole'])
    expect(await found('&region=430321')).toEqual(['area.whole'])
    // Nobody knows yet where it is: everybody's first, the others with their area.
    expect(await found('')).toEqual(['area.whole', 'area.other', 'area.county'])
    const rows = (await agent.get('/api/knowledge/kept?area=430304')).body.rows
    expect(rows).toMatchObject([{ code: 'area.county', area: '430304' }])
  })
})
