/** 挂起: what an agent has written down and not sent is kept for him on the server, found again after a reload, and read by nobody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

const leak = { title: '地下车库顶板漏水', content: '车库二层一直往下滴水，车漆都泡坏了。', callNumber: '13800000311' }
const noise = { title: '楼下棋牌室半夜还在打牌', content: '凌晨一点还能听到洗牌声，孩子睡不着。', callNumber: '13800000312' }

describe('parked drafts', () => {
  let city: City
  let agent: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-19T10:00')
    agent = await city.as('agent')
  })
  afterAll(() => city.close())

  const park = (label: string, body: Record<string, unknown>, id?: string) => agent.post('/api/drafts', { id, label, body, parked: true })
  const drafts = async (who = agent) =>
    (await who.get('/api/drafts')).body as { id: string; label: string; body: Record<string, unknown> }[]
  const call = async (number: string) => (await agent.post('/api/contacts', { channel: 'phone', number })).body.id as string

  test('two parked, a third call taken and finished, a reload: both are resumed as they were left, and sent', async () => {
    const contacts = [await call(leak.callNumber), await call(noise.callNumber)]
    const first = await park('地下车库', { ...leak, contact: contacts[0] })
    expect(first.status).toBe(200)
    city.wait(2000)
    // The page saves every two seconds under the same id: still one draft.
    expect((await park('地下车库', { ...leak, contact: contacts[0], wants: '修好顶板' }, first.body.id)).body.id).toBe(first.body.id)
    await park('棋牌室', { ...noise, contact: contacts[1] })

    const third = await call('13800000313')
    expect((await registerLamp(agent, { contact: third, outcome: { how: 'answer', text: '已答复。' } })).status).toBe(200)
    expect((await agent.post(`/api/contacts/${third}/finish`)).status).toBe(200)

    const kept = await drafts()
    expect(kept.map((d) => d.label)).toEqual(['地下车库', '棋牌室'])
    expect(kept[0]?.body).toEqual({ ...leak, contact: contacts[0], wants: '修好顶板' })
    for (const { id, body } of kept) {
      const { callNumber, ...words } = body
      const sent = await registerLamp(agent, { ...words, requester: { kind: 'person', callNumber } })
      expect(sent.status, JSON.stringify(sent.body)).toBe(200)
      expect((await agent.post(`/api/contacts/${body.contact as string}/finish`)).body.view.state).toMatchObject({
        stage: 'done',
        requests: [sent.body.id],
      })
      expect((await agent.delete(`/api/drafts/${id}`)).status).toBe(200)
    }
    expect(await drafts()).toEqual([])
  })

  test('at most as many as the pack allows; another agent neither sees nor changes them; the database cannot read them', async () => {
    const most = city.pack.intake.parked.value
    for (let i = 1; i <= most; i++) expect((await park(`草稿 ${i}`, noise)).status).toBe(200)
    const full = await park('再来一件', noise)
    expect(full.status).toBe(409)
    expect(full.body.error).toMatchObject({ code: 'limit', message: `最多挂起 ${most} 件，请先恢复并提交其中一件` })
    const [mine] = await drafts()
    const other = await city.as('agent', undefined, '另一位话务员')
    expect(await drafts(other)).toEqual([])
    expect((await other.post('/api/drafts', { id: mine?.id, label: '占用', body: {}, parked: true })).status).not.toBe(200)
    expect((await drafts())[0]).toEqual(mine)
    const { rows } = await city.pool.query<{ row: string }>(`select encode(sealed, 'escape') || label as row from draft`)
    expect(rows.some(({ row }) => row.includes(noise.callNumber) || row.includes(noise.title))).toBe(false)
  })
})
