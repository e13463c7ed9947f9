/**
 * 紧急标识: set by words and households or by a person, decides who gets it and how fast; taken off only by the shift leader's reason.
 * Telling the county beside the dispatch, and the alarm where a record is missing, come with the channels that carry them.
 */
import { instantOf, MINUTE } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const gas = {
  category: 'utility.gas-cut',
  title: '燃气改造后下游停气',
  content: '昨天燃气公司改管，到今天早上下游还是停气，我们这一片都没法做饭。',
  place: { region: '430321', text: '易俗河镇某路' },
  since: '昨天下午',
  affected: { low: 200, about: true, what: '户' },
  wants: '尽快恢复供气',
}

describe('urgent matters', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-23T07:40')
  })
  afterAll(() => city.close())

  const stops = async (more: Record<string, unknown> = {}) => {
    const registered = await registerLamp(await city.as('agent'), { ...gas, ...more })
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    return {
      id: registered.body.id as string,
      state: registered.body.view.state,
      order: registered.body.view.state.links[0].order as string,
    }
  }
  const kinds = (state: { marks: { kind: string }[] }) => state.marks.map((m) => m.kind)

  test('class-07 gas cut off for 200 households: marked by the rule, proposed to the county, on the urgent clocks; lowered by the shift leader only', async () => {
    const { id, state, order } = await stops()
    expect(state.marks).toEqual([expect.objectContaining({ kind: 'major', by: '系统', rule: 'intake.majorHouseholds' })])
    const dispatcher = await city.as('dispatcher')
    const seen = (await dispatcher.get(`/api/orders/${order}`)).body.state
    expect(seen).toMatchObject({ proposal: { unit: 'xiangtanxian' }, marks: [{ kind: 'major' }] })
    // A Saturday before the office opens.
    expect(seen.dispatchClock.due).toBe(instantOf('2024-11-23T07:55'))

    const lower = { kind: 'major', why: '已恢复供气，改按一般件办理。' }
    expect((await (await city.as('agent')).post(`/api/requests/${id}/unmark`, lower)).status).toBe(403)
    const refused = await dispatcher.post(`/api/requests/${id}/unmark`, lower)
    expect(refused.body.error).toMatchObject({ code: 'forbidden', message: '“重大民生紧急”只能由值班长取消，请联系当班值班长' })
    const leader = await city.as('supervisor_shift')
    const silent = await leader.post(`/api/requests/${id}/unmark`, { kind: 'major' })
    expect(silent.body.error).toMatchObject({ code: 'missing', field: 'why' })
    expect((await leader.post(`/api/requests/${id}/unmark`, lower)).status).toBe(200)
    const after = (await dispatcher.get(`/api/orders/${order}`)).body
    expect(kinds(after.state)).toEqual([])
    const { rows } = await city.pool.query(`select actor, body from event where stream = $1 and type = 'unmarked'`, [id])
    expect(rows).toEqual([{ actor: leader.user, body: expect.objectContaining({ kind: 'major', by: leader.name }) }])
  })

  test('the words alone propose, enough households decide; a person may always raise it', async () => {
    expect(kinds((await stops({ affected: { low: 12, what: '户' } })).state)).toEqual([])
    const lamp = await registerLamp(await city.as('agent'), { affected: { low: 200, what: '户' } })
    expect(kinds(lamp.body.view.state)).toEqual([])
    const read = await (await city.as('agent')).post('/api/intake/read', { text: gas.content })
    expect(read.body.marks.map((m: { code: string }) => m.code)).toEqual(['major'])
    const raised = await (await city.as('agent')).post(`/api/requests/${lamp.body.id}/mark`, {
      kind: 'urgent',
      why: '路口没有照明，已有人摔倒。',
    })
    expect(kinds(raised.body.view.state)).toEqual(['urgent'])
    const order = (await (await city.as('dispatcher')).get(`/api/orders/${lamp.body.view.state.links[0].order as string}`)).body
    expect(kinds(order.state)).toEqual(['urgent'])
  })

  test('tel-09 sent, and the unit told by telephone: within three minutes both are on record, with who took the call and when', async () => {
    const { order } = await stops()
    const dispatcher = await city.as('dispatcher')
    city.wait(MINUTE)
    expect((await dispatcher.post(`/api/orders/${order}/dispatch`, { lead: { unit: 'xiangtanxian' } })).status).toBe(200)
    city.wait(MINUTE)
    const told = await dispatcher.post('/api/orders/reminders', {
      orders: [order],
      reached: true,
      note: '县政府值班室接话，已通知燃气公司抢修。',
    })
    expect(told.body, JSON.stringify(told.body)).toEqual({ recorded: 1 })
    const { state } = (await dispatcher.get(`/api/orders/${order}`)).body
    const [call] = (await dispatcher.get('/api/orders/reminders')).body.calls
    expect(call).toMatchObject({ order, reached: true, by: dispatcher.name, note: '县政府值班室接话，已通知燃气公司抢修。' })
    expect([state.dispatchedAt - state.openedAt, call.at - state.openedAt]).toEqual([MINUTE, 2 * MINUTE])
  })
})
