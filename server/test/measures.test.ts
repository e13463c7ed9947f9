/** Any measure by any dimension: after a walk at random each number is what the rows say, and what its own rows add up to. */
import { dictionaryOf, type Measure } from '@huying/core/measure/dictionary'
import { evaluate, sumOf } from '@huying/core/measure/evaluate'
import { DIMENSIONS, RUNNING } from '@huying/core/measure/figures'
import { policyOf } from '@huying/core/policy/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer, QueryRow } from '../src/figures/query.ts'
import { fromRows } from './recount.ts'
import { type City, openCity, type Person } from './rig.ts'
import { Walk } from './walk.ts'

const SPAN = { from: '2024-11-20', to: '2025-01-31' }
let city: City
let head: Person
let measures: Measure[]
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-25T09:00')
  measures = [...dictionaryOf(policyOf(city.pack)).values()]
  const walk = new Walk(city, 31, ['urban', 'yuetang', 'xiangxiang'])
  for (let i = 0; i < 70; i++) await walk.step()
  head = await city.as('centre_head')
}, 120_000)
afterAll(() => city.close())

const DIMS = ['all', ...new Set(Object.values(DIMENSIONS).flat())]
const get = async (url: string) => head.get(url)
const query = (code: string, more: string) => get(`/api/measures/query?measures=${code}&from=${SPAN.from}&to=${SPAN.to}${more}`)
/** Of the hour that runs, or of how long things took: no sum of the days. */
const isNoSum = ({ as, of, among }: Measure) =>
  as === 'length' ||
  [of, among].some((set) =>
    [...(set?.plus ?? []), ...(set?.minus ?? [])].some((name) => (Object.values(RUNNING) as string[]).includes(name)),
  )

