import { expect, test } from 'vitest'
import { back, choose, isComplete, NOTHING, recordInput, stepOf, toggleReason } from './answers.ts'

const scale = [
  { code: 'good', label: '满意', satisfied: true },
  { code: 'bad', label: '不满意', satisfied: false },
]

test('three questions, each with its own answer', () => {
  let answers = choose(NOTHING, 'contacted', 'yes')
  expect(stepOf(answers, scale)).toBe('solved')
  answers = choose(answers, 'solved', 'partly')
  answers = choose(answers, 'satisfied', 'good')
  expect(isComplete(answers, scale)).toBe(true)
  expect(recordInput(answers)).toEqual({ contacted: true, solved: 'partly', satisfied: 'good' })
})

test('dissatisfaction wants a reason', () => {
  const answers = choose(choose(choose(NOTHING, 'contacted', 'no'), 'solved', 'unsolved'), 'satisfied', 'bad')
  expect(stepOf(answers, scale)).toBe('reasons')
  expect(isComplete(toggleReason(answers, 'slow'), scale)).toBe(true)
  expect(stepOf(back(toggleReason(answers, 'slow')), scale)).toBe('reasons')
})

test('no answer is neither satisfied nor dissatisfied, and nothing at all is no call-back', () => {
  const silent = choose(choose(choose(NOTHING, 'contacted', ''), 'solved', ''), 'satisfied', '')
  expect(isComplete(silent, scale)).toBe(false)
  const partly = choose(silent, 'solved', 'solved')
  expect(isComplete(partly, scale)).toBe(true)
  expect(recordInput(partly)).toEqual({ solved: 'solved' })
})
