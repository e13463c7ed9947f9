/** One aggregate in memory for tests of the core: commands are barred, decided and folded as the shell does it; nothing else is there. */
import { barOf } from '../packages/core/access/permit.ts'
import { instantOf, plus } from '../packages/core/calendar.ts'
import {
  type Actor,
  type Aggregate,
  type Context,
  type Contribution,
  type Event,
  type Facts,
  type Instant,
  type Job,
  type Refusal,
  SYSTEM,
} from '../packages/core/kernel.ts'
import { add, difference } from '../packages/core/measure/spread.ts'
import type { Policy } from '../packages/core/policy/policy.ts'

export class Run<S, E extends Event> {
  now: Instant
  state!: S
  facts: Facts = {}
  readonly journal: { event: E; at: Instant }[] = []
  /** What followed for other nouns. */
  readonly jobs: Job[] = []
  /** Sum of what each write would have added to the figures. */
  readonly figures: Contribution = {}

  constructor(
    readonly aggregate: Aggregate<S, E>,
    readonly policy: Policy,
    at: string,
  ) {
    this.now = instantOf(at)
  }

  wait(ms: number): this {
    this.now = plus(this.now, ms)
    return this
  }

  /** Carries the command out, or says what stands against it and leaves everything as it was. */
  give(name: string, input: Record<string, unknown> = {}, actor: Actor = SYSTEM): Refusal | undefined {
    const command = this.aggregate.commands.find((c) => c.name === name)
    if (!command) throw new Error(`no command ${name}`)
    const ctx = this.context(actor)
    const barred = barOf(command, this.state, ctx, {})
    if (barred) return barred
    const decision = command.decide(this.state, input, ctx)
    if (!decision.ok) return decision.refusal
    const before = command.creates ? {} : this.aggregate.contribution(this.state)
    for (const event of decision.events) {
      this.state = this.aggregate.evolve(command.creates && !this.journal.length ? undefined : this.state, event, this.now)
      this.journal.push({ event, at: this.now })
      this.jobs.push(...this.aggregate.jobs(this.state, event))
    }
    if (decision.events.length) add(this.figures, difference(before, this.aggregate.contribution(this.state)))
    return undefined
  }

  /** As `give`, for what a test takes for granted. */
  do(name: string, input: Record<string, unknown> = {}, actor: Actor = SYSTEM): this {
    const refusal = this.give(name, input, actor)
    if (refusal) throw new Error(`${name}: ${refusal.code} ${refusal.message}`)
    return this
  }

  replayed(): S | undefined {
    return this.journal.reduce<S | undefined>((s, { event, at }) => this.aggregate.evolve(s, event, at), undefined)
  }

  /** Figures by name over the dimension `all`, whatever the day. */
  counts(of: Contribution = this.aggregate.contribution(this.state)): Record<string, number> {
    const out: Record<string, number> = {}
    for (const [key, amount] of Object.entries(of)) {
      const [, dimension, , figure = ''] = key.split('|')
      if (dimension === 'all') out[figure] = (out[figure] ?? 0) + amount
    }
    return out
  }

  private context(actor: Actor): Context {
    let n = this.journal.length
    return { policy: this.policy, version: 1, actor, now: this.now, facts: this.facts, ids: () => `id${++n}` }
  }
}
