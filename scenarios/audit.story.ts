/** 审计: who tried what he might not, who signed in and who failed to, who took out what; kept, searched and taken out by the audit administrator alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { type Matter, roadOf } from './road.ts'

interface Record_ {
  kind: string
  name: string | null
  login: string | null
  post: string
  object: string | null
  about: string | null
  address: string
  refused: boolean
  detail: Record<string, unknown>
}

describe('audit', () => {
  let city: City
  let auditor: Person
  let matter: Matter
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
    auditor = await city.as('audit_admin')
    matter = await roadOf(city).inHand()
  })
  afterAll(() => city.close())

  const records = async (query = '') => (await auditor.get(`/api/audit?${query}`)).body.rows as Record_[]

  test('a refused attempt is on record: who, at what, from where, why; asked again at once it is the same attempt', async () => {
    const { order } = matter
    const other = await city.as('liaison', 'police')
    for (let i = 0; i < 3; i++) expect((await other.get(`/api/orders/${order}`)).status).toBe(404)
    expect((await other.post(`/api/orders/${order}/sign`, { assignment: 1 })).status).toBe(404)
    const agent = await city.as('agent')
    expect((await agent.post(`/api/orders/${order}/archive`, {})).status).toBe(403)
    const batch = await agent.post('/api/batch', { noun: 'order', command: 'release', items: [{ id: order, input: {} }] })
    expect(batch.body.results[0].error.code).toBe('forbidden')

    const rows = await records('kind=refused')
    expect(rows.map(({ name, object, refused, address, detail }) => [name, object, refused, address, detail.route])).toEqual([
      [agent.name, order, true, '127.0.0.1', 'POST /api/batch order.release'],
      [agent.name, order, true, '127.0.0.1', 'POST /api/orders/:id/archive'],
      [other.name, order, true, '127.0.0.1', 'POST /api/orders/:id/sign'],
      [other.name, order, true, '127.0.0.1', 'GET /api/orders/:id'],
    ])
    // Half an hour later it is another one. What a rule refuses for its own reasons is none.
    city.wait(HOUR / 2)
    await other.get(`/api/orders/${order}`)
    expect((await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 })).status).toBe(409)
    expect(await records('kind=refused')).toHaveLength(5)
  })

  test('nobody floods the record: a hundred an hour for one person, and the last one says so', async () => {
    const prying = await city.as('liaison', 'market')
    for (let i = 0; i < 130; i++) {
      const id = `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`
      expect((await prying.get(`/api/orders/${id}`)).status).toBe(404)
    }
    const rows = await records(`kind=refused&limit=200&q=${encodeURIComponent(prying.name)}`)
    expect(rows).toHaveLength(100)
    expect(rows[0]?.detail.more).toBe('一小时内不再逐条记录')
    city.wait(HOUR)
    await prying.get(`/api/orders/${matter.order}`)
    expect(await records(`kind=refused&limit=200&q=${encodeURIComponent(prying.name)}`)).toHaveLength(101)
  })

  test('signing in that failed is on record, also of an account that is none; neither tells which accounts there are', async () => {
    const { login } = (await (await city.as('handler', 'urban')).get('/api/me')).body as { login: string }
    const says: string[][] = []
    for (const typed of [login, 'no.such.account']) {
      const tries: string[] = []
      for (let i = 0; i < 6; i++) {
        const { status, body } = await city.anyone.post('/api/login', { login: typed, password: 'wrong' })
        tries.push(`${status} ${body.error.message}`)
      }
      says.push(tries)
    }
    expect(says[1]).toEqual(says[0])
    const rows = await records('result=refused')
    expect(rows.filter(({ login: of }) => of === 'no.such.account').map(({ kind }) => kind)).toEqual([
      'login_locked',
      ...Array.from({ length: 4 }, () => 'login_failed'),
    ])
    expect(rows.filter(({ kind, login: of }) => kind.startsWith('login') && of === login)).toHaveLength(5)
  })

  test('found by kind, person, object, result, source address and day; taken out as a file, which is on record too', async () => {
    const { order } = matter
    const { number } = (await (await city.as('dispatcher')).get(`/api/orders/${order}`)).body.state as { number: string }
    const byObject = await records(`object=${number}`)
    expect(byObject.length).toBeGreaterThan(3)
    expect(byObject.every(({ about }) => about === number)).toBe(true)
    expect(await records(`object=${number}&result=done`)).toEqual([])
    expect((await records('address=127.0.0.1')).length).toBeGreaterThan(3)
    expect(await records('address=10.9.8.7')).toEqual([])
    expect(await records('from=2024-11-06')).toEqual([])
    const file = await auditor.download('/api/audit/file?format=csv&kind=refused')
    const lines = file.content.toString().trim().split('\r\n')
    expect(lines[0]).toContain('来源地址')
    expect(lines.length).toBeGreaterThan(100)
    expect((await records('kind=export'))[0]).toMatchObject({ name: auditor.name, detail: { register: '审计记录', kind: 'refused' } })
  })

  test('nobody else reads the record, and that he tried is on it', async () => {
    for (const post of ['sys_admin', 'sec_admin', 'centre_head', 'business_admin']) {
      const curious = await city.as(post)
      for (const url of ['/api/audit', '/api/audit/file?format=csv', '/api/audit/kinds'])
        expect((await curious.get(url)).status, post).toBe(403)
      const [newest] = await records(`kind=refused&q=${encodeURIComponent(curious.name)}`)
      expect(newest?.detail.route).toBe('GET /api/audit/kinds')
    }
    // 审计管理员不改人员、不办件.
    const [someone] = (await (await city.as('sys_admin')).get('/api/people')).body.rows as { user_id: string }[]
    const change = { name: '改名', outsourced: false }
    expect((await auditor.post(`/api/people/${someone?.user_id ?? ''}`, change)).status).toBe(403)
    expect((await auditor.get('/api/people')).status).toBe(403)
    expect((await auditor.get(`/api/orders/${matter.order}`)).status).toBe(404)
  })
})
