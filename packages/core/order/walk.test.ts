/**
 * A guided random walk: a small world of orders in which everybody does, again and again, something that no bar stands against. After
 * every step everything that must always hold is looked at. What was refused has left nothing; states are frozen.
 */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { levelledPolicy } from '../../../house/order.ts'
import { type Draw, type Kept, World } from '../../../house/walk.ts'
import { instantOf } from '../calendar.ts'
import type { Clock } from '../deadline/clock.ts'
import { orderContribution } from '../measure/contribution.ts'
import type { Policy } from '../policy/policy.ts'
import { evolve } from './evolve.ts'
import { type Assignment, assignmentOf, closeClock, currentRound, grantedReturns, live, openMembers, type Order } from './state.ts'
import { orderTimers } from './timers.ts'

const WALKS = 220
const STEPS = 50

let policy: Policy
beforeAll(async () => {
  policy = await levelledPolicy()
})

const runs = (clock: Clock | undefined): clock is Clock => clock !== undefined && clock.stoppedAt === undefined
const handling = (a: Assignment) => [a.clocks.close, a.clocks.redo, a.clocks.internal].filter(runs)
const ENDS: readonly Order['stage'][] = ['closed', 'archived', 'void']

/** What is wrong with the order, in words; nothing when all is well. */
function* faults(o: Order, world: World): Generator<string> {
  for (const a of o.assignments) {
    if (handling(a).length > 1) yield `two handling clocks run on ${a.no}`
    if (!live(a) && Object.values(a.clocks).some(runs)) yield `a clock of the ended ${a.no} (${a.stage}) runs on`
    if (live(a) && a.round !== currentRound(o)) yield `${a.no} of an earlier round is alive`
    if (a.returns.length > policy.pack.returns.perUnit.value) yield `${a.no} returned too often`
    if (a.extensions.filter((e) => e.ruled?.granted).length > policy.pack.extensions.max.value) yield `${a.no} extended too often`
    yield* levelFaults(o, a, world)
  }
  if (ENDS.includes(o.stage)) {
    if (o.assignments.some(live)) yield `alive in a ${o.stage} order`
    if (runs(o.dispatchClock)) yield `the ${o.stage} order's dispatch clock runs on`
    if (orderTimers(o, policy).length) yield `a ${o.stage} order wants timers`
  } else yield* ownerFaults(o)
  const told = o.alarms.map((x) => `${x.assignment} ${x.clock} ${x.level} ${x.due}`)
  if (new Set(told).size !== told.length) yield 'an alarm was raised twice for one due time'
  if (grantedReturns(o, {}) > policy.pack.returns.granted.value) yield 'more returns granted than the pack allows'
}

function* levelFaults(o: Order, a: Assignment, { now }: World): Generator<string> {
  const parent = assignmentOf(o, a.parent)
  if (!live(a)) return
  if (parent && !live(parent)) yield `${a.no} lives below the ended ${parent.no}`
  if (parent && parent.stage !== 'subbed') yield `${parent.no} is ${parent.stage} above the running ${a.no}`
  const [own] = handling(a)
  const above = parent && closeClock(parent)
  const began = own?.segments.at(-1)?.at ?? now
  if (own && runs(above) && above.due > now && above.due >= began && own.due > above.due) yield `${a.no} is due after its level above`
  // What had passed when it came, when it was sent on, or when its time was last changed, binds it no more.
  const since = Math.max(a.sentAt, own?.segments.at(-1)?.at ?? now)
  const superior = openMembers(o).filter((m) => m.superiorDue !== undefined && m.superiorDue >= Math.max(since, m.from))
  if (own && !parent && superior.some((m) => own.due > (m.superiorDue ?? own.due)))
    yield `${a.no} is due after the superior platform's deadline`
}

