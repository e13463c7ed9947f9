import { expect, test } from 'vitest'
import { code39 } from './barcode.ts'

test('every character has five bars, three of its nine parts wide', () => {
  const coded = code39('241104-0203-1-7F3A2Z')
  expect(coded?.bars).toHaveLength(22 * 5)
  // Six narrow and three wide parts a character, one narrow gap between two.
  expect(coded?.width).toBe(22 * (6 + 3 * 2.5) + 21)
})

test('what a scanner cannot read has no bars', () => {
  expect(code39('工单')).toBeUndefined()
  expect(code39('a')).toBeUndefined()
})
