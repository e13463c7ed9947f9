/** An order in memory for tests of the core: commands are barred, decided and folded as the shell does it; nothing else is there. */
import { join } from 'node:path'
import { barOf } from '../packages/core/access/permit.ts'
import { instantOf, plus } from '../packages/core/calendar.ts'
import { type Actor, type Context, type Facts, type Instant, type Refusal, SYSTEM, type TextRef } from '../packages/core/kernel.ts'
import type { MemberFields, OpenedFields, OrderEvent } from '../packages/core/order/events.ts'
import { order as aggregate } from '../packages/core/order/index.ts'
import { partiesOf } from '../packages/core/order/parties.ts'
import type { Order } from '../packages/core/order/state.ts'
import { type Policy, policyOf } from '../packages/core/policy/policy.ts'
import type { Pack, Unit } from '../packages/core/policy/schema.ts'
import { readPack } from '../server/src/pack/folder.ts'
import { ROOT } from './tree.ts'

/** The common pack with four levels: centre, district, streets, a section of a street; and a bureau with a section. */
export async function levelledPolicy(change: (pack: Pack) => void = () => undefined): Promise<Policy> {
  const read = await readPack(join(ROOT, 'cities'), '_base')
  if (!read.ok) throw new Error(`pack: ${JSON.stringify(read.faults.slice(0, 3))}`)
  const pack = structuredClone(read.pack)
  const below = (code: string, kind: Unit['kind'], parent: string): Unit => ({ code, name: code, kind, parent })
  pack.units.push(
    below('district.east', 'town', 'district'),
    below('district.west', 'town', 'district'),
    below('district.town.team', 'section', 'district.town'),
    below('urban.team', 'section', 'urban'),
  )
  change(pack)
  return policyOf(pack)
}

export const words = (text: string): TextRef => ({ id: text, digest: text, size: text.length })

const POSTS: Record<string, string> = { centre: 'dispatch_review', unit: 'liaison' }
/** Somebody of the unit, in a post that may do what this side does; `user` tells colleagues apart. */
export const of = (unit: string, post = POSTS[unit] ?? 'liaison', user = `${post}@${unit}`): Actor => ({ user, post, unit, name: user })

export const member = (id: string, acceptedAt: Instant, more: Partial<MemberFields> = {}): MemberFields => ({
  id,
  number: id,
  confidential: false,
  shareNumber: true,
  title: words('路灯不亮'),
  acceptedAt,
  registeredBy: 'agent',
  ...more,
})

export const matter = (more: Partial<OpenedFields> = {}) => ({
  type: 'help',
  category: 'urban.lighting',
  categoryPath: ['urban.lighting', 'urban'],
  channel: 'phone',
  medium: 'phone',
  title: words('路灯不亮'),
  content: words('路灯从上周起就不亮了'),
  place: { region: '000001' },
  marks: [],
  confidential: false,
  praise: false,
  firm: false,
  ...more,
})

export class OrderRun {
  now: Instant
  state!: Order
  readonly journal: { event: OrderEvent; at: Instant }[] = []
  facts: Facts = {}

  constructor(
    readonly policy: Policy,
    at: string,
    opening: { member?: Partial<MemberFields>; matter?: Partial<OpenedFields> } = {},
  ) {
    this.now = instantOf(at)
    const request = member('r1', this.now, opening.member)
    this.give('open', { number: '1', request, matter: matter(opening.matter) }, SYSTEM)
  }

  at(time: string) {
    this.now = instantOf(time)
    return this
  }

  wait(ms: number) {
    this.now = plus(this.now, ms)
    return this
  }

  /** Carries the command out, or says what stands against it and leaves everything as it was. */
  give(name: string, input: Record<string, unknown> = {}, actor: Actor = SYSTEM): Refusal | undefined {
    const command = aggregate.commands.find((c) => c.name === name)
    if (!command) throw new Error(`no command ${name}`)
    const ctx = this.context(actor)
    const no = command.onAssignment ? (input.assignment as number) : undefined
    const barred = command.creates ? undefined : barOf(command, this.state, ctx, partiesOf(this.state, no, this.policy), no)
    if (barred) return barred
    const decision = command.decide(this.state, input, ctx)
    if (!decision.ok) return decision.refusal
    const before = this.state as Order | undefined
    this.state = decision.events.reduce<Order | undefined>((s, e) => aggregate.evolve(s, e, this.now), before) as Order
    this.journal.push(...decision.events.map((event) => ({ event, at: this.now })))
    return undefined
  }

  /** As `give`, for what a test takes for granted. */
  do(name: string, input: Record<string, unknown> = {}, actor: Actor = SYSTEM): this {
    const refusal = this.give(name, input, actor)
    if (refusal) throw new Error(`${name}: ${refusal.code} ${refusal.message}`)
    return this
  }

  /** Fires every timer that is due, as the worker would. */
  tick() {
    for (const t of aggregate.timers(this.state, this.policy)) if (t.at <= this.now) this.do(t.command, t.input)
    return this
  }

  share(no: number) {
    const found = this.state.assignments.find((a) => a.no === no)
    if (!found) throw new Error(`no assignment ${no}`)
    return found
  }

  private context(actor: Actor): Context {
    let n = this.journal.length
    return { policy: this.policy, version: 1, actor, now: this.now, facts: this.facts, ids: () => `id${++n}` }
  }
}
