/** What every part of the play works with: the engine, the people, the moments of an office day. A command that is refused ends its thread: the world moved on. */
import { addLength, HOUR, MINUTE, plus } from '@huying/core/calendar'
import type { Actor, Instant, Noun } from '@huying/core/kernel'
import { type Assignment, assignmentOf, closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { inBlock, nextBlock } from '@huying/core/visit/blocks'
import type { Engine, Ground } from './engine.ts'
import { HABITS, type Habits } from './habits.ts'
import { People } from './people.ts'
import type { Random } from './random.ts'
import { fill, type Frame, type Said, type Spot, type Texts } from './texts.ts'

/** What somebody called about, and where. */
export interface Matter {
  frame: Frame
  spot: Spot
}
type Range = readonly [number, number]

export class World {
  readonly policy: Policy

  constructor(
    readonly engine: Engine,
    private readonly ground: Ground,
    readonly texts: Texts,
    readonly random: Random,
    readonly people = new People(ground.policy, texts, random, (key) => ground.person(key)),
    readonly habits: Habits = HABITS,
  ) {
    this.policy = ground.policy
  }

  /** The same city and the same people, with dice of one's own: what happens elsewhere changes nothing here. */
  apart = (random: Random) => new World(this.engine, this.ground, this.texts, random, this.people, this.habits)

  order = (id: string) => this.engine.state<Order>('order', id)
  lead(id: string): Assignment | undefined {
    const order = this.order(id)
    return order && leadOf(order)
  }
  assignment(id: string, no: number): Assignment | undefined {
    const order = this.order(id)
    return order && assignmentOf(order, no)
  }
  due(id: string, no: number): Instant | undefined {
    const a = this.assignment(id, no)
    return a && closeClock(a)?.due
  }

  act = (actor: Actor, id: string, command: string, input: Record<string, unknown>) => this.perform(actor, 'order', command, id, input)
  perform = (actor: Actor, noun: Noun, command: string, id: string, input: Record<string, unknown>): boolean =>
    this.engine.perform(actor, noun, command, id, input).ok

  at(at: Instant, run: () => void) {
    this.engine.agenda.put(Math.max(at, this.engine.now + 1) as Instant, run)
  }

  /** Some office minutes from now; where that comes too late, out of hours but in time. */
  office([low, high]: Range, due?: Instant): Instant {
    const { now } = this.engine
    const at = this.working(now, this.random.between(low, high))
    return due === undefined || at < due || due <= now ? at : plus(now, Math.max(1, Math.floor((due - now) * 0.6)))
  }

  /** After this share of the time that is left until `due`: in office hours where there are some before it. */
  within(due: Instant, share: number): Instant {
    const at = plus(this.engine.now, Math.max(MINUTE, Math.floor((due - this.engine.now) * share)))
    const shifted = this.working(at, this.random.between(1, 90))
    return shifted < due ? shifted : at
  }

  /** So many hours from now, moved into the next block in which people may be called. */
  callable(hours: number): Instant {
    const blocks = this.policy.pack.visit.blocks.value
    const at = plus(this.engine.now, Math.floor(hours * HOUR))
    return inBlock(at, blocks) ? at : plus(nextBlock(at, blocks), this.random.between(1, 55) * MINUTE)
  }

  working = (from: Instant, minutes: number): Instant =>
    addLength(this.policy.calendar, from, { amount: minutes / 60, unit: 'workhour' }).due

  share = ([low, high]: Range) => low + (high - low) * this.random.next()
  say = (sentence: string, { spot }: Matter) => fill(sentence, spot, this.texts, this.random)
  /** One of the sentences that fit the matter. */
  words<S extends Said>(list: readonly S[], { frame }: Matter): S | undefined {
    const fitting = list.filter((s) => !s.matter || frame.category.startsWith(s.matter))
    return fitting.length ? this.random.pick(fitting) : undefined
  }
}
