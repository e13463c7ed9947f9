/** Lists: whatever a page is narrowed to, its file holds the same rows; above the pack's rows two persons decide; and the desks sort and search. */
import { type Random, randomFrom } from '@huying/simulate/random'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { done, pleased, roadOf } from './road.ts'

const MANY = 36
const CAP = 30
const TITLES = ['三栋路灯不亮', '小区门口井盖松动', '夜间施工扰民', '垃圾站异味', '人行道积水']

interface Row {
  id: string
  number: string
}

/** All pages of a list. */
async function pages(person: Person, url: string, query: Record<string, string>): Promise<Row[]> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const asked = new URLSearchParams({ ...query, limit: '7', ...(after ? { after } : {}) }).toString()
    const { body } = done(await person.get(`${url}?${asked}`))
    rows.push(...(body.rows as Row[]))
    after = body.next as string | undefined
  } while (after)
  return rows
}

/** Lines of a csv without its head; none of the texts here holds a quote or a line break. */
async function taken(person: Person, kind: string, query: Record<string, string>): Promise<string[][]> {
  const { status, content } = await person.download(`/api/export/${kind}?${new URLSearchParams({ ...query, format: 'csv' }).toString()}`)
  if (status !== 200) throw new Error(`${status} ${content.toString()}`)
  const [head, ...lines] = content.toString().replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(head?.startsWith('序号')).toBe(true)
  return lines.map((line) => line.split(','))
}

const numbersOf = (lines: string[][]) => lines.map(([, number]) => number)
const chosen = (random: Random, all: Record<string, readonly string[]>) =>
  Object.fromEntries(Object.entries(all).flatMap(([key, values]) => (random.chance(0.35) ? [[key, random.pick(values)]] : [])))

