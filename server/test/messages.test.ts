/** 短信 beside the story: what an import says, what a signature proves, and a pack whose messages have a hole. */
import { HOUR, instantOf, plus } from '@huying/core/calendar'
import { policyOf } from '@huying/core/policy/policy'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lint } from '../src/cli/city.ts'
import { messagesOf } from '../src/message/queue.ts'
import { isSigned, signed } from '../src/message/signature.ts'
import { readPack } from '../src/pack/folder.ts'

const now = instantOf('2024-11-04T09:00')

async function pack() {
  const read = await readPack(path.join(import.meta.dirname, '../../cities'), '_base')
  if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)))
  return structuredClone(read.pack)
}

test('given an answer of last year, when it is imported, then nobody gets a message about it; of today’s he does', async () => {
  const city = await pack()
  for (const one of city.messages ?? []) one.send = true
  const [state, event] = [
    { id: 'r', number: '1', type: 'help', marks: [], place: {}, requester: { kind: 'person' } },
    { type: 'replied', order: 'o', text: { id: 't' } },
  ]
  const told = (at: typeof now) => messagesOf({ noun: 'request', state, event, at }, policyOf(city), now)
  expect(told(now)).toMatchObject([{ occasion: 'answer', course: [{ at: now, stage: 'queued' }] }])
  expect(told(plus(now, -2 * HOUR))).toEqual([])
})

test('a signature proves these bytes, this secret and this moment', () => {
  const headers = signed('secret', '{"id":1}', now)
  expect(isSigned('secret', headers, '{"id":1}', now)).toBe(true)
  expect(isSigned('secret', headers, '{"id":2}', now)).toBe(false)
  expect(isSigned('other', headers, '{"id":1}', now)).toBe(false)
  expect(isSigned('secret', headers, '{"id":1}', plus(now, HOUR))).toBe(false)
  expect(isSigned('secret', { ...headers, 'x-huying-time': 'now' }, '{"id":1}', now)).toBe(false)
  expect(isSigned('secret', {}, '{"id":1}', now)).toBe(false)
})

test('a pack is told of messages that nobody could receive and of places that nothing fills', async () => {
  const city = await pack()
  expect(lint(city, policyOf(city)).filter((fault) => fault.includes('短信'))).toEqual([])
  const [first] = city.messages ?? []
  if (!first) throw new Error('no messages in the common pack')
  city.messages = [
    { ...first, label: '甲', posts: ['nobody'] },
    { ...first, label: '乙', posts: [] },
    { ...first, label: '丙', text: '{answer}' },
    { ...first, label: '丁', event: 'replied', text: '{due}' },
  ]
  expect(lint(city, policyOf(city)).filter((fault) => fault.includes('短信'))).toEqual([
    '短信“甲”的收信岗位 nobody 不存在',
    '短信“乙”没有写明发给谁：请写 posts 或 handler',
    '短信“丙”用了这种事由没有的填空：{answer}',
    '短信“丁”用了这种事由没有的填空：{due}',
  ])
})