test('every measure by every dimension is what the rows of the days add up to', async () => {
  const truth = new Map<string, number>()
  for (const [name, amount] of Object.entries(await fromRows(city))) {
    const day = name.slice(0, 10)
    if (day >= SPAN.from && day <= SPAN.to) truth.set(name.slice(11), (truth.get(name.slice(11)) ?? 0) + amount)
  }
  const naive = (dimension: string, key: string) => (figure: string) => truth.get(`${dimension}|${key}|${figure}`) ?? 0
  const { measures: listed } = (await get('/api/measures')).body as { measures: { code: string; by: string[] }[] }
  let compared = 0
  for (const by of DIMS) {
    const some = measures.filter(
      (one) => !isNoSum(one) && !one.only && listed.some(({ code, by: dims }) => code === one.code && dims.includes(by)),
    )
    for (let at = 0; at < some.length; at += 6) {
      const asked = some.slice(at, at + 6)
      const { body } = await query(asked.map(({ code }) => code).join(','), `&by=${by}`)
      const { rows, total } = body as Answer
      for (const [i, measure] of asked.entries()) {
        expect([measure.code, total.values[i]?.cell]).toEqual([measure.code, cellOf(measure, naive('all', 'all'))])
        for (const { key, values } of rows.filter((row) => row.key !== '')) {
          expect([measure.code, by, key, values[i]?.cell]).toEqual([measure.code, by, key, cellOf(measure, naive(by, key))])
          compared++
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(300)
}, 60_000)

const cellOf = (measure: Measure, figure: (name: string) => number) => {
  const { numerator, denominator, percent, text } = evaluate(measure, figure)
  return { numerator, denominator, percent, text }
}

const opened = async (url: string): Promise<number> => {
  const { body, status } = await get(url)
  expect([status, url]).toEqual([200, url])
  return (body.rows as { value: number }[]).reduce((sum, { value }) => sum + value, 0)
}
const rowsOf = (code: string, key: string, part: string, more: string) =>
  opened(`/api/measures/rows?measure=${code}&from=${SPAN.from}&to=${SPAN.to}&key=${encodeURIComponent(key)}&part=${part}&limit=200${more}`)

test.each([
  ['accepted', '&by=category&level=0'],
  ['on-time-rate', '&by=unit'],
  ['satisfied-rate', '&by=region&level=1'],
  ['handling-length', '&by=type'],
  ['closed-in-period', '&by=unit'],
  ['dispatched', '&by=unit&and=type'],
  ['accepted', '&by=category&and=channel'],
  ['closed-rate', '&by=unit&and=category'],
  ['overdue-rate', '&by=category&and=type'],
])('the rows behind %s%s add up to it, and the parts to the whole', async (code, more) => {
  const { rows, total } = (await query(code, more)).body as Answer
  expect(rows.length).toBeGreaterThan(0)
  const measure = measures.find((one) => one.code === code)
  for (const { key, values } of rows.filter((row) => row.key !== '')) {
    const { numerator, denominator } = values[0]?.cell ?? { numerator: -1, denominator: -1 }
    expect([key, await rowsOf(code, key, 'numerator', more)]).toEqual([key, numerator])
    if (measure?.among) expect([key, await rowsOf(code, key, 'denominator', more)]).toEqual([key, denominator])
  }
  const sum = (pick: (row: QueryRow) => number | undefined) => rows.reduce((n, row) => n + (pick(row) ?? 0), 0)
  expect(sum(({ values }) => values[0]?.cell.numerator)).toBe(total.values[0]?.cell.numerator)
  expect(sum(({ values }) => values[0]?.cell.denominator)).toBe(total.values[0]?.cell.denominator)
})

test('by two dimensions from the rows is the same as from the sums', async () => {
  const { sumsAcross, sumsBy } = await import('../src/figures/sums.ts')
  const figures = [
    'orders',
    'dispatched',
    'closed',
    'finished',
    'due',
    'due_in_time',
    'closed_on',
    'signed_late',
    'contacted',
    'redo_rounds',
  ]
  const added = await sumsBy(city.pool, city.centre, SPAN, 'unit~type', figures)
  const across = await sumsAcross(city.pool, city.centre, SPAN, 'order', ['unit', 'type'], figures)
  const plain = (sums: typeof added) => [...sums].map(([key, own]) => [key, [...own].sort()]).sort()
  expect(plain(across)).toEqual(plain(added))
  expect(added.size).toBeGreaterThan(2)
  expect(sumOf({ plus: ['orders'] }, (name) => [...added.values()].reduce((n, own) => n + (own.get(name) ?? 0), 0))).toBeGreaterThan(5)
})

test('a number differs from the span before and from the year before by as much as it says; a series adds up', async () => {
  const answer = (await query('accepted,online-rate', '&by=type&per=month')).body as Answer
  expect(answer.before).toEqual({ from: '2024-09-08', to: '2024-11-19' })
  expect(answer.yearAgo).toEqual({ from: '2023-11-20', to: '2024-01-31' })
  expect(answer.series.map(({ from, to }) => `${from}…${to}`)).toEqual([
    '2024-11-20…2024-11-30',
    '2024-12-01…2024-12-31',
    '2025-01-01…2025-01-31',
  ])
  const [accepted, rate] = answer.total.values
  expect(accepted?.series.reduce((sum, { numerator }) => sum + numerator, 0)).toBe(accepted?.cell.numerator)
  expect(accepted?.before).toEqual({ text: '0', change: `+${accepted?.cell.text}`, growth: null })
  expect(rate?.before).toEqual({ text: null, change: null, growth: null })
})

test('what a dimension does not count is refused with the reason; a unit reads its own alone; a file is what the page shows', async () => {
  const refused = await query('accepted', '&by=unit')
  expect([refused.status, refused.body.error.message]).toEqual([400, '“受理诉求”不能按承办单位统计'])
  expect((await query('dispatched', '&by=agent')).status).toBe(400)
  expect((await query('accepted', '&by=agent')).status).toBe(200)
  expect(
    (await (await city.as('leader')).get(`/api/measures/query?measures=accepted&by=agent&from=${SPAN.from}&to=${SPAN.to}`)).status,
  ).toBe(403)
  const liaison = await city.as('liaison', 'urban')
  const url = `/api/measures/query?measures=dispatched&by=unit&from=${SPAN.from}&to=${SPAN.to}`
  const own = (await liaison.get(url)).body as Answer
  expect(own.rows.map(({ key }) => key)).toEqual(['urban'])
  expect(own.total.values).toEqual([])
  expect((await liaison.get(url.replace('by=unit', 'by=type'))).status).toBe(403)
  const { content, type } = await head.download(`${url}&format=csv`)
  expect(type).toContain('text/csv')
  const lines = content.toString('utf8').trim().split('\r\n')
  expect(lines[0]).toContain('承办单位,转办工单（件）,环比（件）,同比（件）')
  expect(lines).toHaveLength(((await head.get(url)).body as Answer).rows.length + 2)
})
