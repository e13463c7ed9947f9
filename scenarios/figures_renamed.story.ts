/** A month in which the catalogue, a unit and a region change: nothing is lost and nothing counted twice, and old reports keep old names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pack } from '@huying/core/policy/schema'
import type { Answer } from '../server/src/figures/query.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const [STREET, MERGED] = ['430304', '430302']

/** From the 15th: a matter regrouped under a new leaf, a unit renamed under a new code, a district merged into another. */
const changed = (pack: Pack): Pack => ({
  ...pack,
  categories: [
    ...pack.categories.map((c) => (c.code === 'urban.lighting' ? { ...c, succeededBy: 'utility.lamps' } : c)),
    { code: 'utility.lamps', name: '城市照明', parent: 'utility', assumed: true },
  ],
  units: [
    ...pack.units.map((u) => (u.code === 'urban' ? { ...u, name: '旧城管局', succeededBy: 'city-works' } : u)),
    {
      ...(pack.units.find((u) => u.code === 'urban') as Pack['units'][number]),
      code: 'city-works',
      name: '新设城市运行局',
      short: '城市运行局',
    },
  ],
  gazetteer: pack.gazetteer.map((p) => (p.code === STREET ? { ...p, succeededBy: MERGED } : p)),
  duties: [...pack.duties, { code: 'utility.lamps', category: 'utility.lamps', unit: 'city-works', assumed: true }],
})

describe('a month with changes in its middle', () => {
  let city: City
  let analyst: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    analyst = await city.as('analyst')
    for (let i = 0; i < 3; i++) await roadOf(city, 'urban').inHand()
    city.at('2024-11-15T09:00')
    await city.shell.packs.publish(city.centre, changed(city.pack), '业务管理员', city.now())
    city.wait(5000)
    for (let i = 0; i < 2; i++) {
      const { body } = done(
        await registerLamp(await city.as('agent'), { category: 'utility.lamps', place: { region: MERGED, text: '某路口' } }),
      )
      const order = body.view.state.links[0].order as string
      done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'city-works' } }))
    }
  }, 60_000)
  afterAll(() => city.close())

  const asked = async (measure: string, more: string, to = '2024-11-30') =>
    done(await analyst.get(`/api/measures/query?measures=${measure}&from=2024-11-01&to=${to}${more}`)).body as Answer
  const counts = ({ rows }: Answer) => Object.fromEntries(rows.map(({ label, values }) => [label, values[0]?.cell.numerator]))
  const name = (list: 'categories' | 'units' | 'gazetteer', code: string) => city.pack[list].find((one) => one.code === code)?.name ?? ''
  const behind = async (measure: string, more: string, key: string) =>
    done(await analyst.get(`/api/measures/rows?measure=${measure}&from=2024-11-01&to=2024-11-30${more}&key=${key}`)).body.rows
      .length as number

  test('a matter is counted under the code it was registered by, and by groups where its heir stands', async () => {
    const own = await asked('accepted', '&by=category')
    expect(counts(own)).toEqual({ [name('categories', 'urban.lighting')]: 3, 城市照明: 2 })
    const groups = await asked('accepted', '&by=category&level=0')
    expect(counts(groups)).toEqual({ [name('categories', 'utility')]: 5 })
    expect(await behind('accepted', '&by=category&level=0', 'utility')).toBe(5)
    // By the tree of before the change each half stands in its own group, and what that tree did not know stands by itself.
    const before = await asked('accepted', '&by=category&level=0', '2024-11-14')
    expect([before.version, counts(before)]).toEqual([1, { [name('categories', 'urban')]: 3 }])
    expect(own.total.values[0]?.cell.numerator).toBe(5)
  })

  test('a region merged in mid-month: old and new code apart, and together where the new one stands', async () => {
    expect(counts(await asked('accepted', '&by=region'))).toEqual({ [name('gazetteer', STREET)]: 3, [name('gazetteer', MERGED)]: 2 })
    const top = await asked('accepted', '&by=region&level=9')
    expect(counts(top)).toEqual({ [name('gazetteer', MERGED)]: 5 })
    expect(await behind('accepted', '&by=region&level=9', MERGED)).toBe(5)
  })

  test('a unit renamed: history keeps the old name, and reports after the change the new one', async () => {
    expect(counts(await asked('orders', '&by=unit', '2024-11-14'))).toEqual({ [name('units', 'urban')]: 3 })
    const month = await asked('orders', '&by=unit')
    expect([month.version, counts(month)]).toEqual([2, { 旧城管局: 3, 新设城市运行局: 2 }])
    expect(counts(await asked('orders', '&by=unit&level=0'))).toEqual({ 新设城市运行局: 5 })
    expect(await behind('orders', '&by=unit&level=0', 'city-works')).toBe(5)
    const present = await asked('orders', '&by=unit&names=now', '2024-11-14')
    expect(counts(present)).toEqual({ 旧城管局: 3 })
    const bulletin = done(await analyst.get('/api/bulletin/2024-11')).body
    expect(bulletin.blocked).toBe(false)
  })
})
