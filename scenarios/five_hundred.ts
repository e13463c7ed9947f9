/** Five hundred people with five hundred matters, each with a fate of its own, all through the public API. What was done is counted here by hand. */
import { FACT_LABELS } from '@huying/core/request/input'
import type { Random } from '@huying/simulate/random'
import type { City, Person, Reply } from '../server/test/rig.ts'
import { done } from './road.ts'

export interface Told {
  type: string
  category: string
  title: string
  content: string
  wants: string
  internal: string
  public: string
}

export const UNITS = ['urban', 'yuetang', 'xiangxiang', 'market']
type Fate = 'answered' | 'refused' | 'transferred' | 'sent' | 'joined' | 'withdrawn'
const FATES: readonly (readonly [Fate, number])[] = [
  ['answered', 38],
  ['refused', 2],
  ['transferred', 2],
  ['sent', 48],
  ['joined', 6],
  ['withdrawn', 4],
]

interface Walked {
  request: string
  order?: string
  unit: string
  told: Told
  fate: Fate
}
interface Said {
  solved: string
  satisfied?: string
}

export class FiveHundred {
  readonly people: Walked[] = []
  /** Orders that went into a second round, and what everybody said last. */
  readonly redone = new Set<string>()
  readonly said = new Map<string, Said>()

  constructor(
    private readonly city: City,
    private readonly random: Random,
  ) {}

  count = (...fates: Fate[]) => this.people.filter((p) => fates.includes(p.fate)).length
  /** Orders that are handled to their end: nobody behind them withdrew. */
  private running = () => this.people.filter((p) => p.fate === 'sent')
  private ended = () => this.people.filter((p) => p.fate === 'sent' || p.fate === 'joined')

  /** By telephone, or written down from letters. */
  async register(matters: Told[], byPhone: boolean) {
    for (const [i, told] of matters.entries()) {
      const unit = UNITS[i % UNITS.length] ?? 'urban'
      const agent = await this.city.as('agent', undefined, `话务员${i % 5}`)
      const open = this.people.filter((p) => p.fate === 'sent').at(-1)
      const drawn = this.random.weighted(FATES)
      const fate = drawn === 'joined' && !open ? 'sent' : drawn
      const contact = byPhone ? done(await agent.post('/api/contacts', { channel: 'phone', number: numberOf(i) })).body.id : undefined
      const { body } = done(
        await agent.post('/api/requests', {
          ...this.matterOf(told, i),
          ...(contact ? { channel: 'phone', contact } : { channel: 'letter' }),
          outcome: this.outcomeOf(fate, told, open?.order),
        }),
      )
      if (contact) done(await agent.post(`/api/contacts/${contact}/finish`))
      this.people.push({ request: body.id, order: body.view.state.links[0]?.order, unit, told, fate })
    }
  }

  private matterOf({ type, category, title, content, wants }: Told, i: number) {
    const requires = this.city.pack.categories.find((c) => c.code === category)?.requires ?? []
    const facts = requires.filter((code) => !(code in FACT_LABELS)).map((code) => [code, '见内容'])
    return {
      requester: { kind: 'person', callNumber: numberOf(i), company: '某商行' },
      ...{ type, category, title, content, wants },
      place: { region: '430304', text: '某路口' },
      since: '近几天',
      affected: { low: 1 },
      alike: { low: 1 },
      urgency: 'normal',
      shareNumber: true,
      ...(facts.length ? { facts: Object.fromEntries(facts) } : {}),
    }
  }

  private outcomeOf(fate: Fate, told: Told, into: string | undefined) {
    const reason = this.city.pack.intake.refusals[0]?.code
    switch (fate) {
      case 'answered':
        return { how: 'answer', text: told.public }
      case 'refused':
        return { how: 'refuse', reason, told: '信访渠道' }
      case 'transferred':
        return { how: 'transfer', to: '110' }
      case 'joined':
        return { how: 'forward', into }
      case 'sent':
      case 'withdrawn':
        return { how: 'forward' }
    }
  }

  /** Those who think better of it do so before anybody was sent. */
  async withdraw() {
    const agent = await this.city.as('agent')
    for (const p of this.people.filter((x) => x.fate === 'withdrawn'))
      done(await agent.post(`/api/requests/${p.request}/withdraw`, { reason: '已自行解决。' }))
  }

