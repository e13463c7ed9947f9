/** People: accounts, posts, second factor, standing in and handing on, through the public API (people.md 2-8, 2-10; issue L1 C). */
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { lamp, registerLamp } from './telling.ts'

describe('people', () => {
  let city: City
  let system: Person
  let security: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    system = await city.as('sys_admin')
    security = await city.as('sec_admin')
  })
  afterAll(() => city.close())

  const login = (name: string, password: string, code?: string) => city.anyone.post('/api/login', { login: name, password, code })
  /** An account opened by the system administrator; its id and first password. */
  const opened = async (name: string, unit = city.pack.city.centreUnit) => {
    const made = await system.post('/api/people', { login: name, name: `测试${name}`, unit })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    return made.body as { id: string; password: string }
  }

  test('三员分立: one opens the account, another grants the post, neither does both, and none handles a case', async () => {
    const { id, password } = await opened('newagent')
    expect((await login('newagent', password)).body.error.message).toContain('还没有岗位')
    expect((await system.post(`/api/people/${id}/posts`, { post: 'agent' })).status).toBe(403)
    expect((await security.post('/api/people', { login: 'another', name: '另一人', unit: city.pack.city.centreUnit })).status).toBe(403)
    expect((await security.post(`/api/people/${id}/posts`, { post: 'agent' })).status).toBe(200)
    const both = await security.post(`/api/people/${id}/posts`, { post: 'audit_admin' })
    expect(both.body.error.code).toBe('forbidden_pair')
    expect((await security.post(`/api/people/${id}/posts`, { post: 'liaison' })).body.error.code).toBe('forbidden_pair')
    expect((await login('newagent', password)).status).toBe(200)
    expect((await system.get('/api/orders/list/all')).body.rows).toEqual([])
  })

  test('the security administrator reads no order, the audit administrator changes no account, and that they tried is on record (domain 8-22)', async () => {
    const { body } = await registerLamp(await city.as('agent', undefined, '受理人'))
    const { order } = body.view.state.links[0] as { order: string }
    const request = body.id as string
    for (const path of [`/api/orders/${order}`, `/api/requests/${request}`, `/api/orders/${order}/attachments`])
      expect([path, (await security.get(path)).status]).toEqual([path, 404])
    expect((await security.get('/api/orders/list/all')).body.rows).toEqual([])
    expect((await security.get(`/api/requests?q=${encodeURIComponent(lamp.title)}`)).body.rows).toEqual([])

    const auditor = await city.as('audit_admin')
    const { id } = await opened('untouched')
    const [before] = (await city.pool.query('select * from person where user_id = $1', [id])).rows
    const acts: [string, object][] = [
      ['/api/people', { login: 'mine', name: '自己人', unit: city.pack.city.centreUnit }],
      [`/api/people/${id}/posts`, { post: 'agent' }],
      [`/api/people/${id}/unlock`, {}],
      [`/api/people/${id}/reset-factor`, {}],
    ]
    for (const [path, input] of acts) expect([path, (await auditor.post(path, input)).status]).toEqual([path, 403])
    expect((await city.pool.query('select * from person where user_id = $1', [id])).rows).toEqual([before])
    expect((await city.pool.query('select 1 from post_held where user_id = $1', [id])).rowCount).toBe(0)

    const tried = (await auditor.get('/api/audit?kind=refused')).body.rows as { name: string; object: string | null }[]
    expect(tried.filter(({ name }) => name === security.name).map(({ object }) => object)).toEqual(expect.arrayContaining([order, request]))
    expect(tried.filter(({ name }) => name === auditor.name)).toHaveLength(acts.length)
  })

  test('five wrong passwords lock the account for a while; the system administrator unlocks it', async () => {
    const { id, password } = await opened('forgetful')
    await security.post(`/api/people/${id}/posts`, { post: 'agent' })
    for (let n = 4; n > 0; n--) expect((await login('forgetful', 'wrong')).body.error.message).toContain(`还可以再试 ${n} 次`)
    expect((await login('forgetful', 'wrong')).body.error.code).toBe('locked')
    expect((await login('forgetful', password)).status).toBe(423)
    expect((await system.post(`/api/people/${id}/unlock`)).status).toBe(200)
    expect((await login('forgetful', password)).status).toBe(200)
  })

  test('a first password opens nothing but its own change', async () => {
    const { id, password } = await opened('fresh')
    await security.post(`/api/people/${id}/posts`, { post: 'dispatcher' })
    const fresh = await city.enter('fresh', password)
    expect((await fresh.get('/api/me')).body.owes).toEqual(['password'])
    expect((await fresh.get('/api/orders/pool')).body.error.message).toContain('请先修改初始密码')
    expect((await fresh.post('/api/me/password', { current: password, next: 'short1' })).body.error.field).toBe('next')
    expect((await fresh.post('/api/me/password', { current: password, next: 'summer-lake-42' })).status).toBe(200)
    expect((await fresh.get('/api/orders/pool')).status).toBe(200)
    expect((await login('fresh', password)).status).toBe(401)
  })

  test('second factor: demanded, enrolled, asked for at the next sign-in, each code good once; reset by the system administrator on record', async () => {
    const { id, password } = await opened('careful')
    await security.post(`/api/people/${id}/posts`, { post: 'analyst' })
    expect((await security.post(`/api/people/${id}/demand-factor`, { demanded: true })).status).toBe(200)
    const person = await city.enter('careful', password)
    await person.post('/api/me/password', { current: password, next: 'summer-lake-42' })
    expect((await person.get('/api/bulletin/2024-11')).body.error.message).toContain('动态验证码')
    const { secret } = (await person.post('/api/me/factor')).body as { secret: string }
    const code = () => new TOTP({ secret }).generate({ timestamp: city.now() })
    expect((await person.post('/api/me/factor/confirm', { code: '000000' })).status).toBe(400)
    expect((await person.post('/api/me/factor/confirm', { code: code() })).status).toBe(200)
    expect((await person.get('/api/bulletin/2024-11')).status).toBe(200)

    city.wait(HOUR)
    const asked = await login('careful', 'summer-lake-42')
    expect(asked.body.error).toMatchObject({ code: 'missing', field: 'code' })
    expect((await login('careful', 'summer-lake-42', code())).status).toBe(200)
    expect((await login('careful', 'summer-lake-42', code())).body.error.message).toContain('已用过')
    expect((await person.post('/api/me/factor/off', { code: code() })).status).toBe(403)

    expect((await system.post(`/api/people/${id}/reset-factor`)).status).toBe(200)
    expect((await login('careful', 'summer-lake-42')).status).toBe(200)
    const audit = await (await city.as('audit_admin')).get('/api/audit?kind=factor_reset')
    expect(audit.body.rows).toEqual([expect.objectContaining({ object: id, name: system.name })])
    expect((await system.get('/api/audit')).status).toBe(403)
  })

  test('a unit administrator keeps to his own unit and gives himself nothing', async () => {
    const admin = await city.as('unit_admin', 'urban')
    const made = await admin.post('/api/people', { login: 'urban.clerk', name: '李经办', unit: 'urban' })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    expect((await admin.post('/api/people', { login: 'other.clerk', name: '王经办', unit: 'police' })).status).toBe(403)
    expect((await admin.post(`/api/people/${made.body.id}/posts`, { post: 'handler' })).status).toBe(200)
    const self = await admin.post(`/api/people/${admin.user}/posts`, { post: 'unit_leader' })
    expect(self.body.error.code).toBe('same_person')
    const seen = await admin.get('/api/people')
    expect(new Set(seen.body.rows.map((row: { unit: string }) => row.unit))).toEqual(new Set(['urban']))
  })

  test('委托代办: from–to, signed with both names, not lent on, over when its time is over', async () => {
    const leader = await city.as('unit_leader', 'urban')
    const deputy = await city.as('liaison', 'urban')
    const from = city.now()
    const until = from + 24 * HOUR
    const lent = await leader.post('/api/me/stand-in', { post: 'unit_leader', to: deputy.user, from, until })
    expect(lent.status, JSON.stringify(lent.body)).toBe(200)
    expect((await deputy.post('/api/me/post', { post: 'unit_leader', unit: 'urban' })).status).toBe(200)
    expect((await deputy.get('/api/me')).body.actor.label).toContain(`（代${leader.name}）`)
    const third = await city.as('handler', 'urban')
    const on = await deputy.post('/api/me/stand-in', { post: 'unit_leader', to: third.user, from, until })
    expect(on.body.error.message).toContain('不能再委托')
    city.wait(25 * HOUR)
    expect((await deputy.get('/api/me')).status).toBe(401)
  })

  test('an account with open work is not closed until all of it is handed on', async () => {
    const agent = await city.as('agent')
    const dispatcher = await city.as('dispatcher')
    const liaison = await city.as('liaison', 'police')
    const leaving = await city.as('handler', 'police', '赵离岗')
    const staying = await city.as('handler', 'police', '钱接手')
    const registered = await registerLamp(agent, { ...lamp, title: '夜间施工扰民无人管' })
    const order = registered.body.view.state.links[0].order as string
    await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'police' } })
    await liaison.post(`/api/orders/${order}/sign`, { assignment: 1 })
    expect((await liaison.post(`/api/orders/${order}/hand_on`, { assignment: 1, user: leaving.user })).status).toBe(200)

    const refused = await system.post(`/api/people/${leaving.user}/close`)
    expect(refused.body.error.code).toBe('pending')
    expect((await system.get(`/api/people/${leaving.user}`)).body.work).toMatchObject({ count: 1 })
    const handed = await system.post(`/api/people/${leaving.user}/hand-on`, { to: staying.user })
    expect(handed.body, JSON.stringify(handed.body)).toEqual({ done: 1, left: [] })
    expect((await liaison.get(`/api/orders/${order}`)).body.state.assignments[0].handler.name).toBe('钱接手')
    expect((await system.post(`/api/people/${leaving.user}/close`)).status).toBe(200)
    expect((await leaving.get('/api/me')).status).toBe(401)
  })

  test('whoever leaves the seat puts back what he holds, or hands it to a colleague with his parked drafts', async () => {
    const agent = await city.as('agent')
    const first = await city.as('dispatcher', city.pack.city.centreUnit, '孙派单')
    const second = await city.as('dispatcher', city.pack.city.centreUnit, '周派单')
    const registered = await registerLamp(agent, { ...lamp, title: '人行道地砖松动积水' })
    const order = registered.body.view.state.links[0].order as string
    await first.post(`/api/orders/${order}/claim`)
    await first.post('/api/drafts', { label: '写了一半', body: { title: '半件' } })
    expect((await first.get('/api/me/work')).body).toMatchObject({ count: 2, held: [{ id: order }] })
    const done = await first.post('/api/me/leave', { to: second.user })
    expect(done.body).toEqual({ done: 2, left: [] })
    expect((await second.get('/api/me/work')).body).toMatchObject({ count: 2, held: [{ id: order }] })
    expect((await second.post('/api/me/leave')).body.done).toBe(1)
    expect((await second.get('/api/me/work')).body).toMatchObject({ held: [], drafts: [{ label: '写了一半' }] })
  })
})

