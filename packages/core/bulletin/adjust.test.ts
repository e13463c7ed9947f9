/** Frozen figures say exactly what the contribution said within the days, and a ruling changes only what it is about. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjusted, contributed, figuresUnder, frozen } from './adjust.ts'

const day = fc.constantFrom('2024-10-31', '2024-11-01', '2024-11-15', '2024-11-30', '2024-12-01')
const name = fc
  .tuple(
    day,
    fc.constantFrom('all|all', 'unit|urban', 'unit|water', 'type|help'),
    fc.constantFrom('accepted', 'due', 'due_in_time', 'finished_late', 'rated'),
  )
  .map(([d, key, figure]) => `${d}|${key}|${figure}`)
const contribution = fc.dictionary(name, fc.integer({ min: 1, max: 3 }))
const inMonth = (key: string) => key.slice(0, 7) === '2024-11'
describe('frozen figures', () => {
  it('are the contribution of the days, no more and no less', () => {
    fc.assert(
      fc.property(contribution, (given) => {
        const wanted = Object.fromEntries(Object.entries(given).filter(([key]) => inMonth(key)))
        expect(contributed(frozen(given, '2024-11-01', '2024-11-30'))).toEqual(wanted)
      }),
    )
  })

  it('do not depend on the order in which a contribution was written', () => {
    fc.assert(
      fc.property(contribution, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse())
        expect(frozen(turned, '2024-11-01', '2024-11-30')).toEqual(frozen(given, '2024-11-01', '2024-11-30'))
      }),
    )
  })
})

describe('a granted objection', () => {
  const late = frozen(
    {
      '2024-11-11|all|all|due': 1,
      '2024-11-11|unit|urban|due': 1,
      '2024-11-04|all|all|accepted': 1,
      '2024-11-04|all|all|finished_late': 1,
    },
    '2024-11-01',
    '2024-11-30',
  )
  const of = (effect: 'excluded' | 'in_time') => figuresUnder(adjusted(late, effect), 'all', 'all')

  it('by force majeure makes a late row one in time', () => expect(of('in_time')).toEqual({ due: 1, due_in_time: 1, accepted: 1 }))
  it('leaves an excluded row in every count, and names what rates take off', () =>
    expect(of('excluded')).toEqual({ due: 1, due_ruled_out: 1, accepted: 1, finished_late: 1, finished_late_ruled_out: 1 }))

  it('never changes a count, and never takes more off a rate than the row adds to it', () => {
    const effects = fc.constantFrom('excluded', 'in_time', 'signed_in_time') as fc.Arbitrary<'excluded' | 'in_time' | 'signed_in_time'>
    fc.assert(
      fc.property(contribution, effects, (given, effect) => {
        const before = frozen(given, '2024-11-01', '2024-11-30')
        const was = figuresUnder(before, 'all', 'all')
        // No row is in time on a day on which it is not due.
        fc.pre(before.every(({ figures }) => (figures.due_in_time ?? 0) <= (figures.due ?? 0)))
        const is = figuresUnder(adjusted(before, effect), 'all', 'all')
        expect(is.due_in_time ?? 0).toBeLessThanOrEqual(is.due ?? 0)
        expect(is.accepted).toBe(was.accepted)
        if (effect === 'excluded')
          for (const [name, amount] of Object.entries(was)) expect([is[name], is[`${name}_ruled_out`] ?? amount]).toEqual([amount, amount])
      }),
    )
  })
})