describe('a file holds what its page shows', () => {
  let city: City
  let reader: Person
  const random = randomFrom(12345)

  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => ({
      ...pack,
      exports: { ...pack.exports, rows: { ...pack.exports.rows, value: CAP } },
    }))
    reader = await city.as('centre_head')
    const [urban, county] = [roadOf(city, 'urban'), roadOf(city, 'yuetang')]
    for (let i = 0; i < MANY; i++) {
      if (i % 6 === 0) city.wait(HOUR * 20)
      const more = {
        type: random.pick(['help', 'complaint', 'suggest']),
        channel: random.pick(['phone', 'letter']),
        category: random.pick(['urban.lighting', 'urban.facility']),
        title: random.pick(TITLES),
        urgency: random.pick(['normal', 'urgent']),
        place: { region: random.pick(['430304', '430302']), text: '某小区三栋' },
      }
      const road = random.pick([urban, county])
      if (random.chance(0.4)) await road.register(more)
      else {
        const { request, order } = await road.inHand(more)
        if (road === urban && random.chance(0.4)) {
          await road.call(order)
          await road.answered(order)
          if (random.chance(0.5)) await road.dial(request)
        }
      }
    }
  }, 120_000)
  afterAll(() => city.close())

  const filters = (stages: readonly string[]) => ({
    q: ['路灯', '井盖', '施工扰', '241104-3', '不存在的词'],
    stage: stages,
    unit: ['urban', 'yuetang', 'police'],
    category: ['urban', 'urban.lighting'],
    type: ['help', 'complaint', 'suggest'],
    channel: ['phone', 'letter'],
    urgency: ['normal', 'urgent'],
    region: ['4303', '430304', '430302'],
    from: ['2024-11-05', '2024-11-07'],
    to: ['2024-11-06', '2024-11-08'],
    sort: ['accepted', 'due', 'closed'],
    dir: ['up', 'down'],
  })

  test.each([
    ['orders', ['pooled', 'dispatched', 'working', 'visiting', 'closed']],
    ['requests', ['linked', 'replied', 'closed', 'pending']],
  ])(
    '%s: whatever the filters, all pages and the file are the same rows',
    async (kind, stages) => {
      const seen = { some: 0, none: 0 }
      const all = filters(stages)
      for (let i = 0; i < 60; i++) {
        const asked = chosen(random, all)
        const rows = await pages(reader, `/api/search/${kind}`, asked)
        const numbers = rows.map(({ number }) => number)
        expect(new Set(numbers).size, JSON.stringify(asked)).toBe(rows.length)
        if (rows.length > CAP) continue
        const inFile = numbersOf(await taken(reader, kind, asked))
        // Sorted on the page, the file stands in the same order; else the register begins with the oldest.
        if (asked.sort) expect(inFile, JSON.stringify(asked)).toEqual(numbers)
        else expect(inFile.toSorted(), JSON.stringify(asked)).toEqual(numbers.toSorted())
        seen[rows.length > 0 ? 'some' : 'none'] += 1
      }
      // A test whose filters leave nothing, or everything, says nothing.
      expect(seen.some).toBeGreaterThan(15)
      expect(seen.none).toBeGreaterThan(2)
    },
    60_000,
  )

  test('above the pack’s rows nothing goes out until the head of the centre agrees, to that list, those filters and that person', async () => {
    const analyst = await city.as('analyst')
    const file = (query: Record<string, string>, who = analyst) =>
      who.download(`/api/export/requests?${new URLSearchParams({ ...query, format: 'csv' }).toString()}`)
    expect((await pages(analyst, '/api/search/requests', {})).length).toBe(MANY)
    const barred = await file({})
    expect(barred.status).toBe(409)
    expect(JSON.parse(barred.content.toString()).error).toMatchObject({ code: 'limit', instead: 'export.request' })

    const applied = { what: 'requests', why: '月度分析', query: { region: '4303' } }
    const { id } = done(await analyst.post('/api/export/applications', applied)).body
    expect((await file({ region: '4303', approval: id })).status).toBe(403)
    expect((await analyst.post(`/api/export/applications/${id}/approve`)).status).toBe(403)
    const waiting = async () =>
      (await reader.get('/api/notices')).body.lists.find(({ list }: { list: string }) => list === 'exports')?.count
    expect(await waiting()).toBe(1)
    done(await reader.post(`/api/export/applications/${id}/approve`))
    expect(await waiting()).toBe(0)

    const lines = numbersOf(await taken(analyst, 'requests', { region: '4303', approval: id, sort: 'due' }))
    expect(lines.length).toBe(MANY)
    // The same list with the same filters goes out by itself once it was agreed to.
    expect(numbersOf(await taken(analyst, 'requests', { region: '4303' })).length).toBe(MANY)
    expect((await file({})).status).toBe(409)
    // The typed number is compared as it was typed, not as it stands masked on record.
    for (const other of [{}, { region: '4303', type: 'help' }] as Record<string, string>[])
      expect((await file({ ...other, approval: id })).status).toBe(403)
    expect((await file({ region: '4303', approval: id }, reader)).status).toBe(403)
    const orders = await analyst.download(`/api/export/orders?${new URLSearchParams({ region: '4303', approval: id }).toString()}`)
    expect(orders.status).toBe(403)
    expect((await analyst.post('/api/export/applications', { ...applied, query: { region: '4303', page: '2' } })).status).toBe(400)
  })

  test('each file that went out is on record with its filters; a number typed into the search box is not', async () => {
    await taken(reader, 'orders', { q: '13800000645', unit: 'urban' })
    const { rows } = done(await (await city.as('audit_admin')).get('/api/audit?kind=export')).body
    expect(rows[0]).toMatchObject({ name: reader.name, detail: { register: '工单登记表', unit: 'urban', q: '138****0645', rows: 0 } })
    const application = { what: 'orders', why: '核对来电', query: { q: '13800000645' } }
    const { id } = done(await reader.post('/api/export/applications', application)).body
    const asked = done(await (await city.as('audit_admin')).get('/api/audit?kind=export_asked')).body.rows[0]
    expect(asked.detail.query).toEqual({ q: '138****0645' })
    const other = await city.as('centre_head', undefined, '另一位负责人')
    done(await other.post(`/api/export/applications/${id}/approve`))
    expect(await taken(reader, 'orders', { ...application.query, approval: id })).toEqual([])
  })

  test('a stage or a day that does not exist is refused by its name, not answered with an empty page', async () => {
    for (const path of ['/api/search/orders', '/api/orders/list/all', '/api/export/orders', '/api/requests']) {
      expect((await reader.get(`${path}?stage=gone`)).body.error).toMatchObject({ code: 'unknown_code', field: 'stage' })
    }
    for (const day of ['2024-13-01', '2024-02-30'])
      for (const path of ['/api/search/orders', '/api/search/requests', '/api/orders/list/all', '/api/export/orders'])
        expect((await reader.get(`${path}?from=${day}&to=2024-12-01`)).body.error, `${path} ${day}`).toMatchObject({
          code: 'invalid',
          field: 'from',
        })
  })
})

