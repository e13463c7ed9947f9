import { expect, test } from 'vitest'
import { fieldOf, toBody } from './body.ts'
import { check } from './check.ts'
import { emptyDraft, titleOf } from './draft.ts'

const draft = {
  ...emptyDraft,
  content: ' 小区路灯不亮。晚上看不见台阶。 ',
  type: 'help',
  category: 'light',
  county: '000001',
  phone: '138 0000 0645',
  share: 'yes' as const,
}

test('an empty draft lacks what the centre cannot do without, and nothing is called wrong', () => {
  const faults = check(emptyDraft)
  expect(faults.map((f) => f.field)).toEqual(['content', 'type', 'category', 'place', 'phone', 'share'])
  expect(faults.every((f) => f.missing)).toBe(true)
  expect(check(draft)).toEqual([])
})

test('wrong entries are told apart from missing ones', () => {
  const wrong = {
    ...draft,
    phone: '1380000',
    kind: 'firm' as const,
    company: '某店',
    creditCode: '123',
    count: '很多',
    content: '长'.repeat(4001),
  }
  expect(check(wrong).map((f) => [f.field, f.missing])).toEqual([
    ['content', false],
    ['count', false],
    ['creditCode', false],
    ['phone', false],
  ])
})

test('the proposed title is sent until the person writes another one', () => {
  expect(titleOf(draft)).toBe('小区路灯不亮')
  expect(titleOf({ ...draft, title: '路灯坏了' })).toBe('路灯坏了')
})

test('what is sent: empty answers left out, the number never shared of those who want to be confidential', () => {
  const sent = JSON.parse(JSON.stringify(toBody({ ...draft, count: '３０', about: true }))) as unknown
  expect(sent).toEqual({
    requester: { kind: 'person', contactNumber: '13800000645' },
    confidential: false,
    shareNumber: true,
    type: 'help',
    category: 'light',
    title: '小区路灯不亮',
    content: '小区路灯不亮。晚上看不见台阶。',
    place: { region: '000001' },
    affected: { low: 30, about: true, what: '户' },
  })
  expect(toBody({ ...draft, confidential: 'yes' }).shareNumber).toBe(false)
})

test("the server's errors find their question", () => {
  expect(['requester.creditCode', 'place.text', 'category', 'contact', 'headers', undefined].map(fieldOf)).toEqual([
    'creditCode',
    'place',
    'category',
    'phone',
    undefined,
    undefined,
  ])
})
