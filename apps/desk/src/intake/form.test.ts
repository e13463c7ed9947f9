import type { Instant } from '@huying/core/kernel'
import { describe, expect, test } from 'vitest'
import { countWords, readCount } from './count.ts'
import { autoTitle, EMPTY_FORM, extraFacts, fieldOf, type Form, missingElsewhere, missingOf, registerBody } from './form.ts'
import { readSince, sinceStored } from './since.ts'

const form = (given: Partial<Form>): Form => ({ ...EMPTY_FORM, ...given })
const COMMON = ['content', 'place', 'since', 'affected', 'wants', 'contact', 'urgent']
const labels = (given: Partial<Form>, required: readonly string[], call = '13800000645') =>
  missingOf(form(given), call, required, { merchant: '商家名称' }).map(({ label }) => label)

describe('what is still missing', () => {
  test('every fact of the list is named, and the number on the line is a way to reach the person', () => {
    expect(labels({}, COMMON)).toEqual(['内容', '地点', '发生时间', '影响户数', '希望结果', '紧急程度', '诉求类型', '事项'])
    expect(labels({}, COMMON, '')).toContain('联系号码')
  })

  test('a consultation is asked for its words, type and matter alone', () => {
    expect(labels({ content: '路灯坏了找谁修' }, [])).toEqual(['诉求类型', '事项'])
  })

  test('a matter asks for facts of its own, in a field of their own; what has a field already is not asked twice', () => {
    expect(labels({ content: '不退卡费', type: 'complaint', category: 'c' }, ['merchant', 'households'])).toEqual(['商家名称', '影响户数'])
    expect(extraFacts(form({}), ['place', 'merchant', 'households', 'firm'])).toEqual(['merchant', 'firm'])
    expect(extraFacts(form({ kind: 'firm' }), ['firm'])).toEqual([])
    expect(labels({ content: '不退卡费', type: 'complaint', category: 'c', facts: { merchant: '某店' } }, ['merchant'])).toEqual([])
  })

  test('panes with type and matter of their own name the rest once the type is known', () => {
    const given = form({ content: '欠款不还' })
    const all = missingOf(given, '', COMMON, {})
    expect(missingElsewhere(given, all)).toEqual([])
    expect(missingElsewhere({ ...given, type: 'help' }, all).map(({ key }) => key)).toContain('region')
  })

  test('a refusal of the server leads to its field', () => {
    expect(fieldOf('facts.merchant')).toBe('facts.merchant')
    expect(fieldOf('place')).toBe('region')
    expect(fieldOf('requester.contactNumber')).toBe('contactNumber')
    expect(fieldOf('outcome.text')).toBeUndefined()
  })
})

test('what is sent: only what was said, a confidential number never shared', () => {
  const body = registerBody(
    form({ content: ' 路灯坏了 ', type: 'help', category: 'c', since: '', facts: { merchant: ' ' }, confidential: true, share: true }),
    { channel: 'phone', number: '13800000645', contact: 'x' },
    { how: 'forward' },
  )
  expect(body).toMatchObject({ content: '路灯坏了', title: '路灯坏了', shareNumber: false, contact: 'x' })
  expect([body.facts, body.place, body.since, body.alike]).toEqual([undefined, undefined, undefined, undefined])
})

test('a superior platform’s deadline is a moment in Beijing, wherever the browser stands', () => {
  const given = registerBody(form({ superiorDue: '2024-11-08T18:00' }), { channel: 'superior', number: '' }, { how: 'forward' })
  expect(given.superiorDue).toBe(Date.parse('2024-11-08T10:00Z'))
  expect(registerBody(form({}), { channel: 'phone', number: '' }, { how: 'forward' }).superiorDue).toBeUndefined()
})

test('the title is made of whole clauses', () => {
  expect(autoTitle('湘江边的路灯坏了，晚上看不见。请尽快修')).toBe('湘江边的路灯坏了')
  expect(autoTitle('停水，已经两天了')).toBe('停水，已经两天了')
})

test('numbers as people say them', () => {
  const said: Record<string, string> = {
    七八家: '7–8 家',
    约120户: '约 120 户',
    一百多户: '约 100 户',
    二十几户: '约 21–29 户',
    '30-50人': '30–50 人',
    两户: '2 户',
  }
  for (const [text, words] of Object.entries(said)) {
    const count = readCount(text)
    expect(count && countWords(count), text).toBe(words)
  }
  expect(readCount('很多')).toBeUndefined()
})

test('a day as people say it, stored with the day it means', () => {
  const friday = Date.UTC(2024, 10, 8, 4) as Instant
  expect(sinceStored('上周日', friday)).toBe('上周日（2024-11-03）')
  expect(sinceStored('昨天中午', friday)).toBe('昨天中午（2024-11-07）')
  expect(sinceStored('三天前', friday)).toBe('三天前（2024-11-05）')
  expect(sinceStored('12月30号', friday)).toBe('12月30号（2023-12-30）')
  expect(readSince('明天', friday)).toBeUndefined()
})