/** Until it is closed an order is somebody's, and something runs. */
function* ownerFaults(o: Order): Generator<string> {
  if (o.stage === 'pooled' && !runs(o.dispatchClock)) yield 'in the pool without a clock'
  if (o.stage !== 'dispatched' && o.stage !== 'working') return
  if (!o.assignments.some((a) => live(a) && a.role === 'lead')) yield `${o.stage} without a lead`
  if (!o.assignments.some((a) => live(a) && handling(a).length)) yield `${o.stage} and no handling clock runs`
}

/** Counts that stand in the row equal what the journal says. */
function* countFaults({ state: o, journal, deltas }: Kept): Generator<string> {
  const folded = journal.reduce<Order | undefined>((s, { event, at }) => evolve(s, event, at), undefined)
  if (JSON.stringify(folded) !== JSON.stringify(o)) yield 'row ≠ fold'
  const count = (type: string, granted?: boolean) =>
    journal.filter(({ event }) => event.type === type && (granted === undefined || ('granted' in event && event.granted === granted)))
      .length
  const all = <T>(list: (a: Assignment) => T[]) => o.assignments.flatMap(list)
  if (all((a) => a.returns).length !== count('return_requested')) yield 'returns ≠ events'
  if (all((a) => a.returns.filter((r) => r.ruled?.granted)).length !== count('return_ruled', true)) yield 'granted returns ≠ events'
  if (all((a) => a.extensions.filter((e) => e.ruled?.granted)).length !== count('extension_ruled', true)) yield 'extensions ≠ events'
  if (all((a) => a.contacts).length !== count('contacted')) yield 'contacts ≠ events'
  if (o.rounds.length !== 1 + count('round_opened')) yield 'rounds ≠ events'
  const recount = JSON.stringify(sorted(orderContribution(o)))
  if (JSON.stringify(sorted(deltas)) !== recount) yield 'sum of deltas ≠ recount'
}

const sorted = (figures: Record<string, number>) =>
  Object.entries(figures)
    .filter(([, n]) => n !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** Everybody who still waits stands behind exactly one order that has not ended as void. */
function* memberFaults(world: World): Generator<string> {
  for (const request of world.asked) {
    const behind = [...world.orders.values()].filter(({ state: o }) => o.stage !== 'void' && openMembers(o).some((m) => m.id === request))
    if (behind.length !== 1) yield `${request} stands behind ${behind.length} orders`
  }
}

/** What happened, for the reader of a failure. */
const told = (world: World) =>
  [...world.orders].map(([id, { state, journal }]) => `${id} ${state.stage}: ${journal.map((j) => j.event.type).join(' ')}`).join('\n')

const draw: fc.Arbitrary<Draw> = fc.record({
  wait: fc.nat(6),
  move: fc.nat(9999),
  a: fc.nat(999),
  b: fc.nat(999),
})

test(`${WALKS} walks of ${STEPS} steps: everything that must always hold does`, () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.array(draw, { minLength: 1, maxLength: STEPS, size: 'max' }), (draws) => {
      const checked = new WeakSet<Order>()
      const world = new World(policy, instantOf('2024-09-26T15:00'))
      for (const d of draws) {
        world.step(d)
        const touched = [...world.orders.values()].filter(({ state }) => !checked.has(state))
        const wrong = [...memberFaults(world), ...touched.flatMap(({ state }) => [...faults(state, world)])]
        for (const { state } of touched) checked.add(state)
        if (wrong.length) throw new Error(`${wrong.join('; ')}\n${told(world)}`)
      }
      for (const kept of world.orders.values()) {
        const wrong = [...countFaults(kept)]
        if (wrong.length) throw new Error(`${wrong.join('; ')}\n${told(world)}`)
        for (const { event } of kept.journal) seen.add(event.type)
      }
    }),
    { numRuns: WALKS },
  )
  const expected = [
    'moved',
    'recalled',
    'subbed',
    'merged',
    'split',
    'round_opened',
    'waived',
    'sent_back',
    'continued',
    'bounded',
    'archived',
  ]
  expect(expected.filter((type) => !seen.has(type))).toEqual([])
}, 60_000)
