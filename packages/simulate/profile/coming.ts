/** How planned requests come in: by telephone, written and read, or brought from elsewhere; and the calls that leave none. */
import { MINUTE, plus } from '@huying/core/calendar'
import { CITIZEN, type Instant, SYSTEM } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import { HABITS } from '../habits.ts'
import { IDLE } from '../intake.ts'
import { matterInput } from '../matter.ts'
import type { Caller } from '../people.ts'
import type { Matter, World } from '../world.ts'
import { Course } from './course.ts'
import type { Case, Plan } from './plan.ts'
import { dueOr, type Stage } from './stage.ts'

/** Agents at their desks. */
const AGENTS = 40
/** Before the end of the month: what is still said then is said in it. */
const LATEST = 10 * MINUTE

export class Coming {
  private readonly lines: Set<string>
  private readonly read: Set<string>

  constructor(
    private readonly stage: Stage,
    /** Up to where orders are played: to the end, or only until their deadlines are known. */
    private readonly whole: boolean,
  ) {
    const { channels } = stage.world.policy.pack.kinds
    this.lines = new Set(channels.filter((c) => c.medium === 'phone').map((c) => c.code))
    this.read = new Set(channels.filter((c) => c.reviewed && c.medium !== 'phone').map((c) => c.code))
  }

  /** Puts everything that comes in into the agenda. */
  expect({ cases, missed, idle, month }: Plan) {
    const { agenda } = this.stage.world.engine
    const further = new Map<Case, Case[]>()
    for (const c of cases) if (c.during) further.set(c.during, [...(further.get(c.during) ?? []), c])
    this.last = plus(month.end, -LATEST)
    for (const c of cases) {
      if (c.during) continue
      if (c.fate === 'imported') agenda.put(c.at, () => this.imported(c))
      else if (this.lines.has(c.channel)) this.call([c, ...(further.get(c) ?? [])])
      else if (this.read.has(c.channel)) this.letter(c)
      else agenda.put(c.at, () => this.written(c))
    }
    if (!this.whole) return
    for (const at of missed) agenda.put(at, () => this.missed())
    for (const at of idle) agenda.put(at, () => this.idle())
  }

  /** Rings, is taken, and what is said is written down at the planned moment. */
  private call(told: Case[]) {
    const [first] = told
    if (!first) return
    const { stage } = this
    const world = stage.worldOf(first)
    const { random, people, engine } = world
    const waits = random.chance(HABITS.soon) ? random.between(1_000, 14_000) : random.between(16_000, 45_000)
    const talks = random.between(40, 400) * 1000
    const apart = Math.min(40_000, Math.floor((15 * MINUTE) / told.length))
    engine.agenda.put(plus(first.at, -waits - talks), () => {
      const caller = people.caller()
      const agent = people.centre('agent', AGENTS)
      const contact = stage.must(first, agent, 'contact', 'open', undefined, {
        channel: first.channel,
        number: caller.number,
        ringing: true,
      })
      world.at(plus(engine.now, waits), () => stage.must(first, agent, 'contact', 'answer', contact, {}))
      for (const [i, c] of told.entries())
        world.at(plus(first.at, i * apart), () => {
          this.register(c, stage.worldOf(c), caller, contact)
          if (i === told.length - 1)
            world.at(plus(engine.now, random.between(5, 60) * 1000), () => stage.must(c, agent, 'contact', 'finish', contact, {}))
        })
    })
  }

  private register(c: Case, world: World, caller: Caller, contact?: string) {
    const { stage } = this
    const matter = stage.matterOf(c, world)
    const agent = world.people.centre('agent', AGENTS)
    const input = { ...this.input(c, world, matter, caller), channel: c.channel, contact, outcome: this.outcome(c, world, matter) }
    stage.registered(c, stage.must(c, agent, 'request', 'register', undefined, input))
    this.follow(c, world, matter, caller)
  }

  /** Brought to the counter, handed over by 110 and the like: written down by the centre without a call. */
  private written = (c: Case) => {
    const world = this.stage.worldOf(c)
    this.register(c, world, world.people.caller())
  }

  /** Written by the person himself some office hours before somebody reads it. */
  private letter(c: Case) {
    const { stage } = this
    const world = stage.worldOf(c)
    const { engine, people, random } = world
    engine.agenda.put(plus(c.at, -random.between(...HABITS.letterRead) * MINUTE), () => {
      const caller = people.caller()
      const matter = stage.matterOf(c, world)
      const input = { ...this.input(c, world, matter, caller), channel: c.channel }
      const request = stage.must(c, CITIZEN, 'request', 'register', undefined, input)
      stage.registered(c, request)
      world.at(c.at, () => this.readNow(c, world, matter, caller))
    })
  }

  private readNow(c: Case, world: World, matter: Matter, caller: Caller) {
    const { stage } = this
    const reader = world.people.centre('web_intake', 6)
    const request = stage.requests.get(c)
    stage.must(c, reader, 'request', 'accept', request, {})
    const outcome = this.outcome(c, world, matter)
    if (outcome) {
      const { how, ...said } = outcome
      stage.must(c, reader, 'request', how, request, said)
    }
    this.follow(c, world, matter, caller)
  }

  private imported(c: Case) {
    const { channel, type, category, spot } = c
    const world = this.stage.worldOf(c)
    const { frame } = this.stage.matterOf(c, world)
    const [title, content, reply] = [frame.title, frame.content, frame.public].map((words) => world.say(words, { frame, spot }))
    this.stage.must(c, SYSTEM, 'request', 'import', undefined, { channel, type, category, title: title?.slice(0, 58), content, reply })
  }

