/** 通报: closed, checked, finalised, approved, issued, corrected; and nothing that happens later changes what was printed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { MONTH, type Office, officeOf, TEXTS, worked } from './bulletins.ts'
import { done, type Matter, roadOf } from './road.ts'

const DUE = (pack: City['pack']): City['pack'] => ({ ...pack, onTimeAmong: { value: 'due', assumed: true } })

describe('a month that is closed', () => {
  let city: City
  let office: Office
  let matters: Matter[]
  let id: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', DUE)
    office = officeOf(city)
    matters = await worked(city, 5, [2])
    city.at('2024-12-01T09:00')
    id = await office.close()
  }, 60_000)
  afterAll(() => city.close())

  test('its figures are those of the month as it stood, and each opens the rows that make it', async () => {
    const live = await roadOf(city).bulletin(MONTH)
    const frozen = await office.figures(id)
    for (const name of ['requests', 'types', 'units', 'onTime', 'satisfied', 'closed', 'contacted', 'orders'])
      expect([name, frozen[name]]).toEqual([name, live[name]])
    expect(frozen.onTime).toMatchObject({ numerator: 4, denominator: 5, percent: '80.00%' })
    const late = await office.rows(id, 'rate=onTime&part=rest')
    expect(late.map((row) => row.order)).toEqual([matters[2]?.order])
  })
})
