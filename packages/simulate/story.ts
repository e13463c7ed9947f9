/**
 * A person's whole story, written by hand in `texts/stories/*.yaml` and played like everything else: command by command, at moments
 * counted back in working days from the end. Words that begin with `$` stand for what is only known when it is played.
 */
import { dayOf, MINUTE, plus, shiftWorkdays, startOf } from '@huying/core/calendar'
import type { Actor, Instant, Noun } from '@huying/core/kernel'
import { type Assignment, childrenOf, leadOf } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import type { MonthOptions } from './month.ts'
import { type Shown, shownUnits } from './shown.ts'
import { beside } from './units.ts'
import type { World } from './world.ts'

export interface Step {
  /** Working days before the day on which the span ends. */
  day: number
  time: string
  /** Which request of the story. */
  of: string
  /** `noun.command`. */
  do: string
  /** Who turns to the centre: the step is a call. */
  who?: string
  /** Post of the centre; or what somebody of the unit in charge, or of the unit below it, does. */
  by?: string
  at?: 'lead' | 'below'
  /** The assignment it concerns; else the one of the unit that acts. */
  on?: 'lead' | 'below'
  with?: Record<string, unknown>
}

export interface Story {
  code: string
  /** Matter to whose unit the order is sent by mistake. */
  mistakenFor?: string
  people: Record<string, { kind?: 'person' | 'firm'; name: string; number: string; company?: string }>
  steps: Step[]
}

/** Puts a story's steps into the agenda; one that would begin before the span is not told. */
export function tell(story: Story, world: World, { from, to }: Pick<MonthOptions, 'from' | 'to'>) {
  const teller = new Teller(story, world)
  const moments = story.steps.map((step) => ({ step, at: momentOf(step, world, to) }))
  if (moments.some(({ at }) => at < from || at >= to)) return
  for (const { step, at } of moments) world.at(at, () => teller.play(step))
}

function momentOf({ day, time }: Step, { policy }: World, to: Instant): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return plus(shiftWorkdays(policy.calendar, startOf(dayOf(to)), -day), (hours * 60 + minutes) * MINUTE)
}

class Teller {
  private readonly requests = new Map<string, string>()
  private readonly shown: Shown
  /** A step that is refused ends the story: what would follow makes no sense any more. */
  private over = false

  constructor(
    private readonly story: Story,
    private readonly world: World,
  ) {
    this.shown = shownUnits(world.policy)
  }

  play(step: Step) {
    if (this.over) return
    this.over = !(step.who ? this.called(step, step.who) : this.done(step))
  }

  /** A call about a new matter or an old one. */
  private called(step: Step, who: string): boolean {
    const { engine, people } = this.world
    const person = this.story.people[who]
    if (!person) return false
    const agent = people.unit('agent', this.world.policy.pack.city.centreUnit)
    const contact = engine.perform(agent, 'contact', 'open', undefined, { channel: 'phone', number: person.number })
    if (!contact.ok) return false
    const [noun, command] = parts(step)
    const input = this.resolved(step.with ?? {}, step) as Record<string, unknown>
    const { kind = 'person', name, number, company } = person
    const first = { channel: 'phone', place: this.place(), requester: { kind, name, company, callNumber: number } }
    const told = engine.perform(agent, noun, command, this.requests.get(step.of), {
      ...(this.requests.has(step.of) ? {} : first),
      ...input,
      contact: contact.id,
    })
    if (told.ok) this.requests.set(step.of, told.id)
    engine.perform(agent, 'contact', 'finish', contact.id, {})
    return told.ok
  }

  /** What the centre or a unit does. */
  private done(step: Step): boolean {
    const [noun, command] = parts(step)
    const id = this.idOf(noun, step)
    const a = this.assignment(step.on ?? step.at, step)
    const actor = this.actor(step)
    const input = this.resolved(step.with ?? {}, step) as Record<string, unknown>
    if (!id || !actor) return false
    return this.world.perform(actor, noun, command, id, { ...(noun === 'order' && a ? { assignment: a.no } : {}), ...input })
  }

  private actor({ by = 'desk', at, of }: Step): Actor | undefined {
    const { people, policy } = this.world
    if (!at) return people.unit(by, policy.pack.city.centreUnit)
    const unit = this.assignment(at, { of })?.unit
    if (!unit) return undefined
    if (by === 'desk') return people.desk(unit)
    return by === 'reviewer' ? people.reviewer(unit) : people.unit(by, unit)
  }

  private request = (of: string) => this.world.engine.state<ServiceRequest>('request', this.requests.get(of) ?? '')
  private order(of: string) {
    const open = this.request(of)?.links.find((l) => l.to === undefined)
    return open && this.world.order(open.order)
  }

  private idOf(noun: Noun, { of }: Step): string | undefined {
    if (noun === 'order') return this.order(of)?.id
    return noun === 'visit' ? this.request(of)?.visit : this.requests.get(of)
  }

  private assignment(which: Step['on'], { of }: Pick<Step, 'of'>): Assignment | undefined {
    const order = this.order(of)
    const lead = order && leadOf(order)
    if (!order || !lead || !which) return undefined
    return which === 'lead' ? lead : childrenOf(order, lead.no).at(-1)
  }

  /** A community of the street that the demonstration shows. */
  private place() {
    const { gazetteer } = this.world.policy.pack
    const settled = gazetteer.filter((p) => p.level === 'community' || p.level === 'village')
    const place = settled.find((p) => p.code.startsWith(this.shown.street?.region ?? '')) ?? settled[0]
    return { region: place?.code, text: place?.name ?? '' }
  }

  private resolved(value: unknown, step: Step): unknown {
    if (typeof value === 'string') return value.startsWith('$') ? this.known(value, step) : value.replaceAll('{place}', this.place().text)
    if (Array.isArray(value)) return value.map((one: unknown) => this.resolved(one, step))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolved(one, step)]))
  }

  private known(word: string, { of }: Step): string | undefined {
    const { policy, random } = this.world
    const proposed = this.order(of)?.proposal?.unit ?? this.shown.county?.code ?? ''
    const mistaken = policy.duties(this.story.mistakenFor ?? '').find((d) => d.unit && d.unit !== proposed)?.unit
    const [, name = '', argument = ''] = /^\$(\w+)(?::(\w+))?$/.exec(word) ?? []
    const words: Record<string, () => string | undefined> = {
      proposed: () => proposed,
      mistaken: () => mistaken ?? beside(proposed, policy, random),
      street: () => this.shown.street?.code,
      order: () => this.order(argument)?.id,
      request: () => this.requests.get(argument),
    }
    return words[name]?.()
  }
}

/** Of the nouns a story speaks of. */
function parts({ do: full }: Step): [Noun, string] {
  const [noun, command = ''] = full.split('.')
  return [noun === 'order' || noun === 'visit' ? noun : 'request', command]
}
