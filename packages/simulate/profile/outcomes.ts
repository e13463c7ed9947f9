/**
 * What call-backs find and which orders are late, so that every printed rate comes out. A rate is a count over a base; the base is what
 * the pack says (satisfiedAmong, countsRedo, onTimeAmong), and where the base is free (who was reached, who said nothing) it is chosen so
 * that some count prints as the rate.
 */
import type { Resolution } from '@huying/core/request/state'
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from '../habits.ts'
import { type Random, sample, shuffled } from '../random.ts'
import type { Case, Voice } from './plan.ts'
import { countsOf } from './printed.ts'
import type { Totals } from './totals.ts'

export function drawOutcomes(cases: Case[], totals: Totals, policy: Policy, random: Random): string[] {
  const faults: string[] = []
  const asked = { cases, totals, policy, random, faults }
  drawReturns(asked)
  drawContacts(asked)
  const voices = callBacks(asked)
  drawRedone(asked, voices)
  if (policy.pack.onTimeAmong.value !== 'due') drawLate(asked, ordersOf(cases, policy))
  return faults
}

interface Asked {
  cases: Case[]
  totals: Totals
  policy: Policy
  random: Random
  faults: string[]
}

type Rated = Pick<Asked, 'random' | 'faults'> & { totals: Pick<Totals, 'rates'> }

const isPraise = (c: Case, { pack }: Policy) => pack.kinds.types.some((t) => t.code === c.type && t.praise)
const ordered = (cases: Case[]) => cases.filter((c) => c.fate === 'ordered')

/** Of `base` so many as print as the rate; the usual share where none is given. Undefined: there is none. */
function counted({ totals, random, faults }: Rated, rate: keyof Totals['rates'], base: number, usual: number): number {
  const text = totals.rates[rate]
  if (text === undefined) return Math.min(base, Math.round(base * usual))
  if (base === 0) return 0
  const found = countsOf(text, base)
  if (found.length) return random.pick(found)
  faults.push(`rates.${rate}：${base} 件中没有哪个件数印出来是 ${text}`)
  return 0
}

function drawReturns({ cases, totals, random }: Asked) {
  for (const c of sample(ordered(cases), totals.returned, random)) c.returned = true
}

/** 群众联系率: of every dispatched order but commendations. */
function drawContacts(asked: Asked) {
  const owed = ordered(asked.cases).filter((c) => !isPraise(c, asked.policy))
  const contacted = counted(asked, 'contacted', owed.length, 1)
  for (const c of sample(owed, owed.length - contacted, asked.random)) c.contacted = false
}

/** Which orders count for 按时办结率 as the pack has it: all that were sent, or those that are closed at the end. */
const ordersOf = (cases: Case[], policy: Policy) => {
  if (policy.pack.onTimeAmong.value !== 'closed') return ordered(cases)
  const open = new Set(cases.filter((c) => isOwed(c, policy) && !c.voices.length).map((c) => c.behind ?? c))
  return ordered(cases).filter((c) => !open.has(c))
}

/** Late are so many that the rest print as the rate. Those that must be in time never are. */
export function drawLate({ totals, random, faults }: Rated, orders: Case[]) {
  const late = orders.length - counted({ totals, random, faults }, 'onTime', orders.length, 1 - HABITS.late)
  const may = orders.filter((c) => !c.punctual)
  if (late > may.length) faults.push(`inTime：按 rates.onTime 应有 ${late} 件超期，而除须全部按时的以外只有 ${may.length} 件`)
  const chosen = new Set(sample(may, late, random))
  for (const c of orders) c.late = chosen.has(c)
}

/** Answered requests are called back unless the pack spares their type. */
const isOwed = (c: Case, { pack }: Policy) =>
  (c.fate === 'ordered' || c.behind !== undefined) && !pack.visit.exemptTypes.value.includes(c.type)

interface Called {
  /** Called back in the end, and those of them that may be rated. */
  visited: Case[]
  rateable: Case[]
}

function callBacks(asked: Asked): Called {
  const { cases, policy, random, faults } = asked
  const owed = cases.filter((c) => isOwed(c, policy))
  const visited = sample(owed, counted(asked, 'visited', owed.length, 1), random, (c) => (isPraise(c, policy) ? 0 : 1))
  const reached = reachedOf(asked, owed.length, visited)
  if (reached > visited.length) faults.push(`rates.reached：联系上 ${reached} 件，多于已回访 ${visited.length} 件`)
  const spoken = new Set(sample(visited, reached, random, (c) => (isPraise(c, policy) ? 0 : 1)))
  for (const c of visited) c.voices = [{ reached: spoken.has(c) }]
  const rateable = visited.filter((c) => !isPraise(c, policy))
  rate(asked, rateable, owed.filter((c) => !isPraise(c, policy)).length)
  solve(
    asked,
    rateable.filter((c) => spoken.has(c)),
  )
  for (const c of visited) if (isPraise(c, policy) && spoken.has(c)) c.voices = [{ reached: true, solved: 'solved' }]
  return { visited, rateable }
}

