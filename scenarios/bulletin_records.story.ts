/** What a bulletin must have before it is published: figures that equal their rows, closed loops, no personal data. */
import { missingLinks } from '@huying/core/bulletin/loop'
import type { Order } from '@huying/core/order/state'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { type Office, officeOf, worked } from './bulletins.ts'
import { done, type Matter, pleased, roadOf } from './road.ts'

describe('figures and texts of a bulletin', () => {
  let city: City
  let office: Office
  let matters: Matter[]
  let id: string
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    office = officeOf(city)
    matters = await worked(city, 3)
    city.at('2024-12-02T09:00')
    id = await office.close()
    analyst = await city.as('analyst')
  }, 120_000)
  afterAll(() => city.close())

  test('SEC-01 a place put right shows field, before, after, who, when and why; figures and rows differ by 0 one by one, or nothing is published', async () => {
    const admin = await city.as('business_admin')
    const [matter] = matters
    const place = { region: '430302', text: '雨湖区某小区三栋' }
    const why = '核听录音：来电人说的是雨湖区，不是岳塘区。'
    city.wait(HOUR)
    done(await admin.post(`/api/requests/${matter?.request}/correct`, { changes: { place }, why }))
    const [change] = (await (await city.as('agent')).get(`/api/requests/${matter?.request}`)).body.state.corrections
    const before = { region: '430304', text: '岳塘区某小区三栋' }
    expect(change).toEqual({ field: 'place', from: before, to: place, why, by: admin.name, at: city.now() })

    const sound = done(await analyst.get(office.at(id, 'verify'))).body
    expect(sound).toMatchObject({ intact: true, differences: [] })
    expect(sound.items).toBeGreaterThan(100)
    await office.submitted(id)
    const publish = async () => (await office.issue(id)).body.error
    const set = (sql: string) => city.pool.query(sql, [id])
    // A figure that says one more than its rows.
    await set(`update edition_sum set amount = amount + 1 where edition_id = $1 and dimension = 'all' and figure = 'accepted'`)
    const refused = await publish()
    expect(refused.code).toBe('unbalanced')
    expect(refused.message).toMatch(/^勾稽不平，不能继续：通报数字与明细（2024-11-04 all all accepted）：4 ≠ 3，相差 1/)
    await set(`update edition_sum set amount = amount - 1 where edition_id = $1 and dimension = 'all' and figure = 'accepted'`)
    // A row that was changed with its figure, beside the code: the hash knows.
    const fact = `edition_fact set counts = replace(counts::text, '"due_in_time": 1', '"due_in_time": 0')::jsonb where edition_id = $1 and noun = 'order'`
    await set(`update ${fact}`)
    expect((await publish()).message).toContain('关账明细与关账时的指纹不符')
    await set(`update ${fact.replace('1\', \'"due_in_time": 0', '0\', \'"due_in_time": 1')}`)
    expect(done(await analyst.get(office.at(id, 'verify'))).body.differences).toEqual([])
    done(await office.issue(id))
  })

  test('SEC-05 a telephone number and an address stop the bulletin and are pointed at; passed by another person it is published, and a leak counts against the publisher', async () => {
    city.at('2024-12-03T09:00')
    const next = await office.close({ why: '补充案例。' })
    const text = '居民李大明住建设路三号院五栋二单元401室，电话13812345678，反映后当晚修复。咨询可拨打0731-58512345。'
    done(await office.write(next, 'cases', text))
    done(await analyst.post(office.at(next, 'finalise')))
    const submit = async () => (await analyst.post(office.at(next, 'submit'))).body.error
    const refusal = await submit()
    expect(refusal).toMatchObject({ code: 'personal', field: 'sections.cases' })
    const place = (words: string, kind: string) =>
      `“四、优秀案例”第 ${text.indexOf(words) + 1} 至 ${text.indexOf(words) + words.length} 字疑似${kind}`
    expect(refusal.message).toContain(place('13812345678', '手机号码'))
    expect(refusal.message).toContain(place('建设路三号院五栋二单元401室', '住址'))
    expect(refusal.message).toContain(place('李大明', '姓名'))
    const { findings } = (await office.read(next)).state.sections.cases.written
    expect(findings.map(({ from, to }: { from: number; to: number }) => text.slice(from, to))).toEqual([
      ...['李大明', '建设路三号院五栋二单元401室', '13812345678', '0731-58512345'],
    ])
    // The number is masked even where it stands; nobody reads it in the draft.
    expect(JSON.stringify(await office.read(next))).not.toContain('13812345678')

    const clean = '居民李先生反映后当晚修复。咨询可拨打0731-58512345。'
    done(await office.write(next, 'cases', clean))
    expect((await submit()).message).toContain('固定电话')
    const from = clean.indexOf('0731')
    const pass = (person: Person) => person.post(office.at(next, 'pass'), { section: 'cases', from, why: '单位公开的值班电话。' })
    expect((await pass(analyst)).body.error.code).toBe('same_person')
    done(await pass(await city.as('quality')))
    done(await analyst.post(office.at(next, 'submit')))
    done(await office.issue(next))
    const printed = JSON.stringify((await office.sheet(next)).sections)
    expect(printed).toContain('居民李先生反映后当晚修复。咨询可拨打0731-58512345。')
    const { passed } = (await office.read(next)).state.sections.cases.written.findings[0]
    expect(passed).toMatchObject({ by: (await city.as('quality')).name, why: '单位公开的值班电话。' })

    done(await (await city.as('quality')).post(office.at(next, 'report_leak'), { section: 'cases', what: '抽检发现当事人单位可辨认。' }))
    expect((await office.read(next)).state.leaks).toMatchObject([{ section: 'cases', publisher: (await city.as('leader')).name }])
  })
})

