/** 事项目录: one leaf for each request, counted upwards; the catalogue has versions and an old month can be counted by its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pack } from '@huying/core/policy/schema'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { moreLike } from './crowd.ts'
import { registerLamp } from './telling.ts'

const card = {
  type: 'complaint',
  category: 'market.consumer',
  title: '预付卡纠纷：美容店关门不退卡费',
  content: '去年在商场三楼办的预付卡，里面还有两千多元，上周去店里已经搬空，电话也打不通。',
  since: '上周',
  affected: { low: 40, about: true, what: '人' },
  wants: '退还卡内余额',
  facts: { merchant: '某美容店' },
}

/** The catalogue's next version: what was one matter is now counted together with prices, under a new leaf of another group. */
const regrouped = (pack: Pack): Pack => ({
  ...pack,
  categories: [
    ...pack.categories.map((c) => (c.code === 'market.consumer' ? { ...c, succeededBy: 'business.prepaid' } : c)),
    { code: 'business.prepaid', name: '预付消费', parent: 'business', assumed: true },
  ],
  duties: [...pack.duties, { code: 'business.prepaid', category: 'business.prepaid', unit: 'market', assumed: true }],
})

describe('catalogue of matters', () => {
  let city: City
  let agent: Person
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-11T09:00')
    agent = await city.as('agent')
    analyst = await city.as('analyst')
  })
  afterAll(() => city.close())

  const publish = (pack: Pack) => city.shell.packs.publish(city.centre, pack, '目录管理员', city.now())
  const topics = async (catalogue?: number) =>
    (await analyst.get(`/api/topics/2024-11${catalogue === undefined ? '' : `?catalogue=${catalogue}`}`)).body
  const count = (body: Awaited<ReturnType<typeof topics>>, code: string): number =>
    body.topics.find((t: { code: string }) => t.code === code)?.count ?? 0

  test('CLASS-02 a prepaid-card dispute is one more at its leaf and above it; after version 4 the old ones still count by version 3', async () => {
    expect([await publish(city.pack), await publish(city.pack)]).toEqual([2, 3])
    const read = await agent.post('/api/intake/read', { text: card.content })
    expect(read.body.categories[0]).toMatchObject({ code: 'market.consumer', name: '消费维权', words: ['预付卡'] })
    const group = await registerLamp(agent, { ...card, category: 'market' })
    expect(group.body.error).toMatchObject({ field: 'category', message: '请选择到最末一级事项' })

    const before = await topics()
    const registered = await registerLamp(agent, card)
    expect(registered.status, JSON.stringify(registered.body)).toBe(200)
    expect(registered.body.view.state).toMatchObject({
      version: 3,
      category: 'market.consumer',
      categoryPath: ['market.consumer', 'market'],
    })
    const after = await topics()
    expect(after.catalogue).toBe(3)
    expect(count(after, 'market.consumer') - count(before, 'market.consumer')).toBe(1)
    expect(count(after, 'market') - count(before, 'market')).toBe(1)
    expect(after.topics).toContainEqual(
      expect.objectContaining({ code: 'market.consumer', name: '消费维权', parent: 'market', leaf: true }),
    )

    expect(await publish(regrouped(city.pack))).toBe(4)
    city.wait(5000)
    const closed = await registerLamp(agent, card)
    expect(closed.body.error).toMatchObject({ field: 'category', message: '这个事项已并入“预付消费”，请改选' })
    expect((await registerLamp(agent, { ...card, category: 'business.prepaid', facts: undefined })).status).toBe(200)

    const [now, then] = [await topics(), await topics(3)]
    expect(now).toMatchObject({ catalogue: 4, accepted: 2, outside: 0 })
    expect([count(now, 'market.consumer'), count(now, 'market'), count(now, 'business.prepaid'), count(now, 'business')]).toEqual([
      0, 0, 2, 2,
    ])
    expect(then).toMatchObject({ catalogue: 3, accepted: 2, outside: 1 })
    expect([count(then, 'market.consumer'), count(then, 'market')]).toEqual([count(after, 'market.consumer'), count(after, 'market')])
    expect(then.registeredUnder).toEqual([
      { version: 3, count: 1 },
      { version: 4, count: 1 },
    ])
    expect(then.identities[0]).toMatchObject({ holds: true })
    expect((await analyst.get('/api/topics/2024-11?catalogue=5')).body.error.code).toBe('not_found')
  })

  test('the ten hottest matters with their share of everything accepted', async () => {
    city.at('2024-12-02T09:00')
    const consult = { type: 'consult', outcome: { how: 'answer', text: '已说明办理途径。' } }
    const hot = city.pack.categories.filter((c) => c.parent && c.code !== 'market.consumer').slice(0, 12)
    for (const [i, { code }] of hot.entries()) {
      const { body } = await registerLamp(agent, { ...consult, category: code })
      await moreLike(city, 'request', body.id, 12 - i)
    }
    const { body } = await analyst.get('/api/topics/2024-12')
    expect(body.accepted).toBe(90)
    expect(body.top.map((t: { code: string; count: number }) => [t.code, t.count])).toEqual(
      hot.slice(0, 10).map((c, i) => [c.code, 13 - i]),
    )
    expect(body.topShare).toMatchObject({ numerator: 85, denominator: 90, percent: '94.44%', label: '前 10 事项占比' })
  })
})