  async dispatch() {
    const dispatcher = await this.city.as('dispatcher')
    await this.all(
      dispatcher,
      'dispatch',
      this.running().map((p) => ({ id: p.order ?? '', input: { lead: { unit: p.unit } } })),
    )
  }

  /** Signed, spoken with, answered, signed off, reviewed: unit by unit. */
  async handle(assignment: number, orders = this.running()) {
    for (const unit of UNITS) {
      const mine = orders.filter((p) => p.unit === unit)
      if (!mine.length) continue
      const [liaison, leader] = [await this.city.as('liaison', unit), await this.city.as('unit_leader', unit)]
      const each = (input: (p: Walked) => Record<string, unknown>) =>
        mine.map((p) => ({ id: p.order ?? '', input: { assignment, ...input(p) } }))
      await this.all(
        liaison,
        'sign',
        each(() => ({})),
      )
      await this.all(
        liaison,
        'contact_citizen',
        each(() => ({ result: 'connected', purpose: 'first' })),
      )
      await this.all(
        liaison,
        'reply',
        each(({ told }) => this.replyOf(told, assignment)),
      )
      await this.all(
        leader,
        'approve',
        each(() => ({ pass: true, sealed: true })),
      )
      await this.all(
        await this.city.as('dispatch_review'),
        'review',
        each(() => ({ pass: true })),
      )
    }
  }

  private replyOf(told: Told, round: number) {
    const again = round > 1 ? { plan: '重新上门核实，逐项整改。' } : {}
    return { isTrue: true, solved: 'solved', internal: told.internal, public: `${round > 1 ? '经重新办理：' : ''}${told.public}`, ...again }
  }

  /** Everybody whose call-back is open is called; in the first round every eighth is asked to be handled again. */
  async callBack(round: number) {
    const visitor = await this.city.as('visitor')
    const reviewer = await this.city.as('visit_review')
    const due = await this.due(visitor)
    await this.all(
      visitor,
      'start',
      [...due.values()].map((id) => ({ id, input: {} })),
      'visit',
    )
    const asked: Walked[] = []
    const records = []
    for (const p of this.ended().filter((x) => due.has(x.request))) {
      const again = round === 1 && p.fate === 'sent' && this.random.chance(0.12)
      if (again) asked.push(p)
      const said = again ? { solved: 'unsolved', satisfied: 'dissatisfied' } : this.random.pick<Said>(ANSWERS)
      this.said.set(p.request, said)
      records.push({ id: due.get(p.request) ?? '', input: { contacted: true, ...said, ...(again ? { reasons: ['result'] } : {}) } })
    }
    await this.all(visitor, 'record', records, 'visit')
    for (const p of asked) {
      done(await reviewer.post(`/api/visits/${due.get(p.request)}/review`, { decision: 'redo', note: '问题没有解决。' }))
      this.redone.add(p.order ?? '')
    }
  }

  redoing = () => this.running().filter((p) => this.redone.has(p.order ?? ''))

  private async due(visitor: Person): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    let after = ''
    do {
      const { body } = done(await visitor.get(`/api/visits/list/due?limit=200${after && `&after=${encodeURIComponent(after)}`}`))
      for (const row of body.rows as { id: string; request_id: string }[]) found.set(row.request_id, row.id)
      after = (body.next as string | undefined) ?? ''
    } while (after)
    return found
  }

  private async all(person: Person, command: string, items: { id: string; input: Record<string, unknown> }[], noun = 'order') {
    for (let i = 0; i < items.length; i += 100) failed(await person.post('/api/batch', { noun, command, items: items.slice(i, i + 100) }))
  }
}

/** Nobody was asked twice, nobody's silence is an answer. */
const ANSWERS: Said[] = [
  { solved: 'solved', satisfied: 'very-satisfied' },
  { solved: 'solved', satisfied: 'satisfied' },
  { solved: 'solved' },
  { solved: 'partly', satisfied: 'fairly-satisfied' },
]
const numberOf = (i: number) => `100${String(i).padStart(8, '0')}`

function failed(reply: Reply) {
  const wrong = (done(reply).body.results as { ok: boolean }[]).find((r) => !r.ok)
  if (wrong) throw new Error(JSON.stringify(wrong))
}
