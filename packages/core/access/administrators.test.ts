/** 三员分立 as a rule of packs and of people. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Policy } from '../policy/policy.ts'
import type { Post } from '../policy/schema.ts'
import { administratorFaults, clashOf } from './administrators.ts'

const post = (code: string, belongs: Post['belongs'], more: Partial<Post> = {}): Post => ({
  ...{ code, label: code, belongs, commands: [], pages: [], scope: {} },
  ...more,
})
const SEPARATE = [
  post('sys', 'system', { commands: ['account.create', 'account.reset', 'message.resend'], pages: ['system'] }),
  post('sec', 'system', { commands: ['account.assign_post'], pages: ['system'] }),
  post('audit', 'system', { pages: ['audit'] }),
  post('agent', 'centre', { commands: ['request.register'], scope: { request: { all: [] } } }),
  post('unit_admin', 'unit', { commands: ['account.create', 'account.assign_post'] }),
]
const policy = { post: (code: string) => SEPARATE.find((one) => one.code === code) } as unknown as Policy

test('given three separate posts, when the pack is checked, then nothing stands against it', () => {
  expect(administratorFaults(SEPARATE)).toEqual([])
})

test.each([
  ['opens accounts and gives posts', post('x', 'system', { commands: ['account.create', 'account.assign_post'] })],
  ['runs the machine and reads cases', post('x', 'system', { scope: { order: { all: [] } } })],
  ['runs the machine and handles cases', post('x', 'system', { commands: ['order.review'] })],
  ['handles cases and gives posts', post('x', 'centre', { commands: ['account.assign_post'] })],
  ['handles cases and reads the record', post('x', 'centre', { pages: ['audit'] })],
  ['reads the record and opens accounts', post('x', 'system', { pages: ['audit'], commands: ['account.create'] })],
])('given a post that %s, when the pack is checked, then it says so', (_what, wrong) => {
  expect(administratorFaults([...SEPARATE, wrong]).join()).toContain('“x”')
})

test('given any order in which posts are offered to one person, then he never holds one of the machine beside another', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SEPARATE.map(({ code }) => code)), { maxLength: 8 }), (offered) => {
      const held: string[] = []
      for (const code of offered) if (!clashOf(policy, code, held)) held.push(code)
      const different = new Set(held)
      const machine = [...different].filter((code) => policy.post(code)?.belongs === 'system')
      return machine.length === 0 || different.size === 1
    }),
  )
})
