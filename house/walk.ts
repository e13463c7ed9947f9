/**
 * A small world of orders for guided random walks: whoever may do something does it, with input made up from the draw; what follows
 * for other orders happens at once, timers fire when they are due. The people and their requests are only as real as the orders need.
 */
import { plus } from '../packages/core/calendar.ts'
import {
  type Actor,
  type Command,
  type Context,
  type Contribution,
  type Facts,
  type Instant,
  type Job,
  type Side,
  SYSTEM,
} from '../packages/core/kernel.ts'
import { add, difference } from '../packages/core/measure/spread.ts'
import type { OrderEvent } from '../packages/core/order/events.ts'
import { order as aggregate } from '../packages/core/order/index.ts'
import { partiesOf } from '../packages/core/order/parties.ts'
import { assignmentOf, inRound, openMembers, type Order } from '../packages/core/order/state.ts'
import type { Policy } from '../packages/core/policy/policy.ts'
import { matter, member, of, words } from './order.ts'

/** What one step is made from: how long everybody waited, which of the open moves, and what is filled in. */
export interface Draw {
  wait: number
  move: number
  a: number
  b: number
}
export interface Move {
  order: string
  command: Command<Order, OrderEvent>
  assignment?: number
  actor: Actor
}
/** An order with all that was written about it; replaced as a whole, so that what was refused leaves nothing. */
export interface Kept {
  state: Order
  journal: readonly { event: OrderEvent; at: Instant }[]
  deltas: Contribution
  /** What the row adds to the figures now. */
  figures: Contribution
}

/** What brings an order on is drawn more often; what would end most walks before they began, and mere talk, less. */
const ONWARD = new Set(['dispatch', 'sign', 'contact_citizen', 'reply', 'approve', 'review', 'settle', 'archive', 'rule_return'])
const RARE = new Set(['void', 'merge', 'leave', 'claim', 'mark', 'unmark', 'correct', 'report_progress', 'hand_on', 'recall', 'reopen'])
const OFTEN = new Set(['request_return', 'request_extension', 'redo'])
const weight = (command: string, b: number) => (ONWARD.has(command) ? 6 : OFTEN.has(command) ? 3 : RARE.has(command) && b % 13 > 0 ? 0 : 1)
/** What the system does by itself when its time comes. */
const BY_JOB = new Set(['open', 'join', 'alarm', 'mirror', 'mirror_mark', 'hear', 'recalculate'])
const HOUR = 3_600_000
const TARGETS = ['district', 'urban', 'market', 'police', 'land']

export class World {
  now: Instant
  orders = new Map<string, Kept>()
  /** Requests that somebody still waits for. */
  readonly asked = new Set<string>()
  refusals = 0
  private drawn = 0
  private readonly users: Facts['users']

  constructor(
    readonly policy: Policy,
    start: Instant,
  ) {
    this.now = start
    this.users = { colleague: { name: '同事', units: policy.pack.units.map((u) => u.code), posts: ['visitor'], outsourced: false } }
    for (const n of [1, 2]) this.register(`o${n}`, `r${n}`, n)
  }

  step(draw: Draw) {
    this.now = plus(this.now, [0, 0, 0.2, 1, 3, 12, 60][draw.wait % 7]! * HOUR)
    this.fireTimers()
    if (draw.b % 23 === 0) this.askMore(draw)
    const order = [...this.orders.keys()][draw.a % this.orders.size] ?? ''
    const moves = this.moves(order)
      .filter((m) => this.makesSense(m))
      .flatMap((m) => Array.from({ length: weight(m.command.name, draw.b) }, () => m))
    const move = moves[draw.move % Math.max(1, moves.length)]
    if (move) this.make(move, draw)
  }

  /** Everything that no bar stands against now, for somebody on the right side. */
  moves(order: string): Move[] {
    const facts = this.facts()
    const state = this.orders.get(order)?.state
    if (!state) return []
    return DRAWN.flatMap((command) =>
      (command.onAssignment ? inRound(state).map((a) => a.no) : [undefined]).flatMap((assignment) =>
        command.by.flatMap((side) => {
          const actor = this.actorOn(side, state, assignment)
          return actor && !command.bars(state, this.context(actor, facts), assignment) ? [{ order, command, assignment, actor }] : []
        }),
      ),
    )
  }