  private input(c: Case, world: World, matter: Matter, caller: Caller) {
    const input = matterInput(world, matter, caller)
    // How many are in haste is not drawn where the totals say how many bear such a mark.
    const marked = this.urgencyKnown || c.marks.length > 0
    return { ...input, marks: c.marks, urgency: marked ? 'normal' : input.urgency }
  }
  /** Set by the player when the totals speak of marks of urgency. */
  urgencyKnown = false

  private outcome(c: Case, world: World, matter: Matter): ({ how: string } & Record<string, unknown>) | undefined {
    const { refusals } = world.policy.pack.intake
    switch (c.fate) {
      case 'answered':
        return { how: 'answer', text: world.say(matter.frame.public, matter) }
      case 'refused': {
        const reason = world.random.pick(refusals)
        return { how: 'refuse', reason: reason.code, told: reason.channel ?? '法定渠道' }
      }
      case 'transferred':
        return { how: 'transfer', to: world.random.pick(['110 报警服务台', '119 消防救援', '120 急救中心', '122 交通事故报警']) }
      case 'joined':
        return { how: 'forward', into: this.target(c) }
      case 'ordered':
      case 'taken':
      case 'withdrawn':
        return { how: 'forward' }
      case 'undecided':
      case 'imported':
        return undefined
    }
  }

  private orderOf(c: Case | undefined): string | undefined {
    const request = c && this.stage.requests.get(c)
    return request && this.stage.world.engine.state<ServiceRequest>('request', request)?.links.at(-1)?.order
  }

  /**
   * The order that a further request goes to: the planned one; where that is not written yet, or is answered already, another that can
   * still take it, of the same matter where there is one.
   */
  private target(c: Case): string | undefined {
    const planned = this.orderOf(c.behind)
    if (this.takes(planned)) return planned
    const running = [...this.stage.requests.keys()].filter((one) => one.fate === 'ordered' && this.takes(this.orderOf(one)))
    return this.orderOf(running.find(({ category }) => category === c.category) ?? running.at(-1))
  }

  private takes(order: string | undefined): boolean {
    const stage = order && this.stage.world.engine.state<Order>('order', order)?.stage
    return stage === 'pooled' || stage === 'dispatched' || stage === 'working'
  }

  /** Merged as soon as there is an order to merge into. */
  private merge(c: Case, world: World, order: string) {
    const { engine } = world
    world.at(plus(engine.now, world.random.between(1, 4) * MINUTE), () => {
      const into = this.target(c)
      if (into === undefined && engine.now < this.last) return this.merge(c, world, order)
      this.stage.must(c, world.people.centre('dispatcher', 4), 'order', 'merge', order, { into, why: '同一地点同一问题，并单办理。' })
    })
  }

  /** What follows the registration. */
  private follow(c: Case, world: World, matter: Matter, caller: Caller) {
    const { stage } = this
    const order = this.orderOf(c)
    if (!order) return
    if (c.fate === 'taken') this.merge(c, world, order)
    if (c.fate === 'withdrawn')
      world.at(plus(world.engine.now, world.random.between(1, 9) * MINUTE), () =>
        stage.must(c, CITIZEN, 'request', 'withdraw', stage.requests.get(c), { reason: '问题已经自行解决，不再要求办理。' }),
      )
    if (c.fate !== 'ordered') return
    new Course(stage, world, c, matter, order, this.whole).begin()
    if (this.whole) for (const by of c.urges) this.urge(c, by, world, caller)
  }

  /** Asked after on the way, in the month itself: on the phone, or on the public page. */
  private urge(c: Case, by: 'call' | 'web', world: World, caller: Caller) {
    const { stage } = this
    const { engine, people, random } = world
    const id = stage.requests.get(c)
    const due = engine.state<ServiceRequest>('request', id ?? '')?.answerBy?.due
    const later = plus(engine.now, (dueOr(due, engine.now) - engine.now) * 0.35 * random.next())
    world.at(Math.min(later, this.last) as Instant, () => {
      if (by === 'web') return void stage.must(c, CITIZEN, 'request', 'urge', id, {})
      const agent = people.centre('agent', AGENTS)
      const contact = stage.must(c, agent, 'contact', 'open', undefined, { channel: this.phone, number: caller.number })
      stage.must(c, agent, 'request', 'urge', id, { contact })
      stage.must(c, agent, 'contact', 'finish', contact, {})
    })
  }
  private last = 0 as Instant

  private get phone() {
    return [...this.lines][0] ?? ''
  }

  private ring = (ringing: boolean) => {
    const { people } = this.stage.world
    const agent = people.centre('agent', AGENTS)
    const contact = this.stage.must(undefined, agent, 'contact', 'open', undefined, {
      channel: this.phone,
      number: people.caller().number,
      ringing,
    })
    return { agent, contact }
  }

  /** Rang until the caller hung up. */
  private missed() {
    const { world } = this.stage
    const { agent, contact } = this.ring(true)
    world.at(plus(world.engine.now, world.random.between(20, 90) * 1000) as Instant, () =>
      this.stage.must(undefined, agent, 'contact', 'miss', contact, {}),
    )
  }

  private idle() {
    const { agent, contact } = this.ring(false)
    this.stage.must(undefined, agent, 'contact', 'finish', contact, { disposition: this.stage.world.random.pick(IDLE) })
  }
}
