/** 单位核对: each unit sees its own rows and objects row by row; the centre rules, and only the edition changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { type Office, officeOf, worked } from './bulletins.ts'
import { done, type Matter, roadOf } from './road.ts'

describe('units check their rows', () => {
  let city: City
  let office: Office
  let own: Matter[]
  let others: Matter[]
  let id: string
  let urban: Person
  let police: Person
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => ({ ...pack, onTimeAmong: { value: 'due', assumed: true } }))
    office = officeOf(city)
    own = await worked(city, 4, [0, 1, 2])
    city.at('2024-11-21T09:00')
    others = await late('water')
    city.at('2024-12-02T09:00')
    id = await office.close()
    ;[urban, police, analyst] = [await city.as('liaison', 'urban'), await city.as('liaison', 'water'), await city.as('analyst')]
  }, 120_000)
  afterAll(() => city.close())

  /** One order of another unit, which nobody answers in November. */
  async function late(unit: string): Promise<Matter[]> {
    return [await roadOf(city, unit).inHand()]
  }
  interface Row {
    id: string
    number: string
    order: string
    noun: string
    judged: { rate: string; counted: string; why?: string }[]
  }
  const rowsOf = async (person: Person, query = ''): Promise<Row[]> =>
    done(await person.get(`${office.at(id, 'check')}?limit=200${query}`)).body.rows
  const factOf = async (matter: Matter | undefined): Promise<string> => {
    const row = (await rowsOf(urban)).find(({ order, noun }) => noun === 'order' && order === matter?.order)
    return row?.id ?? ''
  }
  const object = async (person: Person, fact: string, more: object = {}) =>
    person.post(office.at(id, 'object'), { fact, claim: 'force-majeure', why: '当日特大暴雨，线路抢修无法进场。', ...more })

  test('before it is asked, nobody objects; then each unit has a task with a term and sees its own rows, counted and left out', async () => {
    expect((await object(urban, own[0]?.order ?? '')).body.error.code).toBe('stage')
    await office.beginCheck(id)
    expect((await office.read(id)).state.check.due).toBe(Date.parse('2024-12-04T23:59:59.999+08:00'))
    const { rows } = (await urban.get('/api/tasks/list/todo?kind=bulletin_check')).body
    expect(rows).toMatchObject([
      { unit: 'urban', what: '请核对本单位 11 月明细，有异议的逐件提出。', about: { noun: 'edition', id, name: '2024-11 通报' } },
    ])

    const mine = (await rowsOf(urban)).filter(({ noun }) => noun === 'order')
    expect(mine.map(({ order }) => order).sort()).toEqual(own.map(({ order }) => order).sort())
    const onTime = mine.map(({ judged }) => judged.find(({ rate }) => rate === 'onTime')?.counted).sort()
    expect(onTime).toEqual(['no', 'no', 'no', 'yes'])
    const [theirs] = (await rowsOf(police)).filter(({ noun }) => noun === 'order')
    expect(theirs?.order).toBe(others[0]?.order)
    expect((await rowsOf(urban, '&only=missed')).filter(({ noun }) => noun === 'order')).toHaveLength(3)
    expect((await urban.get(`${office.at(id, 'check')}?unit=water`)).status).toBe(403)
    expect((await urban.get(office.at(id, 'figures'))).status).toBe(403)
  })

  test('an objection is about a row of one’s own, with a reason, once, and is ruled by somebody else', async () => {
    const [fact = '', foreign = ''] = [await factOf(own[0]), (await rowsOf(police)).find(({ noun }) => noun === 'order')?.id]
    expect((await object(urban, foreign)).body.error).toMatchObject({ code: 'not_found', field: 'fact' })
    expect((await object(urban, fact, { why: '晚' })).body.error.code).toBe('invalid')
    expect((await object(urban, fact, { attachments: ['019357d2-0000-7000-8000-000000000000'] })).body.error.code).toBe('basis')
    done(await object(urban, fact))
    expect((await object(urban, fact)).body.error.code).toBe('already')
    done(await object(urban, await factOf(own[1]), { claim: 'not-ours', why: '该处路灯由社区自管，不属本单位职责。' }))
    done(await object(urban, await factOf(own[2]), { why: '受理当天停电，设备无法运行。' }))

    const waiting = async () => (await analyst.get('/api/notices')).body.lists.find(({ list }: { list: string }) => list === 'objections')
    expect(await waiting()).toEqual({ page: 'editions', list: 'objections', label: '通报异议待裁定', count: 1 })
    const rule = (person: Person, no: number, granted: boolean) =>
      person.post(office.at(id, 'rule'), { no, granted, why: granted ? '经核实，情况属实。' : '暴雨次日已可进场，不予采纳。' })
    expect((await rule(urban, 1, true)).status).toBe(403)
    // A colleague of the centre who also works in the unit.
    const both = await city.as('centre_head', undefined, '兼职人员')
    await city.pool.query(`insert into post_held (centre_id, user_id, post, unit, from_at) values ($1, $2, 'handler', 'urban', $3)`, [
      city.centre,
      both.user,
      new Date(city.now()).toISOString(),
    ])
    expect((await rule(both, 1, true)).body.error).toMatchObject({ code: 'same_person' })
    const early = (await analyst.post(office.at(id, 'finalise'))).body.error
    expect([early.code, early.message.slice(0, 12)]).toEqual(['pending', '还有 3 项异议没有裁定'])
    done(await rule(analyst, 1, true))
    done(await rule(analyst, 2, true))
    done(await rule(analyst, 3, false))
    expect((await rule(analyst, 3, true)).body.error.code).toBe('already')
  })

  test('what was granted counts in the edition and nowhere else, and is printed with it', async () => {
    const { onTime } = await office.figures(id)
    // On time by force majeure, one taken out, one stays late; the other unit's is not answered and late.
    expect(onTime).toMatchObject({ numerator: 2, denominator: 4, percent: '50.00%' })
    expect((await roadOf(city).bulletin()).onTime).toMatchObject({ numerator: 1, denominator: 5 })
    // It leaves the assessed rates and no count: 转办 and 办结 are what they were, the row behind them too.
    const before = (await roadOf(city).bulletin()) as { orders: object; closed: { denominator: number } }
    const { orders, closed, measures } = await office.figures(id)
    expect([orders, closed.denominator]).toEqual([before.orders, before.closed.denominator])
    expect(measures.find(({ code }: { code: string }) => code === 'dispatched').numerator).toBe(5)
    expect(onTime.excluded).toContainEqual({ label: '异议裁定不计入考核', count: 1 })
    const rows = await office.rows(id, 'rate=onTime&part=denominator')
    expect(rows).toHaveLength(4)
    expect((await office.rows(id, 'rate=onTime&part=rest')).map(({ order }) => order).sort()).toEqual(
      [own[2]?.order, others[0]?.order].sort(),
    )
    const left = (await rowsOf(urban)).find(({ order, noun }) => noun === 'order' && order === own[1]?.order)
    expect(left?.judged).toContainEqual({ rate: 'onTime', counted: 'left_out', why: '异议裁定：不计入考核' })
    // 前十 and 其余 open what they are made of.
    const whole = await office.rows(id, 'figure=orders')
    const [some, besides] = [
      await office.rows(id, 'figure=orders&dimension=unit&key=urban,nobody'),
      await office.rows(id, 'figure=orders&dimension=unit&except=urban'),
    ]
    expect([some.length, besides.length, whole.length]).toEqual([4, 1, 5])
    const { rulings } = await office.sheet(id)
    expect(rulings.map(({ claim, effect }: { claim: string; effect: string }) => [claim, effect])).toEqual([
      ['不可抗力', '按时办结计'],
      ['非本单位职责', '不计入考核'],
    ])
    const { differences, intact } = done(await analyst.get(office.at(id, 'verify'))).body
    expect([differences, intact]).toEqual([[], true])
  })

  test('who confirms is done; who is silent has confirmed when the term is over; then nobody objects any more', async () => {
    done(await urban.post(office.at(id, 'confirm')))
    expect((await object(urban, await factOf(own[3]))).body.error.code).toBe('already')
    expect((await urban.get('/api/tasks/list/todo?kind=bulletin_check')).body.rows).toEqual([])
    const refusal = (await analyst.post(office.at(id, 'finalise'))).body.error
    expect(refusal.code).toBe('pending')
    expect(refusal.message).toMatch(/^还有 1 个单位没有核对完毕/)
    city.at('2024-12-05T00:00')
    await city.settle()
    const { confirmed } = (await office.read(id)).state
    expect(confirmed.urban).toMatchObject({ by: urban.name })
    expect(confirmed.water).toMatchObject({ tacit: true })
    city.wait(HOUR)
    expect((await object(police, (await rowsOf(police))[0]?.id ?? '')).body.error.code).toBe('expired')
    done(await analyst.post(office.at(id, 'finalise')))
  })

  test('a unit reads of the edition what concerns it: not what others objected to, not what the centre wrote', async () => {
    done(await office.write(id, 'problems', '个别单位答复不及时。'))
    const { state } = await office.read(id, police)
    expect([state.objections, state.sections.problems.written, Object.keys(state.confirmed), state.loop]).toEqual([
      [],
      undefined,
      ['water'],
      undefined,
    ])
    const told = JSON.stringify(await office.read(id, police))
    for (const word of ['暴雨', '不及时', 'urban']) expect(told).not.toContain(word)
  })

  test('who finalised or submitted does not approve it; another person does', async () => {
    const both = await city.as('leader', undefined, '兼任领导')
    const post = (code: string) => city.pool.query('update session set post = $2 where user_id = $1', [both.user, code])
    await city.pool.query(
      `insert into post_held (centre_id, user_id, post, unit, from_at) select centre_id, user_id, 'analyst', unit, from_at from post_held where user_id = $1`,
      [both.user],
    )
    await office.writeAll(id)
    await post('analyst')
    done(await both.post(office.at(id, 'submit')))
    await post('leader')
    const { lists } = (await both.get('/api/notices')).body
    expect(lists).toContainEqual({ page: 'editions', list: 'submitted', label: '通报待印发', count: 1 })
    expect((await both.post(office.at(id, 'issue'))).body.error).toMatchObject({ code: 'same_person' })
    done(await both.post(office.at(id, 'send_back'), { why: '请补充数据说明。' }))
  })

  test('a part of the text is asked of units by a task, sent in, and only its own', async () => {
    done(await analyst.post(office.at(id, 'ask'), { section: 'practice', units: ['urban'], what: '请报送经验做法。' }))
    expect((await analyst.post(office.at(id, 'ask'), { section: 'next', units: ['urban'], what: '请报送。' })).body.error.code).toBe(
      'stage',
    )
    const text = '本单位实行首问负责，当日联系率达到百分之百。'
    expect((await police.post(office.at(id, 'send_text'), { section: 'practice', text })).body.error.code).toBe('not_yours')
    done(await urban.post(office.at(id, 'send_text'), { section: 'practice', text }))
    expect((await urban.get('/api/tasks/list/todo?kind=bulletin_text')).body.rows).toEqual([])
    expect((await office.read(id)).state.sections.practice.sent.urban.text).toBe(text)
  })
})