describe('the closed loop', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('SEC-03 three orders lack the call-back, one the cause: the rate is (all − 4) / all, the four are listed and become tasks; any link missing is enough', async () => {
    const office = officeOf(city)
    const road = roadOf(city)
    const matters = await Promise.all([0, 1, 2, 3, 4, 5, 6].map(() => road.inHand()))
    const causes = { cause: 'ageing' }
    for (const { order } of matters) {
      await road.call(order)
      await road.answered(order)
    }
    const admin = await city.as('business_admin')
    for (const { request, order } of matters.slice(3)) {
      await road.callBack(request, pleased)
      if (order !== matters[3]?.order) done(await admin.post(`/api/orders/${order}/archive`, causes))
    }
    city.at('2024-12-02T09:00')
    const id = await office.close()
    const { loop } = (await office.read(id)).state
    expect(loop).toMatchObject({ total: 7, gaps: 4 })
    expect((loop.total - loop.gaps) / loop.total).toBe((7 - 4) / 7)
    const { rows } = done(await (await city.as('analyst')).get(office.at(id, 'gaps'))).body as {
      rows: { order: string; missing: string[] }[]
    }
    const missing = new Map(rows.map((row) => [row.order, row.missing]))
    expect([...missing.keys()].sort()).toEqual(
      matters
        .slice(0, 4)
        .map(({ order }) => order)
        .sort(),
    )
    for (const { order } of matters.slice(0, 3)) expect(missing.get(order)).toContain('judged')
    expect(missing.get(matters[3]?.order ?? '')).toEqual(['used'])
    const tasks = (await (await city.as('centre_head')).get('/api/tasks/list/todo?kind=loop_gap')).body.rows as {
      about: { id: string }
      what: string
    }[]
    expect(tasks.map(({ about }) => about.id).sort()).toEqual([...missing.keys()].sort())
    expect(tasks.find(({ about }) => about.id === matters[3]?.order)?.what).toContain('分析运用（缺成因）')

    const { rows: whole } = await city.pool.query<{ state: Order }>('select state from work_order where id = $1', [matters[6]?.order])
    const order = whole[0]?.state
    if (!order) throw new Error('no order')
    const { pack } = city
    expect(missingLinks(order, pack)).toEqual([])
    const [lead] = order.assignments
    if (!lead) throw new Error('no lead')
    const without: [string, Order][] = [
      ['taken', { ...order, assignments: [{ ...lead, signedAt: undefined }] }],
      ['answered', { ...order, reviewedAt: undefined }],
      ['followed', { ...order, alarms: [], assignments: [{ ...lead, contacts: [], progress: [] }] }],
      ['judged', { ...order, members: order.members.map(({ settled: _settled, ...m }) => m) }],
      ['used', { ...order, cause: undefined }],
    ]
    for (const [link, broken] of without) expect(missingLinks(broken, pack)).toEqual([link])
  }, 60_000)
})
