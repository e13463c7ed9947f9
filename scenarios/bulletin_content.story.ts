/** 月通报的内容: shares that make a whole, the ten hottest matters, the busiest units, and what every figure is said to be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MeasureEntry, Pack } from '@huying/core/policy/schema'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { bulletinText } from '../server/src/figures/text.ts'
import { addFigures, countLike } from './crowd.ts'
import { done, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

interface Row {
  code: string
  label: string
  count: number
  percent: string
}
const inCount = (rows: Row[]) => rows.map(({ label, count }) => [label, count])
const consult = { type: 'consult', outcome: { how: 'answer', text: '已说明办理途径。' } }

describe('a month of thousands', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    agent = await city.as('agent')
  })
  afterAll(() => city.close())

  const bulletin = async (month: string) => (await (await city.as('analyst')).get(`/api/bulletin/${month}`)).body
  /** So many requests of a kind, the first of them through the API. */
  async function answered(count: number, more: Record<string, unknown>) {
    const { body } = done(await registerLamp(agent, { ...consult, ...more }))
    await countLike(city, 'request', body.id, count - 1)
  }

  test('ANALYTIC-02 five types make exactly 100.00 %, which rounding one by one does not', async () => {
    const five = { consult: 12447, help: 11450, complaint: 5813, other: 227, suggest: 107 }
    for (const [type, count] of Object.entries(five)) await answered(count, { type })
    const { types } = (await bulletin('2024-11')) as { types: Row[] }
    expect(types.map(({ code, percent }) => [code, percent])).toEqual([
      ['consult', '41.43%'],
      ['help', '38.11%'],
      ['complaint', '19.35%'],
      ['other', '0.75%'],
      ['suggest', '0.36%'],
    ])
    const hundredths = (texts: string[]) => texts.reduce((sum, text) => sum + Math.round(Number.parseFloat(text) * 100), 0)
    const whole = types.reduce((sum, { count }) => sum + count, 0)
    expect(hundredths(types.map(({ percent }) => percent))).toBe(10_000)
    expect(hundredths(types.map(({ count }) => ((count / whole) * 100).toFixed(2)))).toBe(10_001)
  })

  test('ANALYTIC-03 of twelve matters the first ten; who is tenth of two equals is said by a rule that is printed', async () => {
    city.at('2025-03-03T09:00')
    const ten = { 消费维权: 2442, 社会保险: 2348, 医疗保险: 1184, 劳动维权: 935, 工商管理: 894, 社保卡: 790, 通信管理: 748, 退休服务: 638 }
    const twelve = { ...ten, 物业管理: 576, 农村管理: 543, 供暖: 543, 公交运营: 12 }
    const names = Object.keys(twelve)
    const known = city.pack.categories.filter((c) => city.pack.categories.every((other) => other.parent !== c.code))
    // The catalogue of this city may lack two of them: any other leaves that sort after the tenth will do.
    const spare = known.filter((c) => !names.includes(c.name) && c.name.localeCompare('农村管理', 'zh-CN') > 0)
    const leaves = names.map((name) => known.find((c) => c.name === name) ?? spare.shift())
    for (const [i, count] of Object.values(twelve).entries()) await answered(count, { category: leaves[i]?.code })
    const march = await bulletin('2025-03')
    const topics = march.topics as Row[]
    expect(topics).toHaveLength(10)
    expect(inCount([topics[0], topics[9]] as Row[])).toEqual([
      ['消费维权', 2442],
      ['农村管理', 543],
    ])
    expect(march.topicsTop).toMatchObject({ numerator: 11_098, denominator: 11_653 })
    const tied = leaves[10]?.name ?? ''
    expect(march.topicsRule).toBe(`按件数由多到少取前 10 位，件数相同的按名称拼音次序排列；本期第 10 位并列（543 件）：农村管理、${tied}`)
    expect(bulletinText(march)).toContain(march.topicsRule)

    // The rule is the pack's: all equals are listed, and the footnote says so.
    await city.shell.packs.publish(city.centre, { ...city.pack, topTies: { value: 'all', assumed: true } }, '业务管理员', city.now())
    city.wait(5000)
    const listed = await bulletin('2025-03')
    expect(inCount(listed.topics as Row[]).slice(9)).toEqual([
      ['农村管理', 543],
      [tied, 543],
    ])
    expect(listed.topicsRule).toContain('件数相同的一并列入')
  })

  test('ANALYTIC-04 the ten busiest units have 81.79 % of 9,368 orders; where they and the rest are not the whole, nothing is printed', async () => {
    city.at('2025-04-07T09:00')
    const counts = [1537, 1489, 1345, 1195, 489, 463, 343, 316, 245, 240, 230, 229, 228, 227, 226, 225, 224, 117]
    const units = city.pack.units.filter(({ kind }) => kind === 'bureau' || kind === 'county').slice(0, counts.length)
    for (const [i, { code }] of units.entries()) {
      const road = roadOf(city, code)
      const { request, order } = await road.register()
      done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: code } }))
      await countLike(city, 'request', request, (counts[i] ?? 1) - 1)
      await countLike(city, 'order', order, (counts[i] ?? 1) - 1)
    }
    const april = await bulletin('2025-04')
    expect(april.orders.opened).toBe(9368)
    expect((april.units as Row[]).slice(0, 10).map(({ count }) => count)).toEqual(counts.slice(0, 10))
    expect(april.unitsTop).toMatchObject({ numerator: 7662, denominator: 9368, percent: '81.79%' })
    expect(april.unitsRest).toEqual({ count: 1706, percent: '18.21%' })
    expect(april.blocked).toBe(false)

    await addFigures(city, { [`2025-04-07|unit|${units[12]?.code ?? ''}|orders`]: -2 })
    const wrong = await bulletin('2025-04')
    expect(wrong.blocked).toBe(true)
    expect(wrong.identities.filter((one: { holds: boolean }) => !one.holds)).toEqual([
      { text: '承办量前 10 家 + 其余 = 工单', left: 9366, right: 9368, holds: false },
    ])
    expect(bulletinText(wrong)).toContain('9366 ≠ 9368，相差 2 件')
  })
})