/** Where nobody printed how many were reached and the pack rates among those, so many that some count prints as the rate. */
function reachedOf(asked: Asked, owed: number, visited: Case[]): number {
  const { policy, totals } = asked
  const reached = counted(asked, 'reached', owed, (visited.length / Math.max(1, owed)) * HABITS.reachedAtLast)
  const text = totals.rates.satisfied
  if (text === undefined || totals.rates.reached !== undefined || policy.pack.visit.satisfiedAmong.value !== 'reached') return reached
  const rateable = visited.filter((c) => !isPraise(c, policy)).length
  return [...nearest(Math.min(reached, rateable), rateable)].find((n) => countsOf(text, n).length > 0) ?? reached
}

/** 满意率 among those the pack names; who says nothing is chosen so that the rate can be printed. */
function rate(asked: Asked, rateable: Case[], owed: number) {
  const { totals, policy, random, faults } = asked
  const spoken = rateable.filter((c) => c.voices[0]?.reached)
  const among = policy.pack.visit.satisfiedAmong.value
  const usual = spoken.length - Math.round(spoken.length * HABITS.silent)
  const text = totals.rates.satisfied
  const fixed = among === 'reached' ? spoken.length : among === 'all' ? owed : undefined
  const fits = (rated: number) => text === undefined || countsOf(text, fixed ?? rated).some((n) => n <= rated)
  const rated = [...nearest(usual, spoken.length)].find(fits)
  if (rated === undefined) {
    if (spoken.length) faults.push(`rates.satisfied：联系上 ${spoken.length} 件，没有哪个件数印出来是 ${text}`)
    return
  }
  const base = fixed ?? rated
  const good = text === undefined ? Math.round(rated * HABITS.satisfied) : random.pick(countsOf(text, base).filter((n) => n <= rated))
  const saying = shuffled(spoken, random).slice(0, rated)
  for (const [i, c] of saying.entries()) c.voices = [{ reached: true, good: i < (good ?? 0) }]
}

/** From the wanted number outwards, in 0…most. Nobody rates only where nobody was reached. */
function* nearest(wanted: number, most: number): Generator<number> {
  for (let away = 0; away <= most; away++) {
    if (wanted - away > 0) yield wanted - away
    if (away && wanted + away <= most) yield wanted + away
  }
}

/** 问题解决率: of those who were reached; whoever is not pleased has mostly not got what he wanted. */
function solve(asked: Asked, spoken: Case[]) {
  const { random, policy } = asked
  const byVisit = policy.pack.visit.solvedBy.value === 'visit'
  const usual = HABITS.solved
  const solved = byVisit ? counted(asked, 'solved', spoken.length, usual) : Math.round(spoken.length * usual)
  const yes = new Set(sample(spoken, solved, random, (c) => (c.voices[0]?.good === false ? 0.2 : 1)))
  for (const c of spoken) {
    const [voice] = c.voices
    if (voice) voice.solved = yes.has(c) ? 'solved' : random.pick<Resolution>(['partly', 'explained', 'unsolved'])
  }
}

/** 重办: somebody was not pleased the first time; what counts, first or last, is as drawn before. */
function drawRedone({ cases, totals, policy, random, faults }: Asked, { rateable }: Called) {
  const { redone } = totals
  if (!redone) return
  const first = policy.pack.visit.countsRedo.value === 'first'
  const shared = new Set(cases.flatMap((c) => (c.behind ? [c.behind] : [])))
  const alone = rateable.filter((c) => c.fate === 'ordered' && !shared.has(c))
  const able = first ? alone.filter((c) => c.voices[0]?.good === false) : alone
  if (able.length < redone)
    return void faults.push(
      `orders.redone：重办 ${redone} 件，而可以重办的（已回访${first ? '且首次评价不满意' : ''}、未并单）只有 ${able.length} 件`,
    )
  for (const c of sample(able, redone, random, (one) => (one.voices[0]?.good === false ? 4 : 1))) {
    const [drawn] = c.voices
    const bad: Voice = { reached: true, good: false, solved: 'unsolved' }
    if (!drawn) continue
    // By the first answer that answer stays, and the last one keeps what else is counted of it.
    c.voices = first ? [drawn, { ...drawn, good: random.chance(HABITS.redoPleases) }] : [bad, drawn]
  }
}