describe('the desks’ lists', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

  test('退单待审 and the like are searched and sorted by the server, and their file holds their rows', async () => {
    const road = roadOf(city)
    const ruler = await city.as('dispatch_review')
    const liaison = await city.as('liaison', 'urban')
    const back = { assignment: 1, reason: 'facts', facts: '现场在小区红线内。', basis: '三定方案第三条。', suggested: 'housing' }
    const found: string[] = []
    for (const title of ['一号井盖松动', '二号井盖松动', '三号路灯不亮']) {
      const { order } = await road.inHand({ title })
      done(await liaison.post(`/api/orders/${order}/request_return`, back))
      found.push(order)
      city.wait(HOUR)
    }
    await road.inHand({ title: '四号井盖松动' })
    const asked = (query: string) => ruler.get(`/api/orders/list/returned?${query}`)
    expect(ids(done(await asked('')).body.rows)).toEqual(found)
    expect(ids((await asked('sort=accepted&dir=down')).body.rows)).toEqual(found.toReversed())
    expect(ids((await asked(`sort=due&dir=down&q=${encodeURIComponent('井盖')}`)).body.rows)).toEqual([found[1], found[0]])
    expect((await asked('unit=police')).body.rows).toEqual([])
    expect((await asked('sort=number')).body.error.code).toBe('invalid')
    const lines = await taken(ruler, 'orders', { list: 'returned', q: '井盖', sort: 'due', dir: 'down' })
    expect(lines.map(([, , , , , , title]) => title)).toEqual(['二号井盖松动', '一号井盖松动'])
  })

  test('任务 are found by their words or the number of what they are about, by unit and kind, nearest first; the file likewise', async () => {
    const head = await city.as('centre_head')
    const { order } = await roadOf(city).inHand()
    const { number } = done(await head.get(`/api/orders/${order}`)).body.state
    const open = async (what: string, days: number, more: object = {}) =>
      done(
        await head.post('/api/tasks', {
          ...{ kind: 'part', unit: 'urban', what, due: city.now() + days * 24 * HOUR, about: { noun: 'unit', id: 'urban' } },
          ...more,
        }),
      ).body.id as string
    const late = await open('排查城东照明线路', 9)
    const near = await open('排查城西照明线路', 2, { about: { noun: 'order', id: order }, kind: 'promise' })
    const other = await open('补齐值班电话', 5, { unit: 'police', about: { noun: 'unit', id: 'police' } })
    const asked = async (query: Record<string, string>, tab = 'todo') =>
      ids(done(await head.get(`/api/tasks/list/${tab}?${new URLSearchParams(query).toString()}`)).body.rows)
    expect(await asked({ q: '照明线路' })).toEqual([near, late])
    expect(await asked({ q: '照明线路', dir: 'down' })).toEqual([late, near])
    expect(await asked({ q: number })).toEqual([near])
    expect(await asked({ unit: 'police' })).toEqual([other])
    expect(await asked({ kind: 'promise' })).toEqual([near])
    const lines = await taken(head, 'tasks', { list: 'todo', q: '照明线路' })
    expect(lines.map(([, what, kind, about]) => [what, kind, about])).toEqual([
      ['排查城西照明线路', '承诺', number],
      ['排查城东照明线路', '子任务', city.pack.units.find(({ code }) => code === 'urban')?.name],
    ])
    const owner = await city.as('handler', 'urban')
    done(await owner.post(`/api/tasks/${near}/done`, { evidence: '已查完。' }))
    city.wait(HOUR)
    done(await owner.post(`/api/tasks/${late}/done`, { evidence: '已查完。' }))
    // What was done last comes first; the words are found after the task has changed, too.
    expect(await asked({ q: '照明线路' }, 'done')).toEqual([late, near])
    const stranger = await city.as('handler', 'police')
    expect(numbersOf(await taken(stranger, 'tasks', { list: 'todo' }))).toEqual(['补齐值班电话'])
  })

  test('回访: what was called back is sorted by when, and its file says what was answered and nobody’s number', async () => {
    const road = roadOf(city)
    const visitor = await city.as('visitor')
    city.at('2024-11-06T09:30')
    const called: string[] = []
    for (const title of ['第一件已办', '第二件已办']) {
      const { request, order } = await road.inHand({ title })
      await road.call(order)
      await road.answered(order)
      const visit = await road.dial(request)
      done(await visitor.post(`/api/visits/${visit}/record`, pleased))
      called.push(visit)
      city.wait(HOUR / 4)
    }
    const list = async (query: string) => ids(done(await visitor.get(`/api/visits/list/done?${query}`)).body.rows)
    expect(await list('')).toEqual(called.toReversed())
    expect(await list('dir=up')).toEqual(called)
    const lines = await taken(visitor, 'visits', { list: 'done', dir: 'up' })
    expect(lines.map((line) => [line[2], line[5], line[9], line[10], line[11]])).toEqual(
      ['第一件已办', '第二件已办'].map((title) => [title, '已回访', '是', '已解决', '满意']),
    )
    expect(JSON.stringify(lines)).not.toMatch(/1380|周桂兰/)
  })
})

