import { expect, test } from 'vitest'
import { fitted } from './shrink.ts'

test('a photo fits into 1600 by 1600 in proportion, and is never made larger', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 })
  expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 })
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
  expect(fitted(9000, 2)).toEqual({ width: 1600, height: 1 })
})
