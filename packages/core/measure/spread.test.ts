/** The names a row is found by say as much as its figures of the whole, over whatever days they lie. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY, instantOf, plus } from '../calendar.ts'
import { add, ALL, type Dimensions, inUnit, namesOf, spread } from './spread.ts'

const AT = instantOf('2024-11-04T09:00')
const figures = fc.dictionary(fc.constantFrom('orders', 'due', 'returns', 'merged'), fc.nat(3))
const ofUnits: Dimensions = [...ALL, ['unit', 'urban'], ['unit', undefined], ['category', 'urban.lighting']]

it('names a figure as often as the whole has it, on all days together', () => {
  fc.assert(
    fc.property(figures, figures, (first, later) => {
      const contribution = spread(AT, ofUnits, first)
      add(contribution, spread(plus(AT, 40 * DAY), ALL, later))
      const names = namesOf(contribution)
      for (const figure of ['orders', 'due', 'returns', 'merged'])
        expect(names.filter((name) => name === figure)).toHaveLength((first[figure] ?? 0) + (later[figure] ?? 0))
    }),
  )
})

it('names the unit in whose figures the row stands, and what only a share adds to not at all', () => {
  const contribution = spread(AT, ofUnits, { orders: 1 })
  add(contribution, spread(AT, [['assist', 'water']], { signed_late: 1 }))
  expect(namesOf(contribution)).toEqual(['orders', inUnit('urban')])
})

it('has no name for a row that counts nowhere', () => {
  expect(namesOf({})).toEqual([])
})
