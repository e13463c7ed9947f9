import { expect, test } from 'vitest'
import { newSubmission } from './submission.ts'

test('a retry keeps its key; other words, or a next submission, get another', () => {
  let drawn = 0
  const submission = newSubmission(() => `key-${++drawn}`)
  expect(submission.keyFor({ a: 1 })).toBe('key-1')
  expect(submission.keyFor({ a: 1 })).toBe('key-1')
  expect(submission.keyFor({ a: 2 })).toBe('key-2')
  submission.settled()
  expect(submission.keyFor({ a: 2 })).toBe('key-3')
})

test('keys are long and differ', () => {
  const [one, two] = [newSubmission().keyFor(1), newSubmission().keyFor(1)]
  expect(one).toMatch(/^[0-9a-f]{32}$/)
  expect(two).not.toBe(one)
})