  /** Nobody is called again who was reached; nothing is settled that was not answered. */
  private makesSense({ order, command, assignment }: Move): boolean {
    const state = this.orders.get(order)?.state
    if (command.name === 'settle') return state?.stage === 'visiting'
    return command.name !== 'contact_citizen' || !state || !assignmentOf(state, assignment)?.contacts.some((c) => c.result === 'connected')
  }

  private actorOn(side: Side, state: Order, no: number | undefined): Actor | undefined {
    const { unit, parent } = partiesOf(state, no, this.policy)
    if (side === 'centre') return of('centre')
    if (side === 'unit') return unit ? of(unit, 'liaison', `${unit}${this.drawn++ % 2}`) : undefined
    if (side === 'parent') return parent ? of(parent) : undefined
    return side === 'system' ? SYSTEM : undefined
  }

  private make({ order, command, assignment, actor }: Move, draw: Draw) {
    const state = this.orders.get(order)?.state
    const input = state && this.inputFor(command.name, state, assignment, draw)
    if (!input || !this.carryOut(order, command, { assignment, ...input }, actor)) this.refusals += 1
  }

  /** Decides and folds, with the follow-ups for other orders in the same breath; all of it or nothing. */
  private carryOut(id: string, command: Command<Order, OrderEvent>, input: Record<string, unknown>, actor: Actor): boolean {
    const before = this.orders
    this.orders = new Map(before)
    if (this.decide(id, command, input, actor)) return true
    this.orders = before
    return false
  }

  private decide(id: string, command: Command<Order, OrderEvent>, input: Record<string, unknown>, actor: Actor): boolean {
    const state = this.orders.get(id)?.state
    const ctx = this.context(actor, this.facts(), id)
    const given = command.onAssignment ? input : without(input, 'assignment')
    if (state && command.bars(state, ctx, input.assignment as number | undefined)) return false
    const decision = command.decide(state as Order, given, ctx)
    return decision.ok && decision.events.every((event) => this.record(id, event))
  }

  private record(id: string, event: OrderEvent): boolean {
    const kept = this.orders.get(id)
    const state = frozen(aggregate.evolve(kept?.state, event, this.now))
    const [deltas, figures] = [{ ...kept?.deltas }, aggregate.contribution(state)]
    add(deltas, difference(kept?.figures ?? {}, figures))
    this.orders.set(id, { state, journal: [...(kept?.journal ?? []), { event, at: this.now }], deltas, figures })
    return aggregate.jobs(state, event).every((job) => this.follow(job))
  }

  private follow(job: Job): boolean {
    if (job.noun === 'order') return this.decide(job.id, named(job.command), job.input, SYSTEM)
    if (job.command === 'split_off') return this.register(String(job.input.order), job.id, 0)
    if (job.command === 'void') this.asked.delete(job.id)
    return true
  }

  private register(order: string, request: string, n: number): boolean {
    this.asked.add(request)
    const urgent = n === 2 ? [{ kind: 'urgent', by: 'x', at: this.now }] : []
    const input = { number: order, request: member(request, this.now), matter: matter({ marks: urgent }) }
    return this.decide(order, named('open'), input, SYSTEM)
  }

  /** Somebody else asks for the same, now and then through a superior platform with a deadline of its own. */
  private askMore({ a }: Draw) {
    const target = [...this.orders.keys()][a % this.orders.size]
    const id = `r${this.asked.size + 10 + this.drawn++}`
    const superiorDue = a % 3 === 0 ? plus(this.now, (a % 200) * HOUR) : undefined
    if (target && this.carryOut(target, named('join'), { request: member(id, this.now, { superiorDue }) }, SYSTEM)) this.asked.add(id)
  }

  private fireTimers() {
    for (const [id, { state }] of this.orders)
      for (const t of aggregate.timers(state, this.policy)) if (t.at <= this.now) this.carryOut(id, named(t.command), t.input, SYSTEM)
  }

