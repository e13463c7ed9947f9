/**
 * A guided random walk: everybody does to a request, again and again, something that no bar stands against. After every step what must
 * always hold is looked at: it is in exactly one counted class, its figures are the sum of its deltas, its row is the fold of its events.
 */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { levelledPolicy, of, words } from '../../../house/order.ts'
import { Run } from '../../../house/run.ts'
import { type Actor, SYSTEM } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'
import type { RequestEvent } from './events.ts'
import { request as aggregate } from './index.ts'
import { isSettled, RESOLUTIONS, type ServiceRequest } from './state.ts'

let policy: Policy
beforeAll(async () => {
  policy = await levelledPolicy()
})

const number = { ...words('13800000001'), masked: '138****0001' }
const AGENT = of('centre', 'agent')
const LEADER = of('centre', 'supervisor_shift')
const CITIZEN: Actor = { user: 'citizen', post: 'citizen', unit: '', name: '诉求人' }
const oneOf = fc.constantFrom

/** What may happen to a request, by people and by its order; whether it can happen now is the command's to say. */
type Step = [name: string, input: Record<string, unknown>, actor: Actor]
const order = oneOf('o1', 'o2')
const round = oneOf(1, 2, 3)
const visited = fc.record({ visit: oneOf('v1', 'v2'), round, reached: fc.boolean(), close: fc.boolean() })
const replied = fc.record({ order, round, solved: oneOf(...RESOLUTIONS) })
const outcome = oneOf({ solved: 'solved', satisfied: 'satisfied', good: true }, { solved: 'unsolved' }, {})

const road: fc.Arbitrary<Step>[] = [
  fc.constant(['accept', {}, LEADER]),
  fc.constant(['forward', {}, AGENT]),
  order.map((o) => ['link', { order: o, number: o, why: 'merged' }, SYSTEM]),
  replied.map((r) => ['reply', { ...r, unit: 'urban', text: words(`答复${r.round}`) }, SYSTEM]),
  fc.tuple(visited, outcome).map(([v, o]) => ['settle', { ...v, outcome: o }, SYSTEM]),
  round.map((n) => ['reopen', { round: n }, SYSTEM]),
]
const beside: fc.Arbitrary<Step>[] = [
  oneOf(AGENT, CITIZEN).map((by) => ['urge', {}, by]),
  oneOf(AGENT, CITIZEN).map((by) => ['append', { text: words('补充'), fills: { place: { region: '000001' } } }, by]),
  fc.constant(['ask_progress', {}, CITIZEN]),
  fc.boolean().map((solved) => ['rate', { solved, satisfied: 'satisfied' }, CITIZEN]),
  oneOf('urgent', 'firm').map((kind) => ['mark', { kind }, AGENT]),
  oneOf('urgent', 'firm').map((kind) => ['unmark', { kind, why: words('不是') }, LEADER]),
  oneOf('help', 'report', 'consult').map((type) => [
    'correct',
    { changes: { type }, why: words('听录音') },
    of('centre', 'business_admin'),
  ]),
  order.map((o) => ['split_off', { from: o, order: 'o3' }, SYSTEM]),
  fc.constant(['exclude', { why: 'claim' }, SYSTEM]),
]
const ends: fc.Arbitrary<Step>[] = [
  fc.constant(['answer', { text: words('可以在手机上办') }, AGENT]),
  fc.constant(['refuse', { reason: 'litigation', told: '人民法院' }, AGENT]),
  fc.constant(['transfer', { to: '120' }, AGENT]),
  oneOf(AGENT, CITIZEN).map((by) => ['withdraw', {}, by]),
  fc.constant(['void', { reason: 'duplicate' }, LEADER]),
]
/** Mostly along the road: what ends a walk comes seldom. */
const step = fc.oneof(
  { weight: 12, arbitrary: fc.oneof(...road) },
  { weight: 5, arbitrary: fc.oneof(...beside) },
  { weight: 1, arbitrary: fc.oneof(...ends) },
)

const CLASSES = ['answered', 'sent', 'undecided'] as const

/** What is wrong with the request, in words; nothing when all is well. */
function* faults(run: Run<ServiceRequest, RequestEvent>): Generator<string> {
  const { state } = run
  const counts = run.counts()
  const classes = CLASSES.filter((c) => counts[c])
  const apart = ['refused', 'transferred'].filter((c) => counts[c])
  if (counts.accepted ? classes.length !== 1 || apart.length > 0 : classes.length > 0)
    yield `${state.stage} counts as ${[...classes, ...apart].join(', ')}`
  if (!counts.accepted && !apart.length && state.stage !== 'pending' && state.stage !== 'void') {
    // A letter that was withdrawn or given up before anybody took it on counts nowhere.
    if (state.acceptedAt !== undefined) yield `${state.stage} is counted nowhere`
  }
  if (counts.satisfied && !counts.rated) yield 'satisfied without an answer'
  if (counts.visited && !counts.visit_due) yield 'called back without a call-back'
  if (state.links.filter((l) => l.to === undefined).length > 1) yield 'behind two orders at once'
  if (['withdrawn', 'void'].includes(state.stage) && state.links.some((l) => l.to === undefined))
    yield `${state.stage} and still behind an order`
  if (isSettled(state) && state.closedAt === undefined) yield `${state.stage} without a time`
  if (isSettled(state) && !run.give('urge', {}, CITIZEN)) yield `${state.stage} and urged`
  if (JSON.stringify(run.replayed()) !== JSON.stringify(state)) yield 'row ≠ fold'
  const sums = Object.entries(run.figures).filter(([, n]) => n !== 0)
  if (JSON.stringify(sums.sort()) !== JSON.stringify(Object.entries(aggregate.contribution(state)).sort())) yield 'sum of deltas ≠ recount'
}

test('whatever happens to a request, it is counted once, kept whole and never lost', () => {
  const walk = fc.array(step, { maxLength: 40, size: 'max' })
  fc.assert(
    fc.property(walk, oneOf('phone', 'web'), oneOf('help', 'praise', 'consult'), fc.boolean(), (moves, channel, type, callable) => {
      const run = new Run<ServiceRequest, RequestEvent>(aggregate, policy, '2024-11-04T09:00')
      run.facts = { numbers: { request: '241104-0001', order: 'o1' } }
      const requester = { kind: 'person', ...(callable ? { callNumber: number } : {}) }
      const told = { channel, requester, type, category: 'urban.lighting', title: words('路灯'), content: words('路灯不亮') }
      run.do('register', { ...told, place: { region: '000001' } }, channel === 'web' || !callable || type === 'help' ? CITIZEN : AGENT)
      const { id, number: own, requester: who } = run.state
      for (const [name, input, actor] of moves) {
        const before = run.state
        const events = run.journal.length
        run.wait(3_600_000)
        if (run.give(name, input, actor) && (run.state !== before || run.journal.length !== events))
          throw new Error(`${name} refused and done`)
        expect([...faults(run)], `${name} ${before.stage} → ${run.state.stage}`).toEqual([])
        expect([run.state.id, run.state.number, run.state.requester, run.state.channel]).toEqual([id, own, who, channel])
      }
    }),
    { numRuns: 200 },
  )
})
