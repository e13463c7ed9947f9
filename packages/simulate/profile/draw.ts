/** Draws a month from its totals: who calls when, about what, where, and what becomes of each, so that every total comes out exactly. */
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from '../habits.ts'
import { type Random, sample, shuffled } from '../random.ts'
import { spotIn } from '../texts.ts'
import { Moments, type Span } from './moments.ts'
import type { Case, Fate, Plan } from './plan.ts'
import { isPhone, type Totals } from './totals.ts'
import { assignUnits } from './assign.ts'
import { drawOutcomes } from './outcomes.ts'

/** Minutes after which a further request on the same matter comes in. */
const SOON = [1, 18] as const
/** When somebody has said all he had to say. */
const AFTER_A_LONG_CALL = [16, 19] as const

export function drawMonth(
  totals: Totals,
  span: Span,
  policy: Policy,
  random: Random,
): { ok: true; plan: Plan } | { ok: false; faults: string[] } {
  const draw = new Draw(totals, span, policy, random)
  const cases = draw.cases()
  const faults = [...assignUnits(cases, totals.units, policy, random), ...drawOutcomes(cases, totals, policy, random)]
  return faults.length ? { ok: false, faults } : { ok: true, plan: { month: span, cases, ...draw.calls(cases) } }
}

class Draw {
  private readonly moments: Moments

  constructor(
    private readonly totals: Totals,
    span: Span,
    private readonly policy: Policy,
    private readonly random: Random,
  ) {
    this.moments = new Moments(span, policy, random)
  }

  cases(): Case[] {
    const accepted = this.accepted()
    this.mark(accepted)
    this.decide(accepted)
    return [...accepted, ...this.apart(accepted.length)]
  }

  private accepted(): Case[] {
    const { totals, random } = this
    const [types, topics, channels] = [totals.types, totals.topics, totals.channels].map((counts) => shuffled(laidOut(counts), random))
    return (channels ?? []).map((channel, no) => this.fresh(no, channel, types?.[no] ?? '', topics?.[no] ?? ''))
  }

  private fresh(no: number, channel: string, reported: string, category: string): Case {
    const { random, policy } = this
    return {
      no,
      at: this.moments.draw(),
      channel,
      type: this.typeOf(reported),
      category,
      spot: spotIn(policy, random),
      marks: [],
      fate: 'answered',
      late: false,
      punctual: false,
      returned: false,
      contacted: true,
      voices: [],
      urges: [],
      seed: random.between(1, 0xffff_ffff),
    }
  }

  /** Registered mostly as what it is reported as, now and then as a further type that is counted there. */
  private typeOf(reported: string): string {
    const within = this.policy.pack.kinds.types.filter((t) => t.reportedAs === reported)
    return this.random.weighted(within.map((t) => [t.code, t.code === reported ? 1 : HABITS.furtherType] as const))
  }

  /** Marks of one group exclude each other as long as there are requests enough. */
  private mark(cases: Case[]) {
    const { kinds } = this.policy.pack
    const groupOf = (kind: string) => kinds.marks.find((m) => m.code === kind)?.group
    for (const { kind, level, count } of this.totals.marks) {
      const free = (c: Case) => !c.marks.some((m) => groupOf(m.kind) === groupOf(kind))
      const open = cases.filter((c) => !c.marks.some((m) => m.kind === kind))
      for (const c of sample(open, count, this.random, (one) => (free(one) ? 1 : 0))) c.marks.push({ kind, level })
    }
    for (const c of cases) c.punctual = c.marks.some((m) => this.totals.inTime.includes(m.kind))
  }

