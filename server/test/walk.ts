/**
 * A walk at random through everything the API offers: somebody registers, somebody is offered something and does it with whatever the
 * command's own schema allows. Most of it makes no sense, some of it is refused, and nothing of it may break a figure.
 */
import { dayOf, formatDay, HOUR, plusDays } from '@huying/core/calendar'
import type { Noun } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import type { Pack } from '@huying/core/policy/schema'
import { RESOLUTIONS } from '@huying/core/request/state'
import { DECISIONS } from '@huying/core/visit/state'
import { randomFrom, type Random } from '@huying/simulate/random'
import { roadOf } from '../../scenarios/road.ts'
import { PATHS } from '../src/shell/routes.ts'
import { foldDeltas } from '../src/figures/store.ts'
import type { City, Person } from './rig.ts'

type Walked = 'request' | 'order' | 'visit'
interface Node {
  const?: unknown
  anyOf?: Node[]
  type?: 'object' | 'array' | 'integer' | 'number' | 'boolean' | 'string'
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  patternProperties?: unknown
}
/** What an input is made for. */
interface About {
  command: string
  assignment?: number
  state: Record<string, unknown>
}
interface Offer {
  command: string
  assignment?: number
}

/** What moves a matter on is chosen more often than what ends it. */
const WEIGHT: Record<string, number> = {
  dispatch: 6,
  sign: 6,
  contact_citizen: 4,
  reply: 8,
  approve: 8,
  review: 8,
  start: 6,
  record: 8,
  forward: 4,
  ...Object.fromEntries(['correct', 'mark', 'unmark', 'claim', 'release', 'redispatch', 'split', 'hand_on', 'recall'].map((c) => [c, 0.3])),
  void: 0.1,
  withdraw: 0.2,
  merge: 0.5,
  archive: 0.5,
}
/** Who works at what. */
const CENTRE: Record<Walked, string[]> = {
  request: ['agent', 'supervisor_shift', 'web_intake', 'business_admin'],
  order: ['dispatcher', 'dispatch_review', 'dispatch_review', 'supervisor_shift', 'visit_review', 'centre_head', 'business_admin'],
  visit: ['visitor', 'visitor', 'visit_review', 'centre_head'],
}
const UNIT = ['liaison', 'unit_leader', 'county_officer', 'county_review', 'handler']

export class Walk {
  /** How often each command was carried out. */
  readonly done = new Map<string, number>()
  private readonly random: Random
  private readonly known: Record<Walked, string[]> = { request: [], order: [], visit: [] }

  constructor(
    private readonly city: City,
    seed: number,
    private readonly units: string[],
  ) {
    this.random = randomFrom(seed)
  }

  async step(): Promise<void> {
    const { random, city } = this
    const what = random.weighted([
      ['drive', 30],
      ['register', 10],
      ['call', 5],
      ['order', 20],
      ['visit', 8],
      ['request', 8],
      ['wait', 8],
      ['fold', 5],
    ] as const)
    switch (what) {
      case 'drive':
        return this.drive()
      case 'register':
        return this.register()
      case 'call':
        return this.call()
      case 'wait':
        city.wait(random.between(1, 20) * HOUR + random.between(0, 3600) * 1000)
        await city.settle()
        return
      case 'fold':
        await foldDeltas(city.pool, city.centre, random.between(1, 40))
        return
      case 'order':
      case 'visit':
      case 'request':
        return this.act(what)
    }
  }

  /** One matter all the way, with something unforeseen in between; where that bars the road, it ends there. */
  private async drive() {
    const { random, city } = this
    const road = roadOf(city, random.pick(this.units))
    const stray = async (order: string) => (random.chance(0.4) ? this.actOn('order', order) : undefined)
    try {
      const { request, order } = await road.inHand({
        confidential: random.chance(0.1),
        urgency: random.pick(['normal', 'normal', 'urgent']),
      })
      this.known.request.push(request)
      this.known.order.push(order)
      await stray(order)
      await road.call(order, random.pick(['connected', 'no_answer']))
      await road.call(order)
      city.wait(random.between(1, 60) * HOUR)
      await road.answered(order, { solved: random.pick(['solved', 'phased']) })
      await stray(order)
      city.at(`${formatDay(plusDays(dayOf(city.now()), 1))}T${random.pick(['09:30', '15:10', '19:20'])}`)
      const visit = await road.callBack(request, this.said())
      if (random.chance(0.7)) await road.judge(visit, random.pick(DECISIONS))
      for (const step of ['road.call', 'road.answered', 'road.callBack']) this.note(step, 200, undefined)
    } catch (error) {
      if (!(error instanceof Error) || !/^4\d\d /.test(error.message)) throw error
    }
  }

