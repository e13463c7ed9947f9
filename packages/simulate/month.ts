/** A span of days in a city: calls arrive by the hour, and every matter goes its way command by command. */
import { addLength, DAY, dayOf, HOUR, isWorkday, plus, startOf, weekdayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import { Engine, type Ground } from './engine.ts'
import { HABITS } from './habits.ts'
import { Handling } from './handling.ts'
import { type Caller, People } from './people.ts'
import { randomFrom, type Random } from './random.ts'
import { fill, type Frame, spotIn, type Texts } from './texts.ts'

export interface MonthOptions {
  from: Instant
  to: Instant
  /** Calls offered on an average day. */
  perDay: number
  seed: number
}

/** Plays the span and answers the engine with all its rows, its journal and what is still running at the end. */
export function playMonth(ground: Ground, texts: Texts, options: MonthOptions): Engine {
  const random = randomFrom(options.seed)
  const engine = new Engine(ground, options.from)
  const people = new People(ground.policy, texts, random)
  const city = new City(engine, ground, texts, people, random)
  for (let day = startOf(dayOf(options.from)); day < options.to; day = plus(day, DAY)) {
    const offered = random.poisson(
      options.perDay * (HABITS.weekday[weekdayOf(dayOf(day))] ?? 1) * (isWorkday(ground.policy.calendar, dayOf(day)) ? 1 : 0.9),
    )
    for (let i = 0; i < offered; i++) {
      const hour = random.weighted(HABITS.hours.map((w, h) => [h, w] as const))
      const at = plus(day, hour * HOUR + random.between(0, HOUR - 1))
      if (at >= options.from && at < options.to) engine.agenda.put(at, () => city.call())
    }
  }
  engine.run(options.to)
  return engine
}

class City {
  private readonly callers: { caller: Caller; request: string }[] = []
  private readonly handling: Handling

  constructor(
    private readonly engine: Engine,
    private readonly ground: Ground,
    private readonly texts: Texts,
    private readonly people: People,
    private readonly random: Random,
  ) {
    this.handling = new Handling(engine, ground.policy, texts, people, random)
  }

  call() {
    const { random, engine, people } = this
    const agent = people.centre('agent', 30)
    if (random.chance(HABITS.idle)) {
      const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: people.caller().number })
      if (contact.ok)
        engine.perform(agent, 'contact', 'finish', contact.id, { disposition: random.pick(['silent', 'misdialled', 'nuisance', 'broken']) })
      return
    }
    const back = random.chance(HABITS.urge) ? this.openMatter() : undefined
    if (back) this.callBackIn(back)
    else this.newMatter()
  }

  /** An old caller whose matter still runs. */
  private openMatter() {
    const { random, engine, callers } = this
    for (let i = 0; i < 5 && callers.length; i++) {
      const found = random.pick(callers)
      if (engine.state<ServiceRequest>('request', found.request)?.stage === 'linked') return found
    }
    return undefined
  }

  private callBackIn({ caller, request }: { caller: Caller; request: string }) {
    const { random, engine, people } = this
    const agent = people.centre('agent', 30)
    const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: caller.number })
    if (!contact.ok) return
    const act = random.weighted([
      ['urge', 5],
      ['ask_progress', 4],
      ['append', 3],
      ['withdraw', 0.4],
    ] as const)
    const text =
      act === 'append'
        ? { text: random.pick(this.texts.append.length ? this.texts.append : ['补充说明：情况仍在继续，请尽快安排人来看。']) }
        : {}
    engine.perform(agent, 'request', act, request, { contact: contact.id, ...text })
    engine.perform(agent, 'contact', 'finish', contact.id, {})
  }

  private newMatter() {
    const { random, engine, people, texts } = this
    const frame = random.pick(texts.frames)
    const spot = spotIn(this.ground.policy, random)
    const caller = people.caller()
    const online = !random.chance(HABITS.channels.phone)
    const channel = online ? random.pick(this.onlineChannels()) : 'phone'
    const agent = people.centre(online ? 'web_intake' : 'agent', online ? 3 : 30)
    const contact = online ? undefined : engine.perform(agent, 'contact', 'open', undefined, { channel, number: caller.number })
    const registered = engine.perform(agent, 'request', 'register', undefined, {
      ...this.matterOf(frame, spot, caller),
      channel,
      ...(contact?.ok ? { contact: contact.id } : {}),
      outcome: this.outcomeOf(frame, spot),
    })
    if (contact?.ok) engine.perform(agent, 'contact', 'finish', contact.id, registered.ok ? {} : { disposition: 'broken' })
    if (!registered.ok) return
    const request = registered.state as ServiceRequest
    const order = request.links[0]?.order
    if (!order) return
    this.callers.push({ caller, request: request.id })
    engine.agenda.put(this.soon(5, 25), () => this.handling.dispatch(engine.state<Order>('order', order) as Order, frame, spot))
  }

  private matterOf(frame: Frame, spot: ReturnType<typeof spotIn>, caller: Caller) {
    const { random, texts } = this
    const say = (sentence: string) => fill(sentence, spot, texts, random)
    const households = random.chance(0.6) ? random.between(1, 80) : 1
    return {
      requester: { kind: 'person', name: caller.name, callNumber: caller.number },
      type: frame.type,
      category: frame.category,
      title: say(frame.title).slice(0, 58),
      content: say(frame.content),
      place: { region: spot.region, text: spot.name },
      since: say('{since}') || '近几天',
      affected: { low: households, about: households > 10 },
      wants: frame.wants ? say(frame.wants) : '请尽快处理并告知结果',
      urgency: random.chance(HABITS.urgent) ? 'urgent' : 'normal',
      confidential: random.chance(HABITS.confidential),
      shareNumber: true,
    }
  }

  private outcomeOf(frame: Frame, spot: ReturnType<typeof spotIn>) {
    const { random, texts } = this
    const answered = random.chance(HABITS.onTheSpot[frame.type] ?? HABITS.onTheSpotElse)
    if (answered) return { how: 'answer', text: fill(frame.public, spot, texts, random) }
    if (random.chance(HABITS.refused)) {
      const reason = random.pick(this.ground.policy.pack.intake.refusals)
      return { how: 'refuse', reason: reason.code, told: reason.channel ?? '法定渠道' }
    }
    return { how: 'forward' }
  }

  private onlineChannels = () => {
    const online = this.ground.policy.pack.kinds.channels.filter((c) => c.medium === 'online').map((c) => c.code)
    return online.length ? online : ['phone']
  }

  /** Some office minutes from now: at night and on holidays the desk is empty. */
  private soon(low: number, high: number): Instant {
    return addLength(this.ground.policy.calendar, this.engine.now, { amount: this.random.between(low, high) / 60, unit: 'workhour' }).due
  }
}
