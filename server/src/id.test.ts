/** Ids sort as they were made, whatever the clock does, and none is made twice. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isUuid } from './db.ts'
import { freshId, idsFrom } from './id.ts'

it('sorts as made, also within a millisecond and when the clock goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), fc.nat(2 ** 24 - 1), (clock, seed) => {
      let i = 0
      const next = idsFrom(
        () => clock[i++] ?? 0,
        () => seed,
      )
      const made = clock.map(() => next())
      expect(made).toEqual([...new Set(made)].sort())
      for (const id of made) expect(isUuid(id) && id[14] === '7' && '89ab'.includes(id[19] ?? '')).toBe(true)
    }),
  )
})

it('makes no id twice', () => {
  const made = Array.from({ length: 20_000 }, freshId)
  expect(new Set(made).size).toBe(made.length)
})
