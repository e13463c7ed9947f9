/** 时长 in office hours: mean, middle and 90th percentile of the rows that the figure counts, the same as each row's own moments say. */
import { calendarOf, MINUTE, workingTimeBetween } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { worked } from './bulletins.ts'
import { done, roadOf } from './road.ts'

describe('how long it took', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    // Two are answered after two weeks, one is not answered at all.
    await worked(city, 5, [1, 4])
    await roadOf(city, 'water').inHand()
  }, 120_000)
  afterAll(() => city.close())

  const asked = async (query: string) =>
    done(await (await city.as('analyst')).get(`/api/measures/query?from=2024-11-01&to=2024-11-30&${query}`)).body
  const states = async <T>(table: string): Promise<T[]> =>
    (await city.pool.query<{ state: T }>(`select state from ${table} where centre_id = $1`, [city.centre])).rows.map(({ state }) => state)
  const hours = (minutes: number) => minutes / 60
  const close = (text: string, minutes: number) => expect(Math.abs(Number(text) - hours(minutes))).toBeLessThanOrEqual(0.005)

  test('each measure counts as many rows as its figure, and says what their own moments say', async () => {
    const calendar = calendarOf(city.pack)
    const worked = (from: Instant, to: Instant) => Math.floor(workingTimeBetween(calendar, from, to) / MINUTE)
    const leads = (await states<Order>('work_order')).flatMap((order) => {
      const lead = order.assignments.find((a) => a.role === 'lead' && a.round === 1)
      return lead ? [{ order, lead }] : []
    })
    const requests = await states<ServiceRequest>('service_request')
    const minutes: Record<string, number[]> = {
      signing: leads.flatMap(({ lead }) => (lead.signedAt ? worked(lead.sentAt, lead.signedAt) : [])),
      response: leads.flatMap(({ order, lead }) => {
        const spoke = lead.contacts.filter((c) => c.result === 'connected').map(({ at }) => at)
        return spoke.length ? worked(order.dispatchedAt ?? lead.sentAt, Math.min(...spoke) as Instant) : []
      }),
      reply: requests.flatMap(({ acceptedAt, reply }) => (reply && acceptedAt ? worked(acceptedAt, reply.at) : [])),
      visit: requests.flatMap(({ reply, outcomes: [first] }) => (reply && first ? worked(reply.at, first.at) : [])),
    }
    const figures: Record<string, [code: string, count: number]> = {
      signing: ['signed', 6],
      response: ['contacted', 5],
      reply: ['replied', 5],
      visit: ['visited', 5],
    }
    for (const [name, all] of Object.entries(minutes)) {
      const sorted = all.toSorted((a, b) => a - b)
      const cells = (await asked(`measures=${['mean', 'median', 'p90'].map((one) => `${name}-work-${one}`).join()}`)).total.values.map(
        ({ cell }: { cell: { text: string; denominator: number } }) => cell,
      )
      expect([name, cells.map(({ denominator }: { denominator: number }) => denominator)]).toEqual([
        name,
        Array(3).fill(figures[name]?.[1]),
      ])
      const [mean, median, p90] = cells.map(({ text }: { text: string }) => text)
      close(mean, all.reduce((sum, one) => sum + one, 0) / all.length)
      const middle = (sorted.length - 1) / 2
      close(median, ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2)
      close(p90, sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0)
    }
    // Some waited for two weeks: the middle one does not show it, the tenth does.
    const [middle, slow] = (await asked('measures=handling-work-median,handling-work-p90')).total.values
    expect(Number(slow.cell.text)).toBeGreaterThan(Number(middle.cell.text) + 20)
  })

  test('by unit, week by week, and each opens its rows; by what no column knows it is refused', async () => {
    const { rows, total } = await asked('measures=signing-work-median&by=unit&per=week')
    expect(
      rows
        .map(({ key, values: [one] }: { key: string; values: { cell: { denominator: number } }[] }) => [key, one?.cell.denominator])
        .sort(),
    ).toEqual([
      ['urban', 5],
      ['water', 1],
    ])
    expect(
      total.values[0].series.map(({ denominator }: { denominator: number }) => denominator).reduce((a: number, b: number) => a + b),
    ).toBe(6)
    const analyst = await city.as('analyst')
    const opened = await analyst.get('/api/measures/rows?measure=signing-work-median&by=unit&key=urban&from=2024-11-01&to=2024-11-30')
    expect(done(opened).body.rows).toHaveLength(5)
    const refused = await analyst.get('/api/measures/query?measures=signing-work-median&by=mark&from=2024-11-01&to=2024-11-30')
    expect(refused.body.error).toMatchObject({ code: 'invalid', message: '“签收时长中位数（工作时）”不能按标识统计' })
    // A month's bulletin is made of counts: no length of time stands among its measures.
    expect((await roadOf(city).bulletin()).measures.filter(({ as }: { as: string }) => as === 'length')).toEqual([])
  })
})
