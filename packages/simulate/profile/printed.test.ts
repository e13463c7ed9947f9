/** Which counts print as a percentage: all of them and no others. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countsOf, prints, wholesOf } from './printed.ts'

/** Two decimals, rounded half up, as a person would do it on paper. */
const onPaper = (n: number, of: number) => {
  const tenThousandths = (BigInt(n) * 100_000n) / BigInt(of)
  const rounded = (tenThousandths + 5n) / 10n
  return `${rounded / 100n}.${String(rounded % 100n).padStart(2, '0')}%`
}
const part = fc.tuple(fc.nat(4000), fc.integer({ min: 1, max: 4000 })).map(([a, b]) => [Math.min(a, b), Math.max(a, b, 1)] as const)

it('finds what was printed among the counts and among the wholes', () => {
  fc.assert(
    fc.property(part, ([n, of]) => {
      const text = onPaper(n, of)
      // 100.00 % and 0.00 % mean all and none; 3999 of 4000 prints as 99.98 %.
      const odd = (text === '100.00%' && n !== of) || (text === '0.00%' && n !== 0)
      expect(prints(n, of, text)).toBe(!odd)
      expect(countsOf(text, of).includes(n)).toBe(!odd)
      if (n > 0 && !odd) expect(wholesOf(text, n)).toContain(of)
    }),
  )
})

it('finds nothing else', () => {
  fc.assert(
    fc.property(part, ([n, of]) => {
      const text = onPaper(n, of)
      if (text === '100.00%' || text === '0.00%') return
      expect(countsOf(text, of).every((count) => onPaper(count, of) === text)).toBe(true)
      expect(wholesOf(text, n).every((whole) => onPaper(n, whole) === text)).toBe(true)
    }),
  )
})

it('rounds to as many decimals as are printed, and takes 100% for all of them', () => {
  expect(countsOf('33.3%', 3)).toEqual([1])
  expect(countsOf('33%', 3)).toEqual([1])
  expect(countsOf('100%', 1000)).toEqual([1000])
  expect(countsOf('0%', 1000)).toEqual([0])
  expect(countsOf('12.34%', 7)).toEqual([])
  expect(prints(0, 0, '100%')).toBe(false)
})
