/**
 * A city in memory: the same commands, bars, events, follow-ups and timers as the server, with a clock that jumps from one thing to
 * the next. What comes out are rows, a journal and wanted timers, which the server writes as they are.
 */
import { barOf } from '@huying/core/access/permit'
import {
  type Actor,
  type Context,
  type Event,
  type FactKind,
  type Facts,
  type Instant,
  type Noun,
  type Refusal,
  SYSTEM,
} from '@huying/core/kernel'
import { AGGREGATES, commandOf } from '@huying/core/nouns'
import { partiesOf } from '@huying/core/order/parties'
import type { Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import type { TSchema } from '@sinclair/typebox'
import { Agenda } from './agenda.ts'

export interface Journalled {
  noun: Noun
  stream: string
  seq: number
  type: string
  at: Instant
  actor: string
  post: string
  body: Event
}

/** What the engine is given: how words leave an input, how ids and numbers are made. All pure or seeded. */
export interface Ground {
  policy: Policy
  version: number
  absorb(schema: TSchema, input: unknown): unknown
  id(): string
  number(kind: string, at: Instant): string
  queryKey(number: string): string
  /** The published 统一口径 that agents may quote. */
  entries?: readonly Entry[]
  /** What an agent's 无答案 asks of the unit that owns the matter. */
  unanswered?(
    category: string,
    question: string,
    at: Instant,
  ): { about: { noun: string; id: string }; kind: string; unit: string; what: string; due: Instant }
}

/** An agreed answer: what it is found by and which version stands. */
export interface Entry {
  code: string
  version: number
  title: string
  category?: string
  words: readonly string[]
}

/** What an input names beyond its own thing, itself or in what is said to become of it. */
interface Citing {
  into?: unknown
  knowledge?: string[]
  outcome?: { into?: unknown; knowledge?: string[] }
}

interface Held {
  state: unknown
  events: number
}
export type Outcome = { ok: true; id: string; state: unknown } | { ok: false; refusal: Refusal }

export class Engine {
  now: Instant
  readonly agenda = new Agenda()
  readonly journal: Journalled[] = []
  /** Who acted, where the play has people of its own. */
  readonly staff: Actor[] = []
  readonly rows = new Map<Noun, Map<string, Held>>()

  constructor(
    private readonly ground: Ground,
    start: Instant,
  ) {
    this.now = start
  }

  state<S>(noun: Noun, id: string): S | undefined {
    return this.rows.get(noun)?.get(id)?.state as S | undefined
  }

  /** Lets time pass to `until`, doing what is due on the way. */
  run(until: Instant) {
    for (let at = this.agenda.next; at !== undefined && at <= until; at = this.agenda.next) {
      this.now = Math.max(at, this.now) as Instant
      this.agenda.take()?.run()
    }
    this.now = until
  }

  perform(actor: Actor, noun: Noun, command: string, id: string | undefined, input: unknown): Outcome {
    return this.decide(actor, noun, command, id, input, true)
  }

  private decide(actor: Actor, noun: Noun, name: string, id: string | undefined, raw: unknown, fresh: boolean): Outcome {
    const command = commandOf(noun, name)
    if (!command) throw new Error(`no command ${noun}.${name}`)
    const own = id ?? this.ground.id()
    const held = this.rows.get(noun)?.get(own)
    if (!held && !command.creates) throw new Error(`no ${noun} ${own}`)
    const input = fresh ? this.ground.absorb(command.input, raw) : raw
    const ctx = this.context(actor, command.creates ? own : undefined, command.needs ? this.facts(command.needs, input) : {})
    const assignment = command.onAssignment ? (input as { assignment: number }).assignment : undefined
    const parties = noun === 'order' && assignment !== undefined ? partiesOf(held?.state as Order, assignment, this.ground.policy) : {}
    const barred = barOf(command, held?.state, ctx, parties, assignment)
    if (barred) return { ok: false, refusal: barred }
    const decision = command.decide(held?.state, input, ctx)
    if (!decision.ok) return decision
    for (const event of decision.events) this.record(noun, own, event, actor)
    if (decision.events.length) this.rearm(noun, own, this.state(noun, own))
    return { ok: true, id: own, state: this.state(noun, own) }
  }

  private context(actor: Actor, first: string | undefined, facts: Facts): Context {
    let own = first
    const ids = () => {
      const id = own ?? this.ground.id()
      own = undefined
      return id
    }
    return { policy: this.ground.policy, version: this.ground.version, actor, now: this.now, facts, ids }
  }

  /** Only what a command asks for: a number once drawn is gone. Every unit counts as staffed. */
  private facts(needs: readonly FactKind[], input: unknown): Facts {
    const { into, knowledge, outcome } = input as Citing
    const order = into ?? outcome?.into
    return {
      ...(needs.includes('numbers') ? { numbers: this.numbers() } : {}),
      mentions: [],
      ...(needs.includes('knowledge') ? { knowledge: this.versions(knowledge ?? outcome?.knowledge ?? []) } : {}),
      ...(needs.includes('orders') && typeof order === 'string' ? { orders: this.target(order) } : {}),
    }
  }

  private numbers() {
    const request = this.ground.number('request', this.now)
    return { request, order: this.ground.number('order', this.now), queryKey: this.ground.queryKey(request) }
  }

  private versions(codes: string[]): Record<string, number> {
    const cited = this.ground.entries?.filter((e) => codes.includes(e.code)) ?? []
    return Object.fromEntries(cited.map((e) => [e.code, e.version]))
  }

  private target(id: string): Facts['orders'] {
    const order = this.state<Order>('order', id)
    return order ? { [id]: { stage: order.stage, number: order.number } } : {}
  }

  private record(noun: Noun, id: string, event: Event, actor: Actor) {
    const aggregate = AGGREGATES[noun]
    const table = this.rows.get(noun) ?? new Map<string, Held>()
    this.rows.set(noun, table)
    const before = table.get(id)
    const seq = (before?.events ?? 0) + 1
    const state = Object.assign(aggregate.evolve(before?.state, event, this.now) as object, { events: seq })
    table.set(id, { state, events: seq })
    this.journal.push({ noun, stream: id, seq, type: event.type, at: this.now, actor: actor.user, post: actor.post, body: event })
    for (const job of aggregate.jobs(state, event)) this.decide(SYSTEM, job.noun, job.command, job.id, job.input, false)
  }

  /** A timer that is no longer wanted finds nothing to do: alarms are harmless twice. */
  private rearm(noun: Noun, id: string, state: unknown) {
    const { timers } = AGGREGATES[noun]
    const seen = this.armed
    for (const timer of timers(state, this.ground.policy)) {
      const key = `${noun}:${id}:${timer.key}:${timer.at}`
      if (seen.has(key)) continue
      seen.add(key)
      this.agenda.put(timer.at, () => this.decide(SYSTEM, noun, timer.command, id, timer.input, false))
    }
  }
  private readonly armed = new Set<string>()
}