  /** `opening` is the id that a command which creates is to give its order. */
  private context(actor: Actor, facts: Facts, opening?: string): Context {
    const ids = () => (opening && !this.orders.has(opening) ? opening : `o${this.orders.size + 1}.${this.drawn++}`)
    return { policy: this.policy, version: 1, actor, now: this.now, facts, ids }
  }

  private facts(): Facts {
    return {
      users: this.users,
      orders: Object.fromEntries([...this.orders].map(([id, { state }]) => [id, { stage: state.stage, number: state.number }])),
    }
  }

  /** Input that a person might fill in; sometimes wrong. */
  private inputFor(command: string, state: Order, no: number | undefined, { a, b }: Draw): Record<string, unknown> | undefined {
    const share = assignmentOf(state, no)
    const above = assignmentOf(state, share?.parent)?.unit
    const candidates = above ? this.below(above) : TARGETS
    const unit = candidates[a % candidates.length]
    const limit = b % 5 === 0 ? { limit: { amount: (a % 20) + 1, unit: 'workday' } } : {}
    const note = words(`意见${b}`)
    const request = openMembers(state)[a % Math.max(1, openMembers(state).length)]?.id
    const yes = b % 2 === 0
    const filled: Record<string, Record<string, unknown> | undefined> = {
      dispatch: { lead: { unit, ...limit }, assists: b % 3 === 0 ? [{ unit: candidates[(a + 1) % candidates.length] }] : [] },
      redispatch: { unit, why: note, wrong: yes, ...limit },
      sub_dispatch: share && { to: some(this.below(share.unit), a, b).map((code) => ({ unit: code, ...limit })) },
      request_return: { reason: 'duty', facts: note, basis: note, suggested: unit },
      rule_return: { granted: yes, note, ...(a % 2 ? { to: unit, ...limit } : {}) },
      request_ruling: { text: note },
      give_ruling: { unit: yes ? unit : share?.unit, basis: note },
      contact_citizen: { result: yes ? 'connected' : 'no_answer', purpose: 'first' },
      report_progress: { kind: yes ? 'feedback' : 'progress', text: note },
      request_extension: { reason: 'works', text: note, days: (a % 6) + 1, told: true },
      rule_extension: { granted: b % 3 > 0, note },
      pause: { reason: 'testing', text: note },
      rule_pause: { granted: b % 3 > 0, note },
      reply: { isTrue: true, solved: 'solved', internal: note, public: words(`答复${this.drawn++}`), plan: note },
      approve: { pass: b % 4 > 0, sealed: true, why: note },
      review: { pass: b % 3 > 0, reason: 'points', why: note },
      waive: { why: note },
      hand_on: { user: 'colleague' },
      merge: { into: [...this.orders.keys()][b % this.orders.size], why: note },
      split: { request, why: note },
      void: { reason: 'test' },
      leave: { request, why: 'withdrawn' },
      mark: { kind: 'urgent' },
      unmark: { kind: 'urgent', why: note },
      correct: { changes: { type: yes ? 'complaint' : 'help' }, why: note },
      claim_unreasonable: { basis: note },
      rule_unreasonable: { granted: yes, note },
      settle: { request, how: 'visited', good: yes },
      redo: { requests: request ? [request] : [], reason: 'result' },
      reopen: { why: note },
      archive: { cause: this.policy.pack.archive.causes[0]?.code },
    }
    if (command === 'leave' && request) this.asked.delete(request)
    return command in filled ? filled[command] : {}
  }

  private below = (upper: string) => this.policy.pack.units.filter((u) => this.policy.isBelow(u.code, upper)).map((u) => u.code)
}

const DRAWN = aggregate.commands.filter((c) => !BY_JOB.has(c.name))
const named = (name: string): Command<Order, OrderEvent> => {
  const found = aggregate.commands.find((c) => c.name === name)
  if (!found) throw new Error(`no command ${name}`)
  return found
}
const some = (codes: string[], a: number, b: number) =>
  codes.filter((_, i) => i === a % codes.length || (b % 3 === 0 && i === b % codes.length))
const without = (input: Record<string, unknown>, key: string) => Object.fromEntries(Object.entries(input).filter(([k]) => k !== key))

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
