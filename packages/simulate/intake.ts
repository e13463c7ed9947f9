/** What comes in: calls about new and old matters, idle ones, and letters from the web that somebody must read first. */
import { CITIZEN, SYSTEM } from '@huying/core/kernel'
import { DAY, plus } from '@huying/core/calendar'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Task } from '@huying/core/task/task'
import type { Ground } from './engine.ts'
import { Handling } from './handling.ts'
import { Shelf } from './knowledge.ts'
import { matterInput } from './matter.ts'
import type { Caller } from './people.ts'
import { spotIn } from './texts.ts'
import type { Matter, World } from './world.ts'

/** Calls that come to nothing. */
export const IDLE = ['silent', 'misdialled', 'nuisance', 'broken'] as const
type Outcome = Record<string, unknown> & { how: string }

export class Intake {
  private readonly callers: { caller: Caller; request: string; matter: Matter }[] = []
  private readonly reported = new Set<string>()
  private readonly handling: Handling
  private readonly shelf: Shelf
  private readonly online: string[]

  constructor(
    private readonly world: World,
    private readonly ground: Ground,
  ) {
    this.handling = new Handling(world)
    this.shelf = new Shelf(ground.entries ?? [])
    this.online = ground.policy.pack.kinds.channels.filter((c) => c.medium === 'online' && c.reviewed).map((c) => c.code)
  }

  /** Somebody turns to the centre. */
  arrive() {
    const { random } = this.world
    if (random.chance(this.world.habits.missed)) return this.missed()
    if (random.chance(this.world.habits.idle)) return this.idle()
    const old = random.chance(this.world.habits.again) ? this.openMatter() : undefined
    if (old) return this.callAgain(old)
    const matter = { frame: random.pick(this.world.texts.frames), spot: spotIn(this.ground.policy, random) }
    if (random.chance(this.world.habits.channels.phone) || !this.online.length) this.call(matter)
    else this.letter(matter)
  }

  /** Rang until the caller hung up. */
  private missed() {
    const { engine, people, random } = this.world
    const agent = people.centre('agent', 30)
    const input = { channel: 'phone', number: people.caller().number, ringing: true }
    const contact = engine.perform(agent, 'contact', 'open', undefined, input)
    if (contact.ok)
      this.world.at(plus(engine.now, random.between(20, 90) * 1000), () => this.world.perform(agent, 'contact', 'miss', contact.id, {}))
  }

  private idle() {
    const { engine, people, random } = this.world
    const agent = people.centre('agent', 30)
    const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: people.caller().number })
    if (contact.ok) engine.perform(agent, 'contact', 'finish', contact.id, { disposition: random.pick(IDLE) })
  }

  /** An old caller whose matter still runs. */
  private openMatter() {
    const { random, engine } = this.world
    for (let i = 0; i < 5 && this.callers.length; i++) {
      const found = random.pick(this.callers)
      if (engine.state<ServiceRequest>('request', found.request)?.stage === 'linked') return found
    }
    return undefined
  }

  private callAgain({ caller, request, matter }: (typeof this.callers)[number]) {
    const { random, engine, people, texts } = this.world
    const agent = people.centre('agent', 30)
    const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: caller.number })
    if (!contact.ok) return
    const act = random.weighted([
      ['urge', 5],
      ['ask_progress', 4],
      ['append', 3],
      ['withdraw', 0.4],
    ] as const)
    const line = this.world.words(texts.append, matter)
    const words = act === 'append' ? { text: line ? this.world.say(line.text, matter) : '情况仍在继续，请尽快安排人来看。' } : {}
    engine.perform(agent, 'request', act, request, { contact: contact.id, ...words })
    engine.perform(agent, 'contact', 'finish', contact.id, {})
  }

  private call(matter: Matter) {
    const { engine, people } = this.world
    const caller = people.caller()
    const agent = people.centre('agent', 30)
    const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: caller.number })
    if (!contact.ok) return
    const registered = engine.perform(agent, 'request', 'register', undefined, {
      ...matterInput(this.world, matter, caller),
      channel: 'phone',
      contact: contact.id,
      outcome: this.outcomeOf(matter),
    })
    engine.perform(agent, 'contact', 'finish', contact.id, registered.ok ? {} : { disposition: 'broken' })
    if (registered.ok) this.follow(registered.id, caller, matter)
  }

  /** Written by the person himself; the centre accepts it in its own hours. */
  private letter(matter: Matter) {
    const { engine, people, random } = this.world
    const caller = people.caller()
    const channel = random.pick(this.online)
    const written = engine.perform(CITIZEN, 'request', 'register', undefined, { ...matterInput(this.world, matter, caller), channel })
    if (!written.ok) return
    this.world.at(this.world.office(this.world.habits.letterRead), () => {
      const reader = people.centre('web_intake', 3)
      if (!this.world.perform(reader, 'request', 'accept', written.id, {})) return
      const { how, ...outcome } = this.outcomeOf(matter)
      this.world.perform(reader, 'request', how, written.id, outcome)
      this.follow(written.id, caller, matter)
    })
  }

  /** An order of its own goes to the pool. */
  private follow(request: string, caller: Caller, matter: Matter) {
    const order = this.world.engine.state<ServiceRequest>('request', request)?.links[0]?.order
    if (!order) return
    this.callers.push({ caller, request, matter })
    this.handling.pool(order, matter)
  }

  private outcomeOf(matter: Matter): Outcome {
    const { random } = this.world
    const { frame } = matter
    if (random.chance(this.world.habits.onTheSpot[frame.type] ?? this.world.habits.onTheSpotElse))
      return { how: 'answer', text: this.world.say(frame.public, matter), ...this.cited(matter) }
    if (random.chance(this.world.habits.refused)) {
      const reason = random.pick(this.ground.policy.pack.intake.refusals)
      return { how: 'refuse', reason: reason.code, told: reason.channel ?? '法定渠道' }
    }
    return { how: 'forward' }
  }

  /** The agreed answer that was read out; where there is none, its owner is asked for one. */
  private cited({ frame }: Matter): { knowledge?: string[] } {
    const { random } = this.world
    const entry = this.shelf.entryFor(frame)
    if (entry) return random.chance(this.world.habits.cites) ? { knowledge: [entry.code] } : {}
    const asks = this.ground.policy.pack.kinds.types.find((t) => t.code === frame.type)?.brief
    if (asks && !this.reported.has(frame.title) && random.chance(this.world.habits.reportsNoAnswer))
      this.report(frame.category, frame.title)
    return {}
  }

  private report(category: string, question: string) {
    const { engine, random, people } = this.world
    const asked = this.ground.unanswered?.(category, question, engine.now)
    if (!asked) return
    this.reported.add(question)
    const task = engine.perform(SYSTEM, 'task', 'open', undefined, asked)
    if (!task.ok || !random.chance(this.world.habits.noAnswerDone)) return
    const { unit } = engine.state<Task>('task', task.id) ?? asked
    const editor = unit === this.ground.policy.pack.city.centreUnit ? people.centre('knowledge_editor') : people.desk(unit)
    this.world.at(plus(engine.now, random.between(1, 3) * DAY), () =>
      this.world.perform(editor, 'task', 'done', task.id, { evidence: '已答复办理依据、条件和咨询电话，请中心审核后发布。' }),
    )
  }
}
