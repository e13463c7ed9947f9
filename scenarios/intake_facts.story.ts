/** 要素登记: what is asked while the caller speaks, what stands in the way of dispatch, what a matter asks for beyond the common list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const cut = {
  type: 'complaint',
  category: 'utility.power-cut',
  title: '产业园房东给租户断电',
  content: '我租在园区三号楼做包装，昨天中午房东把电停了，说物业费没谈拢，楼里还有七八家一样，机器全停着，订单赶不出来。',
  place: { region: '430304', text: '某产业园三号楼' },
  since: '昨天中午',
  affected: { low: 30, about: true, what: '人' },
  wants: '恢复供电',
}

describe('facts', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T10:00')
  })
  afterAll(() => city.close())

  test('INTAKE-13 others in the same trouble must be written down; without a place nothing is dispatched', async () => {
    const agent = await city.as('agent')
    const read = await agent.post('/api/intake/read', { text: cut.content })
    expect(read.body.alike).toEqual({ required: true, count: { low: 7, high: 8, what: '家' }, text: '7–8 家' })

    const without = await registerLamp(agent, cut)
    expect(without.status).toBe(422)
    expect(without.body.error).toMatchObject({ code: 'missing', field: 'alike', message: '登记前还缺：同类受影响主体' })
    const registered = await registerLamp(agent, { ...cut, alike: read.body.alike.count })
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    expect(registered.body.view.state.alike).toEqual({ low: 7, high: 8, what: '家' })
    const order = await agent.get(`/api/orders/${registered.body.view.state.links[0].order}`)
    expect(order.body.members[0].alike).toEqual({ low: 7, high: 8, what: '家' })

    // The place is missing: an agent cannot even register it, and what a citizen or a suggestion left open cannot be sent on.
    const nowhere = await registerLamp(agent, { ...cut, alike: { low: 7, high: 8, what: '家' }, place: undefined })
    expect(nowhere.body.error).toMatchObject({ code: 'missing', field: 'place' })
    const idea = {
      type: 'suggest',
      category: 'urban.parking',
      title: '建议增设非机动车停车区',
      content: '电动车没有地方停，建议划出一块停车区。',
    }
    const sent = await registerLamp(agent, { ...idea, place: undefined })
    expect(sent.status).toBe(422)
    expect(sent.body.error).toMatchObject({ code: 'missing', field: 'place', message: '缺少地点，不能转办，请补齐后再转' })
    const kept = await registerLamp(agent, { ...idea, place: undefined, outcome: undefined })
    expect(kept.body.view.state).toMatchObject({ stage: 'registered', links: [] })
    const url = `/api/requests/${kept.body.id}`
    expect((await agent.post(`${url}/forward`)).body.error.field).toBe('place')
    expect((await (await city.as('dispatcher')).get('/api/orders/pool')).body).toHaveLength(1)

    const asked = await agent.post(`${url}/append`, { text: '回拨询问：在建设路市场北门。', fills: { place: { region: '430304' } } })
    expect(asked.body.view.state).toMatchObject({ place: { region: '430304' }, appended: [{ text: '回拨询问：在建设路市场北门。' }] })
    expect((await agent.post(`${url}/forward`)).body.view.state.stage).toBe('linked')
    expect((await (await city.as('dispatcher')).get('/api/orders/pool')).body).toHaveLength(2)
  })

  test('every fact of the pack’s list is asked for by name, and a consultation is not questioned', async () => {
    const agent = await city.as('agent')
    const gaps = { place: {}, since: undefined, affected: undefined, wants: undefined, urgency: undefined, requester: { kind: 'person' } }
    for (const [field, value] of Object.entries(gaps)) {
      const refused = await registerLamp(agent, { [field]: value })
      expect(refused.status, field).toBe(422)
      const code = { urgency: 'urgent', requester: 'contact' }[field] ?? field
      expect(refused.body.error).toMatchObject({ code: 'missing', field: code })
      expect(refused.body.error.message).toContain(city.pack.terms[`fact.${code}`])
    }
    expect((await registerLamp(agent, { content: undefined })).body.error).toMatchObject({ code: 'invalid', message: '请填写“内容”' })
    const consult = { type: 'consult', since: undefined, affected: undefined, wants: undefined, urgency: undefined }
    expect((await registerLamp(agent, { ...consult, outcome: { how: 'answer', text: '路灯由市路灯管理所维护。' } })).status).toBe(200)
  })

  test('a matter asks for facts of its own; what was said once is not asked twice', async () => {
    const agent = await city.as('agent')
    const card = {
      type: 'complaint',
      category: 'market.consumer',
      title: '健身房停业不退卡费',
      content: '上个月办的年卡，店门关了，电话打不通。',
    }
    const preview = await agent.post('/api/intake/preview', { type: 'complaint', category: 'market.consumer', region: '430304' })
    expect(preview.body.requires).toContain('merchant')
    expect((await registerLamp(agent, card)).body.error).toMatchObject({ field: 'facts.merchant', message: '登记前还缺：商家名称' })
    const registered = await registerLamp(agent, { ...card, facts: { merchant: '某健身俱乐部' } })
    expect(registered.body.view.state.facts).toEqual({ merchant: '某健身俱乐部' })
    expect((await registerLamp(agent, { ...card, facts: { merchant: '某店', colour: '红' } })).body.error.field).toBe('facts.colour')
    // Households of a power cut are the people hit, which the common list has asked for already.
    expect((await registerLamp(agent, { ...cut, content: '昨天中午起整层没有电。', wants: '恢复供电' })).status).toBe(200)
    expect((await registerLamp(agent, { ...card, type: 'consult' })).status).toBe(200)
  })
})