describe('驳回原因', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('an answer is sent back for a reason of the city’s list: kept as a code, told by its label, filtered and counted, each count with its rows', async () => {
    const road = roadOf(city)
    const reviewer = await city.as('dispatch_review')
    const [sent, other] = [await road.inHand(), await road.inHand()]
    for (const { order } of [sent, other]) {
      await road.call(order)
      done(await road.reply(order))
      done(await road.sign(order))
    }
    const back = (more: object) => road.review(sent.order, { pass: false, why: '请写明何时修好。', ...more })
    expect((await back({})).body.error).toMatchObject({ code: 'missing', field: 'reason' })
    expect((await back({ reason: 'gone' })).body.error).toMatchObject({ code: 'unknown_code', field: 'reason' })
    expect((await back({ reason: 'result', why: undefined })).body.error).toMatchObject({ code: 'missing', field: 'why' })
    done(await back({ reason: 'result' }))

    const { state, timeline } = await road.order(sent.order)
    expect(state.assignments[0].sentBack).toMatchObject([{ reason: 'result', why: '请写明何时修好。', by: reviewer.name }])
    const line = timeline.find((l: { type: string }) => l.type === 'sent_back')
    expect(line.body).toMatchObject({ reason: 'result', why: '请写明何时修好。' })
    expect((await reviewer.get('/api/catalogue')).body.reasons.review).toContainEqual(
      expect.objectContaining({ code: 'result', label: '未写明办理结果' }),
    )

    const narrowed = async (path: string) => done(await reviewer.get(path)).body.rows.map((r: Row) => r.id)
    expect(await narrowed('/api/search/orders?reason=result')).toEqual([sent.order])
    expect(await narrowed('/api/search/orders?reason=facts')).toEqual([])
    expect(await narrowed('/api/orders/list/review')).toEqual([other.order])
    done(await road.reply(sent.order, { public: '您反映的路灯已于当晚修好并复查。' }))
    done(await road.sign(sent.order))
    expect(await narrowed('/api/orders/list/review?reason=result')).toEqual([sent.order])
    expect((await taken(reviewer, 'orders', { reason: 'result' })).length).toBe(1)

    const analyst = await city.as('analyst')
    const { sentBack, reasons, units } = done(await analyst.get('/api/orders/timeliness/2024-11')).body
    expect(sentBack).toMatchObject({ numerator: 1, denominator: 2, percent: '50.00%' })
    expect(reasons).toEqual([{ code: 'result', label: '未写明办理结果', count: 1, percent: '100.00%' }])
    expect(units.find((u: { unit: string }) => u.unit === 'urban').sentBack).toMatchObject({ numerator: 1, denominator: 2 })
    const behind = done(await analyst.get('/api/bulletin/2024-11/rows?figure=sent_back&dimension=reason&key=result')).body.rows
    expect(behind).toMatchObject([{ order: sent.order, value: 1 }])
  })

  test('a city whose configuration lists no reasons sends back in words alone, and what was sent back so stays readable', async () => {
    const old = await openCity('xiangtan', '2024-11-04T09:00', ({ reviews: _none, ...pack }) => pack)
    const road = roadOf(old)
    const { order } = await road.inHand()
    await road.call(order)
    done(await road.reply(order))
    done(await road.sign(order))
    done(await road.review(order, { pass: false, why: '请写明何时修好。' }))
    // The city publishes its list: the order goes on under it, its past without a code.
    await old.shell.packs.publish(old.centre, city.pack, '测试', old.now())
    old.wait(HOUR)
    const { state } = await road.order(order)
    expect(state.assignments[0]).toMatchObject({ stage: 'sent_back', sentBack: [{ why: '请写明何时修好。' }] })
    expect(state.assignments[0].sentBack[0].reason).toBeUndefined()
    expect(done(await (await old.as('analyst')).get('/api/orders/timeliness/2024-11')).body).toMatchObject({ reasons: [] })
    await old.close()
  })
})

