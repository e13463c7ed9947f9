/** 保密与权限: who a person is stays where it belongs: not in lists, exports, figures, other posts' pages, nor in a copy of the database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const name = '欧阳静仪'
const number = '13955550173'
const address = '岳塘区书院路某家属院六栋'
const tip = {
  type: 'report',
  category: 'safety.work',
  title: '举报烟花仓库夜里偷偷生产',
  content: `村口的旧仓库半夜有人在做烟花，怕报复不要透露我是谁，有事打${number}。`,
  requester: { kind: 'person', name, callNumber: number, address },
  since: '上周起',
  affected: { low: 300, about: true, what: '人' },
  wants: '查处非法生产',
  confidential: true,
}
const says = (value: unknown) => [name, number, address, '欧阳'].filter((word) => JSON.stringify(value).includes(word))

describe('a confidential report', () => {
  let city: City
  let agent: Person
  let request: string
  let order: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-14T21:10')
    agent = await city.as('agent')
    const registered = await registerLamp(agent, tip)
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    request = registered.body.id as string
    order = registered.body.view.state.links[0].order as string
    await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'emergency' } })
  })
  afterAll(() => city.close())

  test('the unit handles it without knowing who told; another agent finds it neither by number nor by words', async () => {
    const liaison = await city.as('liaison', 'emergency')
    expect((await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 })).status).toBe(200)
    const page = (await liaison.get(`/api/orders/${order}`)).body
    expect(page.members[0]).toMatchObject({ confidential: true })
    expect(page.members[0].person).toBeUndefined()
    expect(says(page)).toEqual([])
    expect((await liaison.get(`/api/requests/${request}`)).status).toBe(404)
    expect((await liaison.post(`/api/requests/${request}/reveal`, { why: '核实' })).status).toBe(404)

    const other = await city.as('agent', undefined, '另一位话务员')
    const found = await other.post('/api/callers/find', { number })
    expect(found.body).toMatchObject({ open: [], closed: [] })
    expect(says(found.body)).toEqual([])
    expect((await other.get(`/api/requests/${request}`)).status).toBe(404)
    expect((await other.get('/api/requests?q=烟花仓库')).body.rows).toEqual([])
    expect((await other.get(`/api/orders/${order}`)).status).toBe(404)
    // Who wrote it down himself finds it when the person calls again.
    const own = (await agent.post('/api/callers/find', { number })).body
    expect(own.open.map((r: { id: string }) => r.id)).toEqual([request])
    expect(own.name).toBeUndefined()
  })

  test('lists, figures and exports count it and name nobody', async () => {
    const readers = [await city.as('analyst'), await city.as('dispatcher'), await city.as('centre_head'), await city.as('leader')]
    const urls = ['/api/bulletin/2024-11', '/api/requests', '/api/orders/list/all', '/api/orders/pool', '/api/topics/2024-11']
    for (const reader of readers) {
      for (const url of urls) expect(says((await reader.get(url)).body), `${reader.name} ${url}`).toEqual([])
    }
    expect((await readers[0]?.get('/api/bulletin/2024-11'))?.body.requests.accepted).toBe(1)
  })

  test('a copy of the database shows no identity: not in rows, journal, texts, jobs, audit or figures', async () => {
    const { rows: tables } = await city.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name: table } of tables) {
      const { rows } = await city.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)
      // The pack's gazetteer and the agents' accounts hold names of their own.
      if (['pack', 'person'].includes(table)) continue
      expect(
        rows.flatMap(({ row }) => says(row)),
        table,
      ).toEqual([])
    }
  })
})

describe('posts', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-15T10:00')
  })
  afterAll(() => city.close())

  const sent = async () => {
    const { body } = await registerLamp(await city.as('agent'))
    const order = body.view.state.links[0].order as string
    await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } })
    return { request: body.id as string, order }
  }

  test('SEC-04 who looks on sees masks, on record; 纪委 sees only what was referred to it; a unit sees its own only; each number read is noted', async () => {
    const { request, order } = await sent()
    const observer = await city.as('observer')
    const seen = await observer.get(`/api/orders/${order}`)
    expect(seen.body.members[0].person).toMatchObject({ number: '138****0645', name: '周**' })
    expect(JSON.stringify(seen.body)).not.toContain('13800000645')
    expect(seen.body.open).toEqual([])
    expect((await observer.post(`/api/requests/${request}/reveal`, { why: '采访' })).status).toBe(404)
    // 监督员 asks for the number: the mask, and that he asked is on record.
    const asked = await observer.post(`/api/orders/${order}/members/${request}/reveal`, {})
    expect([asked.status, asked.body]).toEqual([200, { name: '周**', number: '138****0645', masked: true }])
    const auditor = await city.as('audit_admin')
    const looked = (await auditor.get('/api/audit?kind=reveal')).body.rows[0]
    expect(looked).toMatchObject({ name: observer.name, object: request, detail: { masked: true, order } })

    // 纪委: refused, and that it asked is on record; what was referred to it is there, and for 监督员 no longer.
    const discipline = await city.as('discipline')
    expect((await discipline.get(`/api/orders/${order}`)).body.error).toMatchObject({ code: 'not_found' })
    expect((await auditor.get('/api/audit?kind=refused')).body.rows[0]).toMatchObject({
      name: discipline.name,
      object: order,
      refused: true,
    })
    const referred = await sent()
    const head = await city.as('centre_head')
    expect((await head.post(`/api/orders/${referred.order}/mark`, { kind: 'discipline', why: '反映干部作风。' })).status).toBe(200)
    expect((await discipline.get(`/api/orders/${referred.order}`)).status).toBe(200)
    const shown = (await discipline.get('/api/search/orders')).body.rows as { id: string }[]
    expect(shown.map(({ id }) => id)).toEqual([referred.order])
    expect((await observer.get(`/api/orders/${referred.order}`)).status).toBe(404)
    expect((await observer.get('/api/search/orders')).body.rows.map(({ id }: { id: string }) => id)).toContain(order)
    expect((await observer.get('/api/search/orders')).body.rows.map(({ id }: { id: string }) => id)).not.toContain(referred.order)
    expect((await discipline.get('/api/requests')).body.rows).toEqual([])
    expect((await (await city.as('liaison', 'market')).get(`/api/orders/${order}`)).status).toBe(404)
    const agent = await city.as('agent')
    expect((await agent.post(`/api/requests/${request}/reveal`, { why: '回拨核实地点' })).body.callNumber).toBe('13800000645')
    const { rows } = await city.pool.query(`select actor, post, detail->>'why' as why from audit where kind = 'reveal' and object = $1`, [
      request,
    ])
    expect(rows).toEqual(
      expect.arrayContaining([{ actor: agent.user, post: 'agent', why: '回拨核实地点' }, expect.objectContaining({ post: 'observer' })]),
    )
    expect(rows).toHaveLength(2)
  })

  test('the outsourced do not handle for a unit, an agent does not answer for a bureau; administrators neither read nor change orders', async () => {
    const { request, order } = await sent()
    const contractor = await city.as('liaison', 'urban', '外包驻点人员', { outsourced: true })
    const colleague = await city.as('liaison', 'urban')
    expect((await colleague.post(`/api/orders/${order}/sign`, { assignment: 1 })).status).toBe(200)
    await colleague.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'visit' })
    const reply = { assignment: 1, isTrue: true, solved: 'solved', internal: '已修好路灯。', public: '路灯已修好。' }
    const refused = await contractor.post(`/api/orders/${order}/reply`, reply)
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatchObject({ code: 'outsourced', message: '外包人员不能提交办结，请由本单位工作人员办理' })
    const agent = await (await city.as('agent')).post(`/api/orders/${order}/reply`, reply)
    expect(agent.status).toBe(403)
    expect(agent.body.error.code).toBe('not_yours')
    for (const post of ['sys_admin', 'sec_admin', 'audit_admin']) {
      const admin = await city.as(post)
      expect((await admin.get(`/api/orders/${order}`)).status, post).toBe(404)
      expect((await admin.get(`/api/requests/${request}`)).status, post).toBe(404)
      expect((await admin.post(`/api/orders/${order}/reply`, reply)).status, post).not.toBe(200)
    }
    expect((await colleague.post(`/api/orders/${order}/reply`, reply)).status).toBe(200)
  })
})