  private said() {
    const { random, city } = this
    const { scale, dissatisfiedReasons } = city.pack.visit
    return {
      ...(random.chance(0.8) ? { contacted: random.chance(0.9) } : {}),
      ...(random.chance(0.8) ? { solved: random.pick(RESOLUTIONS) } : {}),
      ...(random.chance(0.8) ? { satisfied: random.pick(scale.value).code, reasons: [random.pick(dissatisfiedReasons).code] } : {}),
    }
  }

  private async register() {
    const { random, city } = this
    const { types, channels } = city.pack.kinds
    const parents = new Set(city.pack.categories.map((c) => c.parent))
    const leaf = random.pick(city.pack.categories.filter((c) => !parents.has(c.code) && !c.requires?.length))
    const order = this.known.order.at(-random.between(1, 5))
    const outcome = random.weighted<Record<string, unknown> | undefined>([
      [{ how: 'forward' }, 12],
      [{ how: 'answer', text: '已当场答复。' }, 3],
      [{ how: 'refuse', reason: random.pick(city.pack.intake.refusals).code, told: '信访渠道' }, 1],
      [undefined, 1],
      [order ? { how: 'forward', into: order } : { how: 'forward' }, 3],
    ])
    const agent = await city.as('agent')
    const { body, status } = await agent.post('/api/requests', {
      channel: random.pick(channels).code,
      requester: { kind: random.pick(['person', 'firm']), callNumber: `1000000${random.between(1000, 1020)}`, company: '某商行' },
      type: random.pick(types).code,
      category: leaf.code,
      title: '路口的灯不亮',
      content: '连续几天不亮，晚上看不清路。',
      place: { region: '430304', text: '某路口' },
      since: '前天',
      affected: { low: random.between(1, 300) },
      alike: { low: 2 },
      wants: '修好',
      urgency: random.pick(['normal', 'normal', 'urgent']),
      confidential: random.chance(0.1),
      shareNumber: true,
      ...(outcome ? { outcome } : {}),
    })
    this.note('request.register', status, body)
    if (status !== 200) return
    this.known.request.push(body.id)
    const opened = body.view.state.links[0]?.order as string | undefined
    if (opened && !this.known.order.includes(opened)) this.known.order.push(opened)
  }

  private async call() {
    const { random, city } = this
    const agent = await city.as('agent')
    const opened = await agent.post('/api/contacts', {
      channel: 'phone',
      number: `1000000${random.between(1000, 1020)}`,
      ringing: random.chance(0.3),
    })
    this.note('contact.open', opened.status, opened.body)
    for (const command of ['answer', 'finish', 'miss']) {
      if (!random.chance(0.7)) continue
      const { status, body } = await agent.post(
        `/api/contacts/${opened.body.id}/${command}`,
        this.inputFor('contact', command, undefined, {}),
      )
      this.note(`contact.${command}`, status, body)
    }
  }

  /** One of the latest things, and what somebody is offered there, a few times. */
  private async act(noun: Walked) {
    if (noun === 'visit') await this.findVisits()
    const list = this.known[noun]
    const id = list.at(-this.random.between(1, Math.min(list.length, 5)))
    if (!id) return
    for (let times = this.random.between(1, 3); times > 0; times--) await this.actOn(noun, id)
  }

  private async actOn(noun: Walked, id: string) {
    const { random, city } = this
    const seen = await (await city.as('visit_review')).get(`/api/${PATHS[noun]}/${id}`)
    const units = ((seen.body?.state?.assignments ?? []) as { unit: string }[]).map((a) => a.unit)
    for (let tries = 0; tries < 5; tries++) {
      const person =
        units.length && random.chance(0.7) ? await city.as(random.pick(UNIT), random.pick(units)) : await city.as(random.pick(CENTRE[noun]))
      const { status, body } = await person.get(`/api/${PATHS[noun]}/${id}`)
      if (status === 200 && body.open.length) return this.take(person, noun, id, body)
    }
  }