describe('回访的放回和交接', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:30')
  })
  afterAll(() => city.close())

  const due = async () => {
    const road = roadOf(city)
    const { request, order } = await road.inHand()
    await road.call(order)
    await road.answered(order)
    return { request, visit: (await road.request(request)).visit as string }
  }
  const waiting = async (who: Person, visit: string) => {
    const { rows } = done(await who.get('/api/visits/people')).body
    return rows.flatMap((p: { visits: { id: string }[] }) => p.visits).find((v: { id: string }) => v.id === visit)
  }

  test('whoever took a call-back puts it back at no cost of an attempt, or hands it to a colleague who makes call-backs; nobody else does', async () => {
    const centre = city.pack.city.centreUnit
    const [first, second] = [await city.as('visitor', centre, '一号回访员'), await city.as('visitor', centre, '二号回访员')]
    const { visit } = await due()
    const act = (who: Person, command: string, input: object = {}) => who.post(`/api/visits/${visit}/${command}`, input)
    expect((await act(first, 'release')).body.error.code).toBe('stage')
    done(await act(first, 'start'))
    expect((await act(second, 'release')).body.error.code).toBe('held')
    expect((await act(second, 'hand_on', { user: second.user })).body.error.code).toBe('held')
    done(await act(first, 'release', { why: '临时开会' }))
    expect(await waiting(second, visit)).toMatchObject({ stage: 'due', attempts: 0, caller: null })

    done(await act(first, 'start'))
    const dispatcher = await city.as('dispatcher')
    for (const user of [dispatcher.user, (await city.as('liaison', 'urban')).user]) {
      expect((await act(first, 'hand_on', { user })).body.error).toMatchObject({ code: 'unknown_code', field: 'user' })
    }
    const colleagues = (await first.get('/api/me/colleagues')).body as { user: string; visits: boolean }[]
    expect(colleagues.find(({ user }) => user === second.user)?.visits).toBe(true)
    expect(colleagues.filter(({ visits }) => !visits).length).toBeGreaterThan(0)
    expect((await act(first, 'hand_on', { user: first.user })).body.error.code).toBe('unchanged')
    done(await act(first, 'hand_on', { user: second.user, why: '我去接热线' }))
    expect(await waiting(first, visit)).toMatchObject({ stage: 'calling', caller: { user: second.user } })
    expect((await act(first, 'record', pleased)).body.error.code).toBe('held')
    done(await act(second, 'record', pleased))
    const { rows } = await city.pool.query<{ type: string }>('select type from event where stream = $1 order by seq', [visit])
    expect(rows.map(({ type }) => type)).toEqual(['opened', 'started', 'released', 'started', 'handed_on', 'recorded'])
  })

  test('leaving the seat, a call-back in hand goes back or to the colleague; outside the hours it can only go back', async () => {
    const centre = city.pack.city.centreUnit
    const [first, second] = [await city.as('visitor', centre, '一号回访员'), await city.as('visitor', centre, '二号回访员')]
    city.at('2024-11-06T09:30')
    const one = await due()
    done(await first.post(`/api/visits/${one.visit}/start`))
    expect((await first.get('/api/me/work')).body).toMatchObject({ count: 1, visits: [{ id: one.visit }] })
    expect(done(await first.post('/api/me/leave', { to: second.user })).body).toEqual({ done: 1, left: [] })
    expect((await first.get('/api/me/work')).body.count).toBe(0)
    expect((await second.get('/api/me/work')).body).toMatchObject({ count: 1, visits: [{ id: one.visit }] })
    expect(done(await second.post('/api/me/leave')).body).toEqual({ done: 1, left: [] })
    expect(await waiting(first, one.visit)).toMatchObject({ stage: 'due', caller: null })

    // Begun just before the block's end: the colleague may not call any more today.
    city.at('2024-11-06T11:35')
    done(await first.post(`/api/visits/${one.visit}/start`))
    city.wait(HOUR / 5)
    const { done: passed, left } = done(await first.post('/api/me/leave', { to: second.user })).body
    expect(passed).toBe(0)
    expect(left).toMatchObject([{ refusal: { code: 'hours', instead: 'visit.release' } }])
    expect(done(await first.post('/api/me/leave')).body.done).toBe(1)
  })
})