describe('the dictionary of measures', () => {
  const satisfied = (pack: Pack, change: Partial<MeasureEntry>): Pack => ({
    ...pack,
    measures: { ...pack.measures, 'satisfied-rate': { ...(pack.measures['satisfied-rate'] as MeasureEntry), ...change } },
  })

  test('ASSESS-08 a report of a measure without denominator and rounding is refused; made whole it is printed beside the figure, and old reports keep theirs', async () => {
    const city = await openCity('xiangtan', '2024-11-04T09:00', (pack) =>
      satisfied(pack, { variants: undefined, among: undefined, denominator: undefined, rounding: undefined }),
    )
    const analyst = await city.as('analyst')
    const refused = await analyst.get('/api/bulletin/2024-11')
    expect(refused.status).toBe(422)
    expect(refused.body.error).toMatchObject({ code: 'missing', field: 'satisfied-rate' })
    expect(refused.body.error.message).toContain('满意率”缺分母与取整')

    const whole = { variants: undefined, of: 'satisfied', among: 'rated', denominator: '已作评价的回访', rounding: 'half_up_2' } as const
    const publish = async (pack: Pack) => {
      await city.shell.packs.publish(city.centre, pack, '业务管理员', city.now())
      city.wait(5000)
    }
    await publish(satisfied(city.pack, whole))
    const printed = done(await analyst.get('/api/bulletin/2024-11')).body
    expect(printed.version).toBe(2)
    expect(printed.satisfied).toMatchObject({
      among: '已作评价的回访',
      rounding: '四舍五入，保留两位小数',
      cohort: '受理日在本期',
      percent: null,
    })
    expect(bulletinText(printed)).toContain('已作评价的回访')

    await publish(satisfied(city.pack, { ...whole, among: 'reached', denominator: '已联系上的回访' }))
    const now = done(await analyst.get('/api/bulletin/2024-11')).body
    const then = done(await analyst.get('/api/bulletin/2024-11?version=2')).body
    expect([now.version, now.satisfied.among]).toEqual([3, '已联系上的回访'])
    expect([then.version, then.satisfied.among]).toEqual([2, '已作评价的回访'])
    expect((await analyst.get('/api/bulletin/2024-11?version=4')).body.error.code).toBe('not_found')
    await city.close()
  })
})
