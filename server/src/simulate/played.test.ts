/** A played fortnight: its figures hold together, and at its end everything that desks show is there. Seeded, so it is always the same one. */
import path from 'node:path'
import { DAY, instantOf, plus } from '@huying/core/calendar'
import { levelOf } from '@huying/core/deadline/reading'
import { type Contribution, NOUNS, type Noun } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { type Assignment, closeClock, live, type Order, pendingExtension, pendingPause, pendingReturn } from '@huying/core/order/state'
import { policyOf } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Task } from '@huying/core/task/task'
import { awaitsReview, type Visit } from '@huying/core/visit/state'
import type { Engine, Ground } from '@huying/simulate/engine'
import { playMonth } from '@huying/simulate/month'
import { shownUnits } from '@huying/simulate/shown'
import { beforeAll, describe, expect, it } from 'vitest'
import { readKnowledge, readPack } from '../pack/folder.ts'
import { absorb } from '../text/absorb.ts'
import { type CryptoProvider, gmCrypto } from '../text/crypto.ts'
import { readTextFrames } from './seed.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const END = instantOf('2024-11-27T16:20')
const open: CryptoProvider = {
  ...gmCrypto(Buffer.alloc(64)),
  seal: () => Buffer.alloc(0),
  digest: (plain) => plain,
}

async function play(): Promise<{ engine: Engine; ground: Ground }> {
  const read = await readPack(path.join(ROOT, 'cities'), 'xiangtan')
  if (!read.ok) throw new Error('the pack does not read')
  const policy = policyOf(read.pack)
  let n = 0
  const next = () => String(++n)
  const entries = (await readKnowledge(path.join(ROOT, 'cities'), 'xiangtan')).map(({ code, title, category, words = [] }) => ({
    code,
    title,
    category,
    words,
    version: 1,
  }))
  const unit = policy.pack.city.centreUnit
  const ground: Ground = {
    policy,
    version: 1,
    absorb: (schema, input) => ({ ...absorb<unknown>(schema, input, open), words: [] }),
    person: String,
    id: next,
    number: next,
    queryKey: next,
    entries,
    unanswered: (category, what, at) => ({ kind: 'no_answer', about: { noun: 'category', id: category }, unit, what, due: plus(at, DAY) }),
  }
  const texts = await readTextFrames(path.join(ROOT, 'packages/simulate/texts'))
  return { engine: playMonth(ground, texts, { from: plus(END, -22 * DAY), to: END, perDay: 170, seed: 5 }), ground }
}

describe('a played span', () => {
  let engine: Engine
  let ground: Ground
  let figures: Contribution
  beforeAll(async () => {
    const played = await play()
    engine = played.engine
    ground = played.ground
    figures = totals(engine)
  })

  const all = <S>(noun: Noun) => [...(engine.rows.get(noun)?.values() ?? [])].map(({ state }) => state as S)
  const running = () => all<Order>('order').filter((o) => ['dispatched', 'working', 'reviewing'].includes(o.stage))
  const shares = () => running().flatMap((o) => o.assignments.filter(live))
  const some = (what: (a: Assignment) => unknown) => shares().filter(what).length
  const f = (figure: string) => figures[figure] ?? 0
  const share = (of: string, among: string) => f(of) / f(among)

  it('keeps the identities of the bulletin', () => {
    expect(f('accepted')).toBe(f('answered') + f('sent') + f('undecided'))
    expect(f('sent') - f('sent_withdrawn') - f('merged')).toBe(f('orders'))
  })

  it('has the rates of a city', () => {
    expect(share('answered', 'accepted')).toBeGreaterThan(0.6)
    expect(share('answered_by_knowledge', 'answered')).toBeGreaterThan(0.6)
    expect(share('first_right', 'dispatched')).toBeGreaterThan(0.9)
    expect(1 - share('finished_late', 'finished')).toBeGreaterThan(0.94)
    expect(share('satisfied', 'rated')).toBeGreaterThan(0.85)
    expect(share('satisfied', 'rated')).toBeLessThan(0.97)
  })

  it('loses no call: what was said is registered', () => {
    const broken = all<{ disposition?: string }>('contact').filter((c) => c.disposition === 'broken').length
    expect(broken / all('contact').length).toBeLessThan(0.03)
  })

  it('leaves on every desk what is open there', () => {
    const stages = new Set(shares().map((a) => a.stage))
    expect([...stages]).toEqual(expect.arrayContaining(['sent', 'working', 'subbed', 'returning', 'signing', 'submitted']))
    expect(some((a) => a.parent !== undefined && a.stage === 'submitted')).toBeGreaterThan(0)
    expect(some(pendingReturn)).toBeGreaterThan(0)
    expect(some(pendingExtension)).toBeGreaterThan(0)
    expect(some(pendingPause)).toBeGreaterThan(0)
    const levels = new Set(shares().map((a) => levelAt(a)))
    expect([...levels]).toEqual(expect.arrayContaining(['normal', 'near', 'over', 'paused', 'stopped']))
    const visits = all<Visit>('visit')
    expect(visits.some((v) => v.stage === 'due')).toBe(true)
    expect(visits.some((v) => v.stage === 'again')).toBe(true)
    expect(visits.some(awaitsReview)).toBe(true)
    expect(all<ServiceRequest>('request').some((r) => r.stage === 'pending')).toBe(true)
    expect(all<Task>('task').some((t) => t.stage === 'todo')).toBe(true)
    const { county } = shownUnits(ground.policy)
    expect(some((a) => a.unit === county?.code)).toBeGreaterThan(20)
  })

  it('tells the three stories to their ends', () => {
    const order = (title: string) => all<Order>('order').find((o) => o.title.digest.includes(title))
    const lamps = order('七盏路灯')
    expect(lamps).toMatchObject({ stage: 'closed' })
    expect(lamps?.rounds).toHaveLength(2)
    expect(lamps?.urges).toHaveLength(1)
    const blocked = order('开挖围挡')
    expect(blocked?.members).toHaveLength(3)
    expect(blocked?.stage).toBe('working')
    const licence = all<ServiceRequest>('request').find((r) => r.title.digest.includes('烘焙店'))
    expect(licence?.answer?.knowledge).toHaveLength(1)
    const overflow = order('污水外溢')
    expect(overflow?.stage).toBe('archived')
    expect(overflow?.firstWrong).toBe(true)
  })
})

const levelAt = (a: Assignment) => {
  const clock = closeClock(a)
  return clock && levelOf(clock, END)
}

/** Every row's figures of the whole, added up over the days. */
function totals(engine: Engine): Contribution {
  const out: Contribution = {}
  for (const noun of NOUNS)
    for (const { state } of engine.rows.get(noun)?.values() ?? [])
      for (const [key, amount] of Object.entries(AGGREGATES[noun].contribution(state as never))) {
        const [, dimension, , figure = ''] = key.split('|')
        if (dimension === 'all') out[figure] = (out[figure] ?? 0) + amount
      }
  return out
}
