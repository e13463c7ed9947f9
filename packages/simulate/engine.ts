/**
 * A city in memory: the same commands, bars, events, follow-ups and timers as the server, with a clock that jumps from one thing to
 * the next. What comes out are rows, a journal and wanted timers, which the server writes as they are.
 *
 * As on the server one command is one unit of work: what is refused leaves nothing, follow-ups that may not be half done are part of it,
 * and the others come after it, all that wait together as the next unit. A row's revision counts the units that changed it.
 */
import { barOf } from '@huying/core/access/permit'
import {
  type Actor,
  type Context,
  type Event,
  type FactKind,
  type Facts,
  type Instant,
  type Job,
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
  /** Takes the words out of an input; answers them as given, for the facts of this command, and how they are kept if it is not refused. */
  absorb(schema: TSchema, input: unknown): { input: unknown; words: Iterable<string>; keep?: () => void }
  id(): string
  /** Who somebody of the play is: the same key is the same person. */
  person(key: string): string
  number(kind: string, at: Instant): string
  queryKey(number: string): string
  /** What the words of an input mention; nothing where it is left out. */
  mentions?(words: Iterable<string>): string[]
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

/** What an input may cite, itself or in what is said to become of it. */
interface Cited {
  into?: unknown
  knowledge?: string[]
}

export interface Held {
  state: unknown
  events: number
  revision: number
  /** The unit of work that changed it last. */
  unit: number
}
export type Outcome = { ok: true; id: string; state: unknown } | { ok: false; refusal: Refusal }

type Given = Pick<Job, 'noun' | 'command' | 'input'> & { id: string | undefined }
interface Due {
  noun: Noun
  id: string
  command: string
  input: Record<string, unknown>
}

export class Engine {
  now: Instant
  /** When this play, or this part of it, began. */
  begun: Instant
  readonly agenda = new Agenda<Due>()
  readonly journal: Journalled[] = []
  /** Who acted, where the play has people of its own. */
  readonly staff: Actor[] = []
  readonly rows = new Map<Noun, Map<string, Held>>()
  /** Units of work so far. */
  private units = 0
  private undo: (() => void)[] = []
  private later: Job[] = []
  private keep: (() => void) | undefined
  private readonly armed = new Map<string, Set<string>>()

  constructor(
    private readonly ground: Ground,
    start: Instant,
  ) {
    this.now = start
    this.begun = start
  }

  state<S>(noun: Noun, id: string): S | undefined {
    return this.rows.get(noun)?.get(id)?.state as S | undefined
  }

  /** Lets time pass to `until`, doing what is due on the way. */
  run(until: Instant) {
    for (let next = this.agenda.next; next && next.at <= until; next = this.agenda.next) {
      this.now = Math.max(next.at, this.now) as Instant
      if (next.due) this.settle()
      else this.agenda.take()?.run?.()
    }
    this.now = until
  }

  /** Forgets what happened: for plays of which each part stands alone. The clock goes to `at`. */
  clear(at: Instant) {
    this.rows.clear()
    this.journal.length = 0
    this.agenda.clear()
    this.armed.clear()
    this.now = at
    this.begun = at
  }

  perform(actor: Actor, noun: Noun, command: string, id: string | undefined, input: unknown): Outcome {
    this.units++
    const done = this.unit(() => this.decide(actor, { noun, command, id, input: input as Record<string, unknown> }, true))
    this.settle()
    return done
  }

  /** Timers that are due and follow-ups, what waits together as one unit; one that finds the world changed is void. */
  private settle() {
    for (;;) {
      const jobs: Due[] = []
      for (let next = this.agenda.next; next?.due && next.at <= this.now; next = this.agenda.next) jobs.push(this.agenda.take()?.due as Due)
      jobs.push(...this.later.splice(0))
      if (!jobs.length) return
      this.units++
      for (const job of jobs) this.unit(() => this.decide(SYSTEM, job, false))
    }
  }

  /** All of it, or nothing. */
  private unit(work: () => Outcome): Outcome {
    const [events, jobs] = [this.journal.length, this.later.length]
    this.undo = []
    const done = work()
    if (done.ok) this.keep?.()
    this.keep = undefined
    if (!done.ok) {
      for (const back of this.undo.reverse()) back()
      this.journal.length = events
      this.later.length = jobs
    }
    return done
  }

  private decide(actor: Actor, { noun, command: name, id, input: raw }: Given, fresh: boolean): Outcome {
    const command = commandOf(noun, name)
    if (!command) throw new Error(`no command ${noun}.${name}`)
    const own = id ?? this.ground.id()
    const held = this.rows.get(noun)?.get(own)
    if (!held && !command.creates) throw new Error(`no ${noun} ${own}`)
    const { input, words, keep } = fresh ? this.ground.absorb(command.input, raw) : { input: raw, words: [] }
    if (fresh) this.keep = keep
    const ctx = this.context(actor, command.creates ? own : undefined, command.needs ? this.facts(command.needs, input, words) : {})
    const assignment = command.onAssignment ? (input as { assignment: number }).assignment : undefined
    const parties = noun === 'order' && assignment !== undefined ? partiesOf(held?.state as Order, assignment, this.ground.policy) : {}
    const barred = barOf(command, held?.state, ctx, parties, assignment)
    if (barred) return { ok: false, refusal: barred }
    const decision = command.decide(held?.state, input, ctx)
    if (!decision.ok) return decision
    for (const event of decision.events) {
      const failed = this.record(noun, own, event, actor)
      if (failed) return failed
    }
    const state = this.state(noun, own)
    if (decision.events.length) this.rearm(noun, own, state)
    return { ok: true, id: own, state }
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
  private facts(needs: readonly FactKind[], input: unknown, words: Iterable<string>): Facts {
    const { outcome, into = outcome?.into, knowledge = outcome?.knowledge } = input as Cited & { outcome?: Cited }
    return {
      ...(needs.includes('numbers') ? { numbers: this.numbers() } : {}),
      mentions: this.ground.mentions?.(words) ?? [],
      ...(needs.includes('knowledge') ? { knowledge: this.versions(knowledge ?? []) } : {}),
      ...(needs.includes('orders') && typeof into === 'string' ? { orders: this.target(into) } : {}),
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

  private record(noun: Noun, id: string, event: Event, actor: Actor): (Outcome & { ok: false }) | undefined {
    const aggregate = AGGREGATES[noun]
    const table = this.rows.get(noun) ?? new Map<string, Held>()
    this.rows.set(noun, table)
    const before = table.get(id)
    this.undo.push(() => (before ? table.set(id, before) : table.delete(id)))
    const seq = (before?.events ?? 0) + 1
    const next = aggregate.evolve(before?.state, event, this.now) as object
    const state = Object.assign(next === before?.state ? { ...next } : next, { events: seq })
    const revision = (before?.revision ?? 0) + (before?.unit === this.units ? 0 : 1)
    table.set(id, { state, events: seq, revision, unit: this.units })
    this.journal.push({ noun, stream: id, seq, type: event.type, at: this.now, actor: actor.user, post: actor.post, body: event })
    for (const job of aggregate.jobs(state, event)) {
      if (!job.inline) this.later.push(job)
      else {
        const done = this.decide({ ...actor, user: SYSTEM.user }, job, false)
        if (!done.ok) return done
      }
    }
    return undefined
  }

  /** A timer that is no longer wanted finds nothing to do: alarms are harmless twice. */
  private rearm(noun: Noun, id: string, state: unknown) {
    const wanted = AGGREGATES[noun].timers(state, this.ground.policy)
    if (!wanted.length) return
    const seen = this.armed.get(id) ?? new Set()
    this.armed.set(id, seen)
    for (const { key, at, command, input } of wanted) {
      const armed = `${key}@${at}`
      if (seen.has(armed)) continue
      seen.add(armed)
      this.agenda.wake(at, { noun, id, command, input })
    }
  }
}
