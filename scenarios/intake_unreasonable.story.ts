/** 无理诉求: explained to the person first, claimed with a basis, approved by the centre; without that it counts like any other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const demand = {
  category: 'urban.green',
  title: '要求砍除路边行道树',
  content: '我家在二楼，路边的樟树挡了客厅的光，要求一周内全部砍掉，否则天天打电话。',
  wants: '砍掉窗前三棵行道树',
}
const explanation = '已上门说明：行道树属公共绿地，砍伐须依法审批，现场不影响安全；可在冬季安排修枝。'
const answer = {
  assignment: 1,
  isTrue: false,
  internal: '现场核查：三棵行道树长势良好，不影响通行和建筑安全，不符合砍伐条件，已当面解释。',
  public: '您要求砍除的行道树不符合砍伐条件，我们已当面说明政策，今年冬季将安排修枝。',
}

describe('unreasonable demands', () => {
  let city: City
  let unit: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30')
    unit = await city.as('liaison', 'urban')
  })
  afterAll(() => city.close())

  const inHand = async (name: string) => {
    const requester = { kind: 'person', name, callNumber: '13700000518' }
    const registered = await registerLamp(await city.as('agent'), { ...demand, requester })
    const order = registered.body.view.state.links[0].order as string
    await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } })
    await unit.post(`/api/orders/${order}/sign`, { assignment: 1 })
    await unit.post(`/api/orders/${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'first' })
    return { order: `/api/orders/${order}`, request: registered.body.id as string }
  }
  const close = async (order: string, solved: Record<string, string>) => {
    const replied = await unit.post(`${order}/reply`, { ...answer, ...solved })
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    await (await city.as('unit_leader', 'urban')).post(`${order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect((await (await city.as('dispatch_review')).post(`${order}/review`, { assignment: 1, pass: true })).status).toBe(200)
  }
  const dissatisfied = async () => {
    const visitor = await city.as('visitor')
    const [{ id }] = (await visitor.get('/api/visits/list/due')).body.rows as [{ id: string }]
    await visitor.post(`/api/visits/${id}/start`)
    const words = { contacted: true, solved: 'unsolved', satisfied: 'dissatisfied', reasons: ['excessive'] }
    expect((await visitor.post(`/api/visits/${id}/record`, words)).status).toBe(200)
    const review = await city.as('visit_review')
    expect((await review.post(`/api/visits/${id}/review`, { decision: 'explain', note: '已耐心解释，不再重办。' })).status).toBe(200)
  }

  test('INTAKE-16 refused without a record of the explanation; approved with it, the order ends as explained, every step on record', async () => {
    const { order, request } = await inHand('谭国强')
    const basis = '《城市绿化条例》第二十条：砍伐城市树木须经批准；本件不符合批准条件。'
    const early = await unit.post(`${order}/claim_unreasonable`, { assignment: 1, basis })
    expect(early.status).toBe(422)
    expect(early.body.error).toMatchObject({ code: 'missing', field: 'explanation', instead: 'order.report_progress' })
    expect((await unit.get(order)).body.state.unreasonable).toBeUndefined()

    await unit.post(`${order}/report_progress`, { assignment: 1, kind: 'explanation', text: explanation, tell: true })
    const bare = await unit.post(`${order}/claim_unreasonable`, { assignment: 1 })
    expect(bare.body.error).toMatchObject({ code: 'invalid', message: '请填写“认定依据”' })
    expect((await unit.post(`${order}/claim_unreasonable`, { assignment: 1, basis })).status).toBe(200)
    expect((await unit.post(`${order}/rule_unreasonable`, { granted: true })).status).toBe(403)
    const ruler = await city.as('dispatch_review')
    expect((await ruler.post(`${order}/rule_unreasonable`, { granted: true, note: '依据充分，予以核准。' })).status).toBe(200)
    // The unit may write what it likes: after the ruling the matter ends as explained, and it was never promised.
    await close(order, { solved: 'solved' })
    city.at('2024-11-07T10:00')
    await dissatisfied()

    const shown = (await ruler.get(order)).body
    expect(shown.state).toMatchObject({ stage: 'closed', marks: [{ kind: 'unreasonable', rule: 'order.rule_unreasonable' }] })
    expect(shown.state.unreasonable).toMatchObject({
      basis,
      explained: explanation,
      unit: 'urban',
      ruled: { granted: true, by: ruler.name },
    })
    expect((await ruler.get(`/api/requests/${request}`)).body.state).toMatchObject({ stage: 'closed', reply: { solved: 'explained' } })
    const steps = (shown.timeline as { type: string }[]).map((line) => line.type)
    expect(steps.filter((s) => ['progressed', 'unreasonable_claimed', 'unreasonable_ruled', 'closed'].includes(s))).toEqual([
      'progressed',
      'unreasonable_claimed',
      'unreasonable_ruled',
      'closed',
    ])
  })

  test('a claim that the centre declined leaves the order as it was; both stand in the ledger, and both count as dissatisfied', async () => {
    const { order, request } = await inHand('谢桂芳')
    await unit.post(`${order}/report_progress`, { assignment: 1, kind: 'explanation', text: explanation, tell: true })
    await unit.post(`${order}/claim_unreasonable`, { assignment: 1, basis: '群众要求过高。' })
    const ruler = await city.as('dispatch_review')
    expect((await ruler.post(`${order}/rule_unreasonable`, { granted: false })).body.error.field).toBe('note')
    expect((await ruler.post(`${order}/rule_unreasonable`, { granted: false, note: '没有写明依据的条款。' })).status).toBe(200)
    await close(order, { solved: 'unsolved', unsolvedReason: 'policy' })
    city.at('2024-11-08T10:00')
    await dissatisfied()
    expect((await ruler.get(order)).body.state.marks).toEqual([])
    expect((await ruler.get(`/api/requests/${request}`)).body.state.excluded).toBeUndefined()

    const ledger = (await ruler.get('/api/ledgers/unreasonable/2024-11')).body
    expect(ledger).toMatchObject({ label: '无理诉求认定台账', counts: { all: 2, granted: 1, declined: 1 } })
    expect(ledger.rows[1]).toMatchObject({
      basis: '群众要求过高。',
      explained: explanation,
      ruled: { granted: false, note: '没有写明依据的条款。' },
    })
    const figures = (await ruler.get('/api/bulletin/2024-11')).body
    expect(figures.satisfied).toMatchObject({ numerator: 0, denominator: 2 })
  })
})
