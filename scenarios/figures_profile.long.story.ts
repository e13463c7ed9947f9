/**
 * 表二: the published month at its full size, row by row. Each row three times: what was printed, what the bulletin says, what the journal
 * says when it is counted without the product. Where the source does not close, the row says which honest figure stands instead and by
 * what it is known. Then twenty months that nobody published.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bulletin } from '../server/src/figures/bulletin.ts'
import type { Recounted } from '../scripts/recount.mjs'
import {
  bulletinOf,
  disagreeing,
  missing,
  type PlayedCity,
  PUBLISHED,
  readTold,
  recounted,
  simulated,
  type Told,
} from './figures_profile.ts'
import { randomProfile } from './profiles.ts'

const MOST = 20 * 60_000
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

describe('the published month at its full size', () => {
  let played: PlayedCity
  let told: Told
  let b: Bulletin
  let r: Recounted
  beforeAll(async () => {
    told = await readTold(PUBLISHED)
    played = await simulated('xiangtan', PUBLISHED, 202411)
    expect([played.code, played.said]).toEqual([0, played.said])
    b = await bulletinOf(played.city, told.month)
    r = await recounted(played.city, told.month)
  }, MOST)
  afterAll(() => played.city.close())

  const type = (label: string) => b.types.find((t) => t.label === label)
  const code = (label: string) => b.types.find((t) => t.label === label)?.code ?? ''
  /** A printed percentage of a count: of what, and how it is rounded, is what it must agree with. */
  const printed = (n: number, of: number) => `${(Math.floor((n * 10_000) / of + 0.5) / 100).toFixed(2)}%`

  test('rows 1–9: calls, what was accepted, and four rates with what they are taken of', () => {
    expect([b.contacts.answered, r.calls.answered]).toEqual([29847, 29847])
    // 总呼入 is not printed: 30304, 30305 and 30306 all print as 98.49 %. The profile takes the middle one and says so.
    expect([b.contacts.answerRate.percent, printed(r.calls.answered, r.calls.offered)]).toEqual(['98.49%', '98.49%'])
    expect(b.contacts.answerRate.denominator).toBe(told.calls?.offered)
    expect([b.requests.accepted, r.accepted]).toEqual([30044, 30044])
    expect([b.requests.answered, r.onTheSpot]).toEqual([20676, 20676])
    expect([b.onTheSpot.percent, printed(r.onTheSpot, r.accepted)]).toEqual(['68.82%', '68.82%'])
    expect([b.orders.opened, b.requests.sent, r.orders, r.sent]).toEqual([9368, 9368, 9368, 9368])
    // 按时办结率: of all that were sent there is one whole number of late ones that prints as it, and the bulletin says what it is of.
    expect(b.onTime).toMatchObject({ percent: '99.03%', numerator: 9277, denominator: 9368 })
    expect(b.onTime.among).toContain('转办工单')
    expect(r.onTime.dispatched).toEqual({ n: 9277, of: 9368 })
    expect(b.visited).toMatchObject({ percent: '100.00%', numerator: 9368, denominator: 9368 })
    expect(r.visited).toEqual({ n: 9368, of: 9368 })
    // 满意率: of those who rated; who was not reached and who said nothing is printed beside it and in no numerator.
    expect(b.satisfied.percent).toBe('90.79%')
    expect(b.satisfied.among).toContain('已作评价')
    expect(r.satisfied.all.last.rated).toEqual({ n: b.satisfied.numerator, of: b.satisfied.denominator })
    const left = b.satisfied.excluded.reduce((n, e) => n + e.count, 0)
    expect(b.satisfied.denominator + left).toBe(9368)
  })

  test('rows 10–16: five types, with shares that add up to a hundred', () => {
    const rows: [string, number, string][] = [
      ['咨询', 12447, '41.43%'],
      ['求助', 11450, '38.11%'],
      ['投诉', 5813, '19.35%'],
      // Rounded on its own it would be 0.76; the largest remainders give what was printed.
      ['其他', 227, '0.75%'],
      ['建议', 107, '0.36%'],
    ]
    for (const [label, count, percent] of rows) {
      expect([type(label)?.count, type(label)?.percent]).toEqual([count, percent])
      expect(r.types[code(label)]).toBe(count)
    }
    expect(printed(r.types[code('其他')] ?? 0, r.accepted)).toBe('0.76%')
    expect([sum(b.types.map((t) => t.count)), sum(Object.values(r.types))]).toEqual([30044, 30044])
    expect(sum(b.types.map((t) => Math.round(Number.parseFloat(t.percent ?? '') * 100)))).toBe(10_000)
  })

  test('rows 17–27: ten topics in their order', () => {
    const rows = Object.entries(told.topics ?? {})
    expect(rows).toHaveLength(10)
    expect(b.topics.map((t) => [t.label, t.count])).toEqual(rows)
    expect(Object.values(r.topics).slice(0, 10)).toEqual(rows.map(([, n]) => n))
    expect([sum(b.topics.map((t) => t.count)), b.topicsTop.numerator]).toEqual([11098, 11098])
  })

  test('rows 28–39: ten units, their share, and the rest', () => {
    const rows = Object.entries(told.units ?? {})
    const { units } = played.city.pack
    const short = (c: string) => units.find((u) => u.code === c)?.short ?? c
    expect(b.units.slice(0, 10).map((u) => [short(u.code), u.count])).toEqual(rows)
    expect(
      Object.entries(r.units)
        .slice(0, 10)
        .map(([c, n]) => [short(c), n]),
    ).toEqual(rows)
    expect(b.unitsTop).toMatchObject({ percent: '81.79%', numerator: 7662, denominator: 9368 })
    expect([b.unitsRest.count, sum(Object.values(r.units).slice(10))]).toEqual([1706, 1706])
  })

  test('rows 40–45: the campaign and the two desks', () => {
    const of = (label: string) => [...b.desks, ...b.campaigns].find((d) => d.label === label)
    const counted = (label: string) => sum(Object.entries(r.marks).flatMap(([c, n]) => (c.split('.')[0] === of(label)?.code ? [n] : [])))
    expect([of('文明创建')?.count, counted('文明创建')]).toEqual([143, 143])
    const deputies = of('人大代表反映专席')
    expect([deputies?.count, counted('人大代表反映专席')]).toEqual([4, 4])
    expect(deputies?.levels.map((l) => [l.label, l.count, r.marks[l.code]])).toEqual([
      ['县市区', 3, 3],
      ['乡镇', 1, 1],
    ])
    expect(deputies).toMatchObject({ closed: 4, closedInTime: { numerator: 4, denominator: 4, percent: '100.00%' } })
    expect([r.onTimeOfMarked[deputies?.code ?? ''], r.ofMarked[deputies?.code ?? '']]).toEqual([4, 4])
    expect([of('政企通专席')?.count, counted('政企通专席')]).toEqual([71, 71])
  })

  test('rows 46–53: six online channels; what is left came by telephone', () => {
    expect([b.online.total, r.media.online]).toEqual([948, 948])
    const rows = Object.entries(told.channels ?? {}).map(([label, n]) => [label, n] as const)
    expect(b.online.channels.map((c) => [c.label, c.count] as const).sort()).toEqual([...rows].sort())
    const phone = played.city.pack.kinds.channels.find((c) => c.medium === 'phone')?.code ?? ''
    expect([b.phone.count, b.requests.accepted - b.online.total, r.channels[phone]]).toEqual([29096, 29096, 29096])
    // Fewer than calls were answered: 751 calls left no request, and each has its own end.
    const without = b.contacts.dispositions.filter((d) => !['registered', 'answered', 'missed'].includes(d.code))
    expect(sum(without.map((d) => d.count)) + (r.refused + r.transferred)).toBeGreaterThanOrEqual(29847 - 29096)
  })

  test(
    "the totals are the profile's, the bulletin is the recount, in the month and in both its neighbours",
    async () => {
      expect(await missing(played.city, told)).toEqual([])
      for (const month of ['2024-10', told.month, '2024-12'])
        expect([month, await disagreeing(played.city, month, month === told.month ? r : undefined)]).toEqual([month, []])
      expect(b.identities.every((i) => i.holds)).toBe(true)
    },
    MOST,
  )
})

describe('twenty months that nobody published', () => {
  test.each(Array.from({ length: 20 }, (_, i) => 100 + i))(
    'number %i',
    async (seed) => {
      const { folder, told } = randomProfile(seed, 700)
      const { city, said, code } = await simulated(folder, told, seed)
      try {
        expect([told, said, code]).toEqual([told, said, 0])
        expect([told, await missing(city, told)]).toEqual([told, []])
        expect([told, await disagreeing(city, told.month)]).toEqual([told, []])
      } finally {
        await city.close()
      }
    },
    MOST,
  )
})
