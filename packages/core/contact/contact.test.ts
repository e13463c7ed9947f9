/** 来电: one result for every call, whatever was done in it; the month's close adds up. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { levelledPolicy, of } from '../../../house/order.ts'
import { Run } from '../../../house/run.ts'
import type { Policy } from '../policy/policy.ts'
import { closingOf } from './closing.ts'
import type { ContactEvent } from './events.ts'
import { contact as aggregate } from './index.ts'
import { BY_HAND, type ContactRecord, type Disposition, DISPOSITIONS, MAKES_REQUEST } from './state.ts'

const AGENT = of('centre', 'agent')
const ALL = Object.keys(DISPOSITIONS) as Disposition[]

let policy: Policy
beforeAll(async () => {
  policy = await levelledPolicy()
})
const call = (more: Record<string, unknown> = {}) =>
  new Run<ContactRecord, ContactEvent>(aggregate, policy, '2024-11-04T09:00').do('open', { channel: 'phone', ...more }, AGENT)
const settled = (disposition: Disposition, request?: string) => ({ disposition, request })

describe('a call', () => {
  it('rings, is answered by one agent, and counts as answered within 15 seconds or not', () => {
    const run = call({ ringing: true })
    expect([run.state.stage, run.counts()]).toEqual(['ringing', { contacts: 1, calls: 1 }])
    run.wait(15_000).do('answer', {}, AGENT)
    expect(run.state).toMatchObject({ stage: 'open', agent: { user: AGENT.user } })
    expect(run.counts()).toEqual({ contacts: 1, calls: 1, calls_answered: 1, calls_answered_15s: 1, wait_seconds: 15 })
    expect(run.give('answer', {}, of('centre', 'agent', 'colleague'))).toMatchObject({ code: 'stage' })
    const late = call({ ringing: true }).wait(15_001).do('answer', {}, AGENT)
    expect(late.counts().calls_answered_15s).toBeUndefined()
  })
  it('that nobody answered is missed and waits for no result', () => {
    const run = call({ ringing: true }).do('miss', {}, AGENT)
    expect(run.state).toMatchObject({ stage: 'missed', endedAt: run.now })
    expect(run.counts()).toEqual({ contacts: 1, calls: 1 })
    expect(run.give('finish', { disposition: 'silent' }, AGENT)).toMatchObject({ code: 'stage' })
  })
  it('does not end without a result, and ends once', () => {
    const run = call()
    expect(run.give('finish', {}, AGENT)).toMatchObject({ code: 'missing', field: 'disposition', instead: 'request.register' })
    run.do('finish', { disposition: 'misdialled' }, AGENT)
    expect(run.give('finish', { disposition: 'silent' }, AGENT)).toMatchObject({ code: 'stage' })
    expect(run.state).toMatchObject({ stage: 'done', disposition: 'misdialled' })
  })
  it('what was done in it outranks what is chosen by hand', () => {
    const run = call().do('settle', settled('registered', 'r1')).do('finish', { disposition: 'silent' }, AGENT)
    expect(run.state).toMatchObject({ disposition: 'registered', requests: ['r1'] })
  })
  it('a matter answered on the spot makes it answered; one sent to a unit beside it makes it registered again', () => {
    const run = call().do('settle', settled('registered', 'r1')).do('settle', settled('answered', 'r1'))
    expect(run.state).toMatchObject({ disposition: 'answered', requests: ['r1'] })
    run.do('settle', settled('registered', 'r2'))
    expect(run.state).toMatchObject({ disposition: 'registered', requests: ['r1', 'r2'] })
  })
  it('loses its result with its only request, and keeps it with another one', () => {
    const run = call().do('settle', settled('registered', 'r1')).do('settle', settled('registered', 'r2')).do('finish', {}, AGENT)
    run.do('unsettle', { request: 'r1' })
    expect(run.state).toMatchObject({ disposition: 'registered', requests: ['r2'] })
    run.do('unsettle', { request: 'r2' })
    expect([run.state.disposition, run.state.stage]).toEqual([undefined, 'done'])
    expect(run.do('finish', { disposition: 'test' }, AGENT).state.disposition).toBe('test')
  })
  it('knows only channels and merged lines of the pack', () => {
    const run = new Run<ContactRecord, ContactEvent>(aggregate, policy, '2024-11-04T09:00')
    expect(run.give('open', { channel: 'pigeon' }, AGENT)).toMatchObject({ field: 'channel' })
    expect(run.give('open', { channel: 'phone', line: 'l110' }, AGENT)).toMatchObject({ field: 'line' })
  })
})

test('in whatever order things happen in a call, its one result is the weightiest of them', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(ALL, { minLength: 1 }), (things) => {
      const run = call()
      for (const [i, disposition] of things.entries()) run.do('settle', settled(disposition, `r${i}`))
      const weightiest = ALL.find((d) => things.includes(d) && (d !== 'registered' || lastOf(things)))
      expect(run.state.disposition).toBe(weightiest)
      expect(run.replayed()).toEqual(run.state)
      expect(run.give('finish', {}, AGENT)).toBeUndefined()
    }),
  )
})
/** 当场答复 after 登记 in the same call takes its place: it is the same matter's way out. */
const lastOf = (things: Disposition[]) => !things.includes('answered') || things.lastIndexOf('registered') > things.lastIndexOf('answered')

test('made + unmade + uncoded = answered; reasons add up to unmade, lines to all calls', () => {
  const some = fc.record({
    disposition: fc.option(fc.constantFrom(...ALL), { nil: undefined }),
    line: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    answered: fc.boolean(),
    count: fc.nat(500),
  })
  const sum = (rows: { count: number }[]) => rows.reduce((n, r) => n + r.count, 0)
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (rows) => {
      const closing = closingOf(rows)
      expect(closing.made + closing.unmade + closing.uncoded).toBe(closing.answered)
      expect(closing.holds).toBe(closing.uncoded === 0)
      expect(sum(closing.reasons)).toBe(closing.unmade)
      expect(sum(closing.lines)).toBe(closing.calls)
      expect(closing.calls).toBe(sum(rows))
      expect(closing.answered + closing.missed).toBe(closing.calls)
      expect(closing.reasons.some((r) => MAKES_REQUEST.includes(r.code))).toBe(false)
    }),
  )
})

test('what an agent chooses by hand never makes a request', () => {
  expect(BY_HAND.filter((d) => MAKES_REQUEST.includes(d))).toEqual([])
})
