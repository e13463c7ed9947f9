/** 诉求: what each command does and what it refuses, in memory (given / when / then). */
import { beforeAll, describe, expect, it } from 'vitest'
import { levelledPolicy, of, words } from '../../../house/order.ts'
import { Run } from '../../../house/run.ts'
import { instantOf, MINUTE } from '../calendar.ts'
import type { Policy } from '../policy/policy.ts'
import type { RequestEvent } from './events.ts'
import { request as aggregate } from './index.ts'
import { requiredFacts } from './input.ts'
import type { ServiceRequest } from './state.ts'

const AGENT = of('centre', 'agent')
const LEADER = of('centre', 'supervisor_shift')
const ADMIN = of('centre', 'business_admin')
const CITIZEN = { user: 'citizen', post: 'citizen', unit: '', name: '诉求人' }
const number = { ...words('13800000001'), masked: '138****0001' }

const lamp = {
  channel: 'phone',
  requester: { kind: 'person', callNumber: number },
  type: 'help',
  category: 'urban.lighting',
  title: words('路灯不亮'),
  content: words('路灯从上周起就不亮了'),
  place: { region: '000001' },
  since: '上周',
  affected: { low: 60 },
  wants: words('修好路灯'),
  urgency: 'normal',
}

describe('a request', () => {
  let policy: Policy
  beforeAll(async () => {
    policy = await levelledPolicy()
  })

  const fresh = () => {
    const run = new Run<ServiceRequest, RequestEvent>(aggregate, policy, '2024-11-04T09:00')
    run.facts = { numbers: { request: '241104-0001', order: '241104-0009', queryKey: 'k' } }
    return run
  }
  const registered = (more: Record<string, unknown> = {}) => fresh().do('register', { ...lamp, ...more }, AGENT)
  const refused = (more: Record<string, unknown>) => fresh().give('register', { ...lamp, ...more }, AGENT)
  const linked = () => registered().do('forward', {}, AGENT).do('link', { order: 'id4', number: '9', why: 'opened' })
  const replied = () => linked().do('reply', { order: 'id4', round: 1, unit: 'urban', text: words('已修好'), solved: 'solved' })

  describe('registering', () => {
    it('counts from the moment somebody accepts it: by telephone at once, from the web after review', () => {
      const called = registered()
      expect(called.state).toMatchObject({ stage: 'registered', number: '241104-0001', acceptedAt: called.now, registeredBy: AGENT.user })
      expect(called.counts()).toMatchObject({ accepted: 1, undecided: 1 })
      const written = fresh().do('register', { ...lamp, channel: 'web' }, CITIZEN)
      expect([written.state.stage, written.counts()]).toEqual(['pending', {}])
      expect(written.give('forward', {}, AGENT)).toMatchObject({ code: 'stage', instead: 'request.accept' })
      written.wait(60 * MINUTE).do('accept', {}, LEADER)
      expect(written.state).toMatchObject({ stage: 'registered', acceptedAt: written.now, answerBy: { startedAt: written.now } })
      expect(written.counts()).toMatchObject({ accepted: 1 })
    })
    it('wants a type, a leaf and a channel of the pack', () => {
      expect(refused({ type: 'quarrel' })).toMatchObject({ code: 'unknown_code', field: 'type' })
      expect(refused({ category: 'urban' })).toMatchObject({ code: 'unknown_code', field: 'category' })
      expect(refused({ channel: 'pigeon' })).toMatchObject({ code: 'unknown_code', field: 'channel' })
      expect(refused({ marks: [{ kind: 'deputy' }] })).toMatchObject({ code: 'missing', field: 'marks' })
    })
    it('names every fact that is missing, in the order of the pack', () => {
      expect(refused({ place: {}, since: undefined })?.message).toBe('登记前还缺：地点、发生时间')
      expect(refused({ requester: { kind: 'person' } })).toMatchObject({ field: 'contact' })
      expect(
        fresh().give('register', { ...lamp, type: 'consult', place: undefined, since: undefined, wants: undefined }, AGENT),
      ).toBeUndefined()
    })
    it('asks how many others where the words speak of others', () => {
      const run = fresh()
      run.facts.mentions = ['alike']
      expect(run.give('register', lamp, AGENT)).toMatchObject({ field: 'alike' })
      expect(run.give('register', { ...lamp, alike: { low: 7, high: 8 } }, AGENT)).toBeUndefined()
    })
    it('what is refused or passed on needs what that needs, and no more: type, matter, words', () => {
      const { place, since, affected, wants, urgency, ...told } = lamp
      const bare = { ...told, type: 'complaint', requester: { kind: 'person' } }
      expect([place, since, affected, wants, urgency].every((fact) => fact !== undefined)).toBe(true)
      const suit = fresh().do('register', { ...bare, outcome: { how: 'refuse', reason: 'litigation', told: '人民法院' } }, AGENT)
      expect(suit.state).toMatchObject({ stage: 'refused', type: 'complaint', category: lamp.category })
      const call = fresh().do('register', { ...bare, outcome: { how: 'transfer', to: '120' } }, AGENT)
      expect(call.state.stage).toBe('transferred')
      expect(fresh().give('register', { ...bare, outcome: { how: 'forward' } }, AGENT)).toMatchObject({ code: 'missing' })
      expect(fresh().give('register', bare, AGENT)).toMatchObject({ code: 'missing' })
    })
    it('one that a superior platform sent carries its deadline: in its own clock, and to its order', () => {
      const superiorDue = instantOf('2024-11-05T18:00')
      const sent = registered({ channel: 'superior', superiorDue, outcome: { how: 'forward' } })
      expect(sent.state).toMatchObject({ superiorDue, answerBy: { due: superiorDue } })
      expect(sent.jobs.find((j) => j.command === 'open')?.input).toMatchObject({ request: { superiorDue } })
      expect(refused({ superiorDue })).toMatchObject({ code: 'invalid', field: 'superiorDue' })
      expect(refused({ channel: 'superior', superiorDue: instantOf('2024-11-04T08:59') })).toMatchObject({ field: 'superiorDue' })
    })
    it('nothing takes in what is still waiting for review', () => {
      const written = fresh().do('register', { ...lamp, channel: 'web' }, CITIZEN)
      expect(written.give('link', { order: 'o1', number: '9', why: 'joined' })).toMatchObject({ code: 'stage' })
    })
    it('does all of it or nothing: an outcome that cannot be leaves no request behind', () => {
      const run = fresh()
      expect(run.give('register', { ...lamp, outcome: { how: 'refuse', reason: 'whim', told: '法院' } }, AGENT)).toMatchObject({
        field: 'reason',
      })
      expect(run.journal).toEqual([])
    })
    it('a confidential person’s number is never shared, whatever was ticked', () => {
      expect(registered({ confidential: true, shareNumber: true }).state).toMatchObject({ confidential: true, shareNumber: false })
    })
    it('the same fact is asked for once: what the matter adds to the common list', () => {
      const wanted = requiredFacts('complaint', 'urban.lighting', policy)
      expect(new Set(wanted).size).toBe(wanted.length)
      expect(requiredFacts('consult', 'urban.lighting', policy)).toEqual([])
    })
  })

  describe('its ways out', () => {
    it('answered, refused, transferred, sent to a unit: each once, and counted in its own column', () => {
      const answer = { how: 'answer', text: words('可在手机上办') }
      expect(registered({ outcome: answer }).counts()).toMatchObject({ accepted: 1, answered: 1 })
      const no = registered({ outcome: { how: 'refuse', reason: 'litigation', told: '人民法院' } })
      expect([no.state.stage, no.counts()]).toEqual(['refused', { refused: 1 }])
      const on = registered({ outcome: { how: 'transfer', to: '120' } })
      expect([on.state.stage, on.counts()]).toEqual(['transferred', { transferred: 1 }])
      expect(linked().counts()).toMatchObject({ accepted: 1, sent: 1 })
      expect(registered({ outcome: answer }).give('forward', {}, AGENT)).toMatchObject({ code: 'stage' })
    })
    it('what is sent opens its order in the same transaction; a call gets its result', () => {
      const run = registered({ contact: 'c1', outcome: { how: 'forward' } })
      expect(run.jobs.map((j) => [j.noun, j.command, j.inline ?? false])).toEqual([
        ['contact', 'settle', false],
        ['order', 'open', true],
      ])
    })
    it('without a place nothing is sent; praise is', () => {
      const idea = registered({ type: 'suggest', place: undefined })
      expect(idea.give('forward', {}, AGENT)).toMatchObject({ code: 'missing', field: 'place', instead: 'request.append' })
      idea.do('append', { text: words('在市场北门'), fills: { place: { region: '000001' } } }, AGENT)
      expect(idea.give('forward', {}, AGENT)).toBeUndefined()
      expect(registered({ type: 'praise', place: undefined, outcome: { how: 'forward' } }).state.stage).toBe('linked')
    })
    it('nobody quotes an agreed answer that is not in force', () => {
      expect(registered().give('answer', { text: words('可以'), knowledge: ['old'] }, AGENT)).toMatchObject({ field: 'knowledge' })
    })
  })

  describe('the person again', () => {
    it('urges, adds, asks: the request is the same one; the call gets its result and the unit hears of it', () => {
      const run = linked()
      const before = run.counts().accepted
      run.do('urge', { contact: 'c2' }, AGENT).do('append', { text: words('又有人摔倒'), contact: 'c3' }, AGENT)
      run.do('ask_progress', { contact: 'c4' }, AGENT)
      expect(run.state).toMatchObject({ asks: 1, urges: [{ by: AGENT.name }], appended: [{ by: AGENT.name }] })
      expect(run.counts().accepted).toBe(before)
      expect(run.jobs.filter((j) => j.noun === 'contact').map((j) => j.input.disposition)).toEqual(['urged', 'appended', 'asked'])
      expect(run.jobs.filter((j) => j.command === 'hear').map((j) => j.id)).toEqual(['id4', 'id4'])
    })
    it('what a person adds himself stays his words; only the centre fills a field, and never over what is there', () => {
      const run = registered({ type: 'suggest', place: { region: '000001' } })
      run.do('append', { text: words('在北门'), fills: { place: { text: words('北门') }, since: '昨天' } }, CITIZEN)
      expect(run.state).toMatchObject({ place: { region: '000001' }, since: '上周' })
      run.do('append', { text: words('在北门'), fills: { place: { region: '999999', text: words('北门') } } }, AGENT)
      expect(run.state.place).toEqual({ region: '000001', text: words('北门') })
    })
    it('withdraws: the order is left, an open call-back is off, and nothing more is owed', () => {
      const run = replied().do('withdraw', { reason: words('修好了'), contact: 'c5' }, AGENT)
      expect(run.state).toMatchObject({ stage: 'withdrawn', links: [{ to: run.now }] })
      expect(run.jobs.slice(-3).map((j) => `${j.noun}.${j.command}`)).toEqual(['contact.settle', 'order.leave', 'visit.cancel'])
      for (const name of ['urge', 'withdraw'])
        expect(run.give(name, {}, AGENT)).toMatchObject({ code: 'stage', instead: 'request.register' })
    })
    it('a call-back is for whoever can be called; who left no number is told nothing and closed', () => {
      expect(replied().state.visit).toBeDefined()
      const silent = registered({ type: 'suggest', requester: { kind: 'person' }, outcome: { how: 'forward' } })
      silent.do('link', { order: 'o', number: '9', why: 'opened' })
      silent.do('reply', { order: 'o', round: 1, unit: 'urban', text: words('已列入计划'), solved: 'phased' })
      expect(silent.state).toMatchObject({ stage: 'closed' })
      expect(silent.state.visit).toBeUndefined()
    })
  })

  describe('putting right', () => {
    it('keeps the old value, the reason and the hand; what hangs on it follows', () => {
      const run = linked()
      run.do('correct', { changes: { type: 'report' }, why: words('听录音') }, ADMIN)
      expect(run.state).toMatchObject({ type: 'report', reportedAs: 'complaint' })
      expect(run.state.corrections.map((c) => [c.field, c.from, c.to, c.by])).toEqual([
        ['type', 'help', 'report', ADMIN.name],
        ['reportedAs', 'help', 'complaint', ADMIN.name],
      ])
      expect(run.give('correct', { changes: { type: 'report' }, why: words('再改') }, ADMIN)).toMatchObject({ code: 'unchanged' })
      expect(run.give('correct', { changes: { type: 'help' }, why: words('x') }, AGENT)).toMatchObject({ code: 'forbidden' })
    })
    it('an agent takes back only what he wrote himself, as a mistake and within the minutes; a shift leader any', () => {
      const own = registered()
      expect(own.give('void', { reason: 'test' }, AGENT)).toMatchObject({ code: 'forbidden', field: 'reason' })
      expect(own.give('void', { reason: 'mistake' }, of('centre', 'agent', 'colleague'))).toMatchObject({ code: 'not_yours' })
      const late = registered().wait((policy.pack.intake.recallEntryMinutes.value + 1) * MINUTE)
      expect(late.give('void', { reason: 'mistake' }, AGENT)).toMatchObject({ code: 'expired' })
      expect(late.give('void', { reason: 'test' }, LEADER)).toBeUndefined()
      expect(late.counts()).toEqual({})
    })
  })

  describe('what nobody can have', () => {
    it('approved as unreasonable it ends as explained, whatever the unit wrote, and is marked once', () => {
      const run = linked().do('exclude', { why: 'claim' }).do('exclude', { why: 'claim' })
      run.do('reply', { order: 'id4', round: 1, unit: 'urban', text: words('修好了'), solved: 'solved' })
      expect(run.state).toMatchObject({ reply: { solved: 'explained' }, marks: [{ kind: 'unreasonable' }] })
    })
    it('the urgent mark comes off by the shift leader’s reason only', () => {
      const run = registered({ urgency: 'urgent' })
      expect(run.give('unmark', { kind: 'urgent', why: words('好了') }, of('centre', 'dispatcher'))).toMatchObject({ code: 'forbidden' })
      expect(run.give('unmark', { kind: 'urgent' }, LEADER)).toMatchObject({ code: 'missing', field: 'why' })
      expect(run.do('unmark', { kind: 'urgent', why: words('好了') }, LEADER).state.marks).toEqual([])
    })
  })
})