describe('agreed answers and the configuration', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  const entry = (more: Record<string, unknown> = {}) => ({
    code: 'lamp.repair',
    title: '路灯坏了找谁修',
    category: 'urban.lighting',
    unit: 'urban',
    words: ['路灯不亮'],
    agent: '路灯不亮请说明路名和灯杆编号，我们转照明管理单位，一般两天内修复。',
    citizen: '路灯故障由照明管理单位负责，请提供路名和灯杆编号。',
    source: { title: '城市照明管理规定' },
    ...more,
  })

  test('无答案 becomes a task of the unit that owns the matter; what it answers is published as an entry', async () => {
    const agent = await city.as('agent')
    const editor = await city.as('knowledge_editor')
    const asked = await agent.post('/api/knowledge/unanswered', { question: '路灯的灯杆编号在哪里看', category: 'urban.lighting' })
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    const owner = await city.as('liaison', asked.body.unit)
    const stranger = await city.as('liaison', asked.body.unit === 'police' ? 'urban' : 'police')
    expect((await owner.get('/api/knowledge/tasks')).body.rows).toHaveLength(1)
    expect((await stranger.get('/api/knowledge/tasks')).body.rows).toEqual([])
    expect((await owner.get('/api/notices')).body.lists).toContainEqual(expect.objectContaining({ list: 'tasks', count: 1 }))
    const evidence = '编号在灯杆一米五处的铭牌上。'
    expect((await owner.post(`/api/tasks/${asked.body.id}/done`, { evidence })).status).toBe(200)
    expect((await editor.get('/api/knowledge/tasks?state=answered')).body.rows).toEqual([expect.objectContaining({ evidence })])
    const published = await editor.post('/api/knowledge', entry({ code: 'lamp.number', title: '灯杆编号在哪里看', task: asked.body.id }))
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    expect((await editor.get('/api/knowledge/tasks?state=answered')).body.rows).toEqual([])
    expect((await agent.get('/api/knowledge?q=dgbh')).body.rows).toEqual([expect.objectContaining({ code: 'lamp.number' })])
  })

  test('a new version does not change what was quoted; a future one waits its day; what is retired or out of date is found by nobody', async () => {
    const editor = await city.as('knowledge_editor')
    const agent = await city.as('agent')
    const found = async () => (await agent.get('/api/knowledge?q=路灯坏了')).body.rows.map((r: { version: number }) => r.version)
    expect((await agent.post('/api/knowledge', entry())).status).toBe(403)
    await editor.post('/api/knowledge', entry({ to: '2024-12-31' }))
    await editor.post('/api/knowledge', entry({ agent: '路灯不亮请说明路名，我们转照明管理单位。', from: '2024-11-10' }))
    expect(await found()).toEqual([1])
    city.at('2024-11-10T08:00')
    expect(await found()).toEqual([2])
    expect((await agent.get('/api/knowledge/lamp.repair/1')).body.agentText).toContain('灯杆编号')
    expect((await editor.post('/api/knowledge/lamp.repair/retire')).status).toBe(200)
    expect(await found()).toEqual([])
    expect((await editor.get('/api/knowledge/lamp.repair')).body.rows).toHaveLength(3)
  })

  test('a matter is given to another unit by two fields and a basis: a new version, on record, for what comes from now on', async () => {
    const admin = await city.as('business_admin')
    const agent = await city.as('agent')
    const body = { category: 'urban.lighting', unit: 'police', clause: '联席会议纪要第 3 条' }
    expect((await agent.post('/api/business/duties', body)).status).toBe(403)
    const changed = await admin.post('/api/business/duties', body)
    expect(changed.body, JSON.stringify(changed.body)).toEqual({ version: 2 })
    city.wait(HOUR)
    const preview = await agent.post('/api/intake/preview', { type: 'help', category: 'urban.lighting', region: '430304' })
    expect(preview.body.unit.code).toBe('police')
    const audit = await (await city.as('audit_admin')).get('/api/audit?kind=pack_published')
    expect(audit.body.rows[0].detail).toMatchObject({ version: 2, unit: 'police' })
    expect((await admin.get('/api/business/packs')).body.assumed.length).toBeGreaterThan(0)
  })

  test('a letter from the web is accepted under the matter that the centre reads, then sent its way', async () => {
    const clerk = await city.as('web_intake')
    const letter = await city.anyone.post('/api/public/requests', {
      requester: { kind: 'person', name: '何小满', contactNumber: '13900000641' },
      type: 'consult',
      category: 'urban.lighting',
      ...lamp,
      place: { region: '430304', text: '某巷口' },
      since: '上周',
    })
    expect(letter.status, JSON.stringify(letter.body)).toBe(200)
    const [waiting] = (await clerk.get('/api/search/requests?stage=pending&dir=up')).body.rows
    const accepted = await clerk.post(`/api/requests/${waiting.id}/accept`, { type: 'help', category: 'urban.lighting' })
    expect(accepted.body.view.state, JSON.stringify(accepted.body)).toMatchObject({ stage: 'registered', type: 'help' })
    const sent = await clerk.post(`/api/requests/${waiting.id}/forward`)
    expect(sent.body.view?.state.stage, JSON.stringify(sent.body)).toBe('linked')
    const course = await clerk.get(`/api/requests/${waiting.id}/course`)
    expect(course.body.lines.map((l: { type: string }) => l.type)).toEqual(expect.arrayContaining(['registered', 'accepted', 'forwarded']))
    const byPhone = await clerk.post('/api/search/requests/by-phone', { number: '139 0000 0641', why: '诉求人来电询问' })
    expect(byPhone.body.rows.map((r: { id: string }) => r.id)).toEqual([waiting.id])
  })
})