  private decide(cases: Case[]) {
    const { flow } = this.totals
    const { random, policy } = this
    const praise = new Set(policy.pack.kinds.types.filter((t) => t.praise).map((t) => t.code))
    const atOnce = (c: Case) => (c.punctual || praise.has(c.type) ? 0 : (HABITS.onTheSpot[c.type] ?? HABITS.onTheSpotElse))
    const answered = new Set(sample(cases, flow.onTheSpot, random, atOnce))
    let rest = shuffled(
      cases.filter((c) => !answered.has(c)),
      random,
    ).sort((a, b) => Number(a.punctual) - Number(b.punctual))
    const take = (count: number, fate: Fate) => {
      for (const c of rest.slice(0, count)) c.fate = fate
      rest = rest.slice(count)
    }
    take(flow.undecided, 'undecided')
    take(flow.withdrawn, 'withdrawn')
    const merged = rest.slice(0, flow.merged)
    rest = rest.slice(flow.merged)
    for (const c of rest) c.fate = 'ordered'
    for (const c of merged) this.merge(c, random.pick(rest))
  }

  /** Comes in a little later than the first one, about the same matter in the same place. */
  private merge(c: Case, first: Case) {
    c.fate = this.random.chance(0.5) ? 'joined' : 'taken'
    c.behind = first
    c.spot = first.spot
    c.at = this.moments.after(first.at, SOON)
  }

  /** What is counted apart from what was accepted; it comes by telephone where there is one. */
  private apart(from: number): Case[] {
    const { totals, policy, random } = this
    const phone = policy.pack.kinds.channels.find((c) => c.medium === 'phone') ?? policy.pack.kinds.channels[0]
    const leaves = policy.pack.categories.filter((c) => policy.isLeaf(c.code) && !c.succeededBy)
    const reported = policy.pack.kinds.types.filter((t) => t.reportedAs === t.code)
    const fates: Fate[] = (['refused', 'transferred', 'imported'] as const).flatMap((fate) =>
      Array<Fate>(fate === 'imported' ? totals.history : totals[fate]).fill(fate),
    )
    return fates.map((fate, i) => ({
      ...this.fresh(from + i, phone?.code ?? '', random.pick(reported).code, random.pick(leaves).code),
      fate,
    }))
  }

  /** 来电: one for each request by telephone; where there are fewer, some people have several things to say; the others leave none. */
  calls(cases: Case[]): Pick<Plan, 'missed' | 'idle'> {
    const { totals, policy } = this
    const told = cases.filter((c) => isPhone(c.channel, policy) && c.fate !== 'imported')
    const further = this.share(told, told.length - totals.calls.answered)
    for (const c of cases) if (c.behind && !c.during) c.at = this.moments.after(c.behind.at, c.behind.during ? AFTER_A_LONG_CALL : SOON)
    let spare = totals.calls.answered - (told.length - further)
    spare -= this.urge(cases, spare)
    const times = (count: number) => Array.from({ length: count }, () => this.moments.draw())
    return { missed: times(totals.calls.offered - totals.calls.answered), idle: times(spare) }
  }

  /** So many of them say it in somebody's call who called anyway; one behind another's order in a call that had that order written. */
  private share(told: Case[], count: number): number {
    if (count <= 0) return 0
    const [first, ...others] = [...told].sort((a, b) => Number(a.fate !== 'ordered') - Number(b.fate !== 'ordered'))
    const further = others.sort((a, b) => Number(Boolean(a.behind)) - Number(Boolean(b.behind))).slice(0, count)
    const within = new Set(further)
    const own = told.filter((c) => !within.has(c))
    for (const c of further) {
      const host = (c.behind?.during ?? c.behind) === undefined ? this.random.pick(own) : first
      if (!host) continue
      if (c.behind) c.behind = host
      c.during = host
      c.at = host.at
    }
    return further.length
  }

  /**
   * 催办: of orders that run; each is a call of its own while there are calls left, else written on the web. Answers how many calls it took.
   */
  private urge(cases: Case[], spare: number): number {
    const { random, totals } = this
    const running = cases.filter((c) => c.fate === 'ordered')
    const count = totals.urged ?? Math.min(Math.floor(spare / 2), Math.round(running.length * HABITS.urged))
    if (!running.length) return 0
    for (let i = 0; i < count; i++) random.pick(running).urges.push(i < spare ? 'call' : 'web')
    return Math.min(spare, count)
  }
}

const laidOut = (counts: Map<string, number>): string[] => [...counts].flatMap(([code, count]) => Array<string>(count).fill(code))