  private async take(person: Person, noun: Walked, id: string, view: { open: Offer[]; state: Record<string, unknown> }) {
    const offer = this.random.weighted(view.open.map((o) => [o, WEIGHT[o.command] ?? 1] as const))
    const input = this.inputFor(noun, offer.command, offer.assignment, view.state)
    const { status, body } = await person.post(`/api/${PATHS[noun]}/${id}/${offer.command}`, input)
    this.note(`${noun}.${offer.command}`, status, body)
  }

  private async findVisits() {
    const reviewer = await this.city.as('visit_review')
    for (const tab of ['due', 'review', 'done']) {
      const { body } = await reviewer.get(`/api/visits/list/${tab}?limit=20`)
      for (const { id } of body.rows as { id: string }[]) if (!this.known.visit.includes(id)) this.known.visit.push(id)
    }
  }

  private note(command: string, status: number, body: unknown) {
    if (status >= 500) throw new Error(`${command} answered ${status}: ${JSON.stringify(body)}`)
    if (status === 200) this.done.set(command, (this.done.get(command) ?? 0) + 1)
  }

  private inputFor(noun: Noun, name: string, assignment: number | undefined, state: Record<string, unknown>): unknown {
    const command = AGGREGATES[noun].commands.find((c) => c.name === name)
    return this.valueOf(command?.input as Node, '', { command: name, assignment, state })
  }

  /** A value of the schema; what a string should be is told by its name. */
  private valueOf(node: Node, name: string, about: About): unknown {
    const { random } = this
    if ('const' in node) return node.const
    if (node.anyOf) return this.valueOf(random.pick(node.anyOf), name, about)
    switch (node.type) {
      case 'object': {
        const wanted = Object.entries(node.properties ?? {}).filter(
          ([key]) => node.required?.includes(key) || (random.chance(0.6) && key !== 'contact'),
        )
        return Object.fromEntries(wanted.map(([key, value]) => [key, this.valueOf(value, key, about)]))
      }
      case 'array':
        return node.items ? [this.valueOf(node.items, name, about)] : []
      case 'integer':
      case 'number':
        return name === 'assignment' ? about.assignment : random.between(1, 3)
      case 'boolean':
        return random.chance(name === 'confidential' ? 0.1 : 0.75)
      case 'string':
      case undefined:
        return this.word(name, about)
    }
  }

  private below(unit: string): string {
    return this.random.pick(this.city.pack.units.filter((u) => u.parent === unit).concat(this.city.pack.units.slice(0, 1))).code
  }

  private word(name: string, { command, state }: About): string {
    const { random, city, known } = this
    const { pack } = city
    const codes = (rows: readonly { code: string }[]) => random.pick(rows).code
    const words: Record<string, () => string> = {
      unit: () => (command === 'sub_dispatch' ? this.below(random.pick(this.units)) : random.pick(this.units)),
      to: () => random.pick(this.units),
      suggested: () => random.pick(this.units),
      into: () => known.order.at(-random.between(1, 6)) ?? '',
      request: () => random.pick((state.members as { id: string }[] | undefined) ?? [{ id: '' }]).id,
      reason: () => codes(reasonsOf(pack, command)),
      unsolvedReason: () => codes(pack.handling.unsolvedReasons),
      reasons: () => codes(pack.visit.dissatisfiedReasons),
      satisfied: () => codes(pack.visit.scale.value),
      cause: () => codes(pack.archive.causes),
      type: () => codes(pack.kinds.types),
      category: () => random.pick(['urban.lighting', 'urban.green', 'urban.drainage']),
      kind: () => codes(pack.kinds.marks),
      region: () => '430304',
      scan: () => '018f0000-0000-7000-8000-000000000001',
    }
    return words[name]?.() ?? `记录${random.between(1, 99_999)}`
  }
}

function reasonsOf(pack: Pack, command: string): { code: string }[] {
  const lists: Record<string, { code: string }[]> = {
    request_return: pack.returns.reasons,
    request_extension: pack.extensions.reasons,
    pause: pack.pauses.reasons,
    review: pack.reviews?.reasons ?? [],
    unreached: pack.visit.unreachedReasons,
    void: [{ code: 'mistake' }],
  }
  return lists[command] ?? pack.intake.refusals
}
