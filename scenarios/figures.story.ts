/** A month of one hundred orders: every rate with what it is made of, and the rows behind what is missing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { done, type Matter, type Road, roadOf } from './road.ts'
import { lamp } from './telling.ts'

const HUNDRED = 100
/** Positions in the month: who could not be reached, who was late, whom the call-back contradicts. */
const unreached = (i: number) => i < 3
const late = (i: number) => i === 50
const saidSolved = (i: number) => i < 95
const confirmed = (i: number) => i < 88
const dissatisfied = (i: number) => i >= 84 && i < 90
const silent = (i: number) => i >= 90
const WEB = 10

describe('one hundred orders of a month', () => {
  let city: City
  let road: Road
  let ticket: { number: string; code: string }
  const matters: Matter[] = []
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => ({ ...pack, onTimeAmong: { value: 'due', assumed: true } }))
    road = roadOf(city)
    for (let i = 0; i < HUNDRED; i++) matters.push(i === WEB ? await fromTheWeb() : await road.inHand())
    for (const wait of [0, 3, 5]) {
      city.at(`2024-11-05T${String(9 + wait).padStart(2, '0')}:30`)
      for (const [i, { order }] of matters.entries()) {
        if (unreached(i)) await road.call(order, 'no_answer', 'first')
        else if (wait === 0) await road.call(order)
      }
    }
    const answer = async (i: number, order: string) => {
      const solved = saidSolved(i) ? {} : { solved: 'explained', unsolvedReason: 'policy' }
      await road.answered(order, solved)
    }
    for (const [i, { order }] of matters.entries()) if (!late(i)) await answer(i, order)
    city.at('2024-11-13T09:30')
    for (const [i, { order }] of matters.entries()) if (late(i)) await answer(i, order)
  }, 120_000)
  afterAll(() => city.close())

  /** Written on the public page by somebody who left no number. */
  async function fromTheWeb(): Promise<Matter> {
    const words = { type: 'help', category: 'urban.lighting', ...lamp, place: { region: '430304', text: '某小区三栋' } }
    const written = done(await city.anyone.post('/api/public/requests', { requester: { kind: 'person' }, ...words }))
    ticket = { number: written.body.number, code: written.body.queryCode }
    const clerk = await city.as('web_intake')
    const [row] = (await clerk.get('/api/requests?stage=pending')).body.rows
    done(await clerk.post(`/api/requests/${row.id}/accept`))
    const sent = done(await clerk.post(`/api/requests/${row.id}/forward`))
    const order = sent.body.view.state.links[0].order as string
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/sign`, { assignment: 1 }))
    return { request: row.id, order }
  }
  /** The rows behind a figure. */
  const rows = async (query: string): Promise<{ id: string; value: number }[]> =>
    done(await (await city.as('analyst')).get(`/api/bulletin/2024-11/rows?${query}&limit=200`)).body.rows

  test('HANDLE-02 97 of 100 were reached; the three others have three attempts on record each', async () => {
    const { contacted } = await road.bulletin()
    expect(contacted).toMatchObject({ label: '群众联系率', numerator: 97, denominator: 100, percent: '97.00%' })
    const missing = matters.filter((_m, i) => unreached(i)).map((m) => m.order)
    expect((await rows('rate=contacted&part=rest')).map((r) => r.id).sort()).toEqual(missing.sort())
    for (const [i, { order }] of matters.entries()) {
      if (!unreached(i)) continue
      const [{ contacts }] = (await road.order(order)).state.assignments
      expect(contacts.map((c: { result: string }) => c.result)).toEqual(['no_answer', 'no_answer', 'no_answer'])
      expect(new Set(contacts.map((c: { at: number }) => c.at)).size).toBe(3)
    }
  })

  test('VISIT-01 one order without a call-back task keeps the rate below 100 % and stands in the list; when all are done it is 100 %', async () => {
    // One left no number: no task could be made, and the bulletin does not pass over it.
    for (const [i, { request }] of matters.entries()) {
      if (i === WEB) continue
      const said = { contacted: !unreached(i), solved: confirmed(i) ? 'solved' : saidSolved(i) ? 'partly' : 'explained' }
      const grade = silent(i) ? {} : dissatisfied(i) ? { satisfied: 'dissatisfied', reasons: ['slow'] } : { satisfied: 'satisfied' }
      const visit = await road.callBack(request, { ...said, ...grade })
      if (dissatisfied(i) || unreached(i)) done(await road.judge(visit, 'explain'))
    }
    expect((await road.bulletin()).visited).toMatchObject({ numerator: 99, denominator: 100, percent: '99.00%' })
    expect((await rows('rate=visited&part=rest')).map((r) => r.id)).toEqual([matters[WEB]?.request])
    const web = await road.request(matters[WEB]?.request ?? '')
    expect([web.reply.unvisited, web.visit]).toEqual(['no_number', undefined])

    done(await city.anyone.post('/api/public/requests/rate', { ...ticket, input: { solved: true, satisfied: 'satisfied' } }))
    expect((await road.bulletin()).visited).toMatchObject({ label: '回访率', numerator: 100, denominator: 100, percent: '100.00%' })
    expect(await rows('rate=visited&part=rest')).toEqual([])
  }, 60_000)

  test('HANDLE-21 all hundred are closed, 88 are solved; the seven that only the unit calls solved are listed', async () => {
    const { closed, solved, paper } = await road.bulletin()
    expect(closed).toMatchObject({ numerator: 100, denominator: 100, percent: '100.00%' })
    expect(solved).toMatchObject({ numerator: 88, denominator: 100, percent: '88.00%' })
    expect(paper).toEqual({ saidSolved: 95, confirmed: 88, suspected: 7 })
    const suspects = matters.filter((_m, i) => saidSolved(i) && !confirmed(i)).map((m) => m.request)
    expect((await rows('figure=paper_closed')).map((r) => r.id).sort()).toEqual(suspects.sort())
    const answers = await Promise.all(suspects.map((id) => road.request(id)))
    expect(answers.every((r) => r.reply.solved === 'solved' && r.outcomes.at(-1).outcome.solved === 'partly')).toBe(true)
  })

  test('VISIT-13 four rates, each with its numerator, its denominator and what was left out', async () => {
    const b = await road.bulletin()
    expect(b.contacted).toMatchObject({ percent: '97.00%', numerator: 97, denominator: 100, among: '已派发且须联系的工单' })
    expect(b.onTime).toMatchObject({ percent: '99.00%', numerator: 99, denominator: 100, among: '本期到期的转办工单' })
    expect(b.solved).toMatchObject({ percent: '88.00%', numerator: 88, denominator: 100, among: '回访确认了解决状态的诉求' })
    expect(b.satisfied).toMatchObject({ percent: '93.33%', numerator: 84, denominator: 90 })
    expect(b.satisfied.excluded).toContainEqual({ label: '联系上未作评价', count: 10 })
    for (const rate of [b.contacted, b.onTime, b.solved, b.satisfied]) {
      expect(rate.among).not.toBe('')
      expect(rate.excluded.length).toBeGreaterThan(0)
    }
    expect(b.identities.every((i: { holds: boolean }) => i.holds)).toBe(true)
  })
})

describe('the edge of a month', () => {
  let city: City
  const zone = process.env.TZ
  beforeAll(async () => {
    // A server that stands elsewhere: its own midnight is nobody's.
    process.env.TZ = 'America/New_York'
    city = await openCity('xiangtan', '2024-11-30T23:58')
  })
  afterAll(async () => {
    process.env.TZ = zone
    await city.close()
  })

  test('it is midnight in Beijing, whatever zone the server is set to; what is withdrawn later still counts where it was accepted', async () => {
    const road = roadOf(city)
    const last = await road.register()
    city.wait(4 * 60_000)
    await road.register()
    const accepted = async (month: string) => (await road.bulletin(month)).requests.accepted
    expect([await accepted('2024-11'), await accepted('2024-12')]).toEqual([1, 1])
    expect((await road.request(last.request)).number).toMatch(/^241130-/)

    city.at('2025-01-10T09:00')
    done(await (await city.as('agent')).post(`/api/requests/${last.request}/withdraw`, { reason: '已自行解决。' }))
    expect((await road.bulletin('2024-11')).requests).toMatchObject({ accepted: 1, sent: 1, withdrawn: 1 })
    expect((await road.bulletin('2024-11')).orders.opened).toBe(0)
    expect((await road.bulletin('2025-01')).requests).toMatchObject({ accepted: 0, withdrawn: 0 })
    for (const month of ['2024-11', '2024-12', '2025-01'])
      expect((await road.bulletin(month)).identities.filter((i: { holds: boolean }) => !i.holds)).toEqual([])
  })
})
