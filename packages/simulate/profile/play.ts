/**
 * Plays a month of which only the totals are known, with the end of the month before (whose tail closes in it) and the begin of the next
 * (in which its own tail closes). The totals speak of the month alone; its neighbours are small.
 */
import { DAY, dayOf, formatDay, instantOf, plus, startOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { Engine, type Ground } from '../engine.ts'
import { type Random, randomFrom } from '../random.ts'
import type { Texts } from '../texts.ts'
import { World } from '../world.ts'
import { Coming } from './coming.ts'
import { drawMonth } from './draw.ts'
import type { Profile } from './form.ts'
import type { Span } from './moments.ts'
import { drawLate } from './outcomes.ts'
import type { Case, Plan } from './plan.ts'
import { Refused, Stage } from './stage.ts'
import { settle, type Totals } from './totals.ts'

/** Days of the neighbours in which somebody turns to the centre, and how many, at most. */
const [BEFORE, AFTER] = [9, 4]
const NEIGHBOURS = { share: 0.01, least: 8, most: 250 }
/** How often what is not told is drawn before it is called a contradiction. */
const DRAWS = 12
/** Everything is closed by then: 5 to 15 working days, a redo, call-backs over days; a new year lies between. */
const TAIL = 75

export type Played = { ok: true; engine: Engine } | { ok: false; faults: string[] }

export function playProfile(ground: Ground, texts: Texts, profile: Profile, seed: number): Played {
  const random = randomFrom(seed)
  const drawn = drawAll(profile, ground, random)
  if (!drawn.ok) return drawn
  const { plans, rates } = drawn
  const [, month] = plans
  try {
    if (ground.policy.pack.onTimeAmong.value === 'due' && month) {
      const faults: string[] = []
      drawLate({ totals: { rates }, random, faults }, dueIn(month.month, ground, texts, plans))
      if (faults.length) return { ok: false, faults }
    }
    return { ok: true, engine: run(ground, texts, plans, true).engine }
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, faults: [refused.message] }
    throw refused
  }
}

type Refusal = { ok: false; faults: string[] }
type Drawn = { ok: true; plans: Plan[]; rates: Totals['rates'] } | Refusal
type DrawnSpan = { ok: true; plan: Plan; rates: Totals['rates'] } | Refusal

function drawAll(profile: Profile, { policy }: Ground, random: Random): Drawn {
  const { before, within, after } = spansOf(profile.month)
  const few = Math.min(NEIGHBOURS.most, NEIGHBOURS.least + Math.round(profile.requests.accepted * NEIGHBOURS.share))
  const small = { month: profile.month, requests: { accepted: few } }
  const plans: Plan[] = []
  let rates: Totals['rates'] = {}
  for (const [told, span] of [
    [small, before],
    [profile, within],
    [small, after],
  ] as const) {
    const drawn = drawSpan(told, span, policy, random)
    if (!drawn.ok) return drawn
    plans.push(drawn.plan)
    if (told === profile) rates = drawn.rates
  }
  return { ok: true, plans, rates }
}

/** What is not told is drawn, and may by chance fit nowhere: then it is drawn anew. What never fits is a contradiction. */
function drawSpan(told: Profile, span: Span, policy: Policy, random: Random): DrawnSpan {
  for (let draw = 1; ; draw++) {
    const settled = settle(told, policy, random)
    const drawn = settled.ok ? drawMonth(settled.totals, span, policy, random) : settled
    if (settled.ok && drawn.ok) return { ...drawn, rates: settled.totals.rates }
    if (!drawn.ok && draw === DRAWS) return drawn
  }
}

function spansOf(month: string): Record<'before' | 'within' | 'after', Span> {
  const first = instantOf(`${month}-01T00:00`)
  const end = instantOf(`${formatDay(dayOf(plus(first, 40 * DAY))).slice(0, 7)}-01T00:00`)
  return {
    before: { first: plus(first, -BEFORE * DAY), end: first },
    within: { first, end },
    after: { first: end, end: plus(end, AFTER * DAY) },
  }
}

/** Orders of the plans whose handling is due in the month: played only so far that their deadlines are known. */
function dueIn({ first, end }: Span, ground: Ground, texts: Texts, plans: Plan[]): Case[] {
  let n = 0
  const next = () => String(++n)
  const light: Ground = { ...ground, absorb: (_schema, input) => ({ input, words: [] }), id: next, number: next, queryKey: next }
  const { engine, stage } = run(light, texts, plans, false)
  const orders = [...(engine.rows.get('order')?.values() ?? [])].map(({ state }) => state as Order)
  return orders.flatMap((order) => {
    const lead = leadOf(order, 1)
    const due = lead && closeClock(lead)?.due
    const c = stage.caseOf.get(order.members[0]?.id ?? '')
    return c?.fate === 'ordered' && due !== undefined && due >= first && due < end ? [c] : []
  })
}

function run(ground: Ground, texts: Texts, plans: Plan[], whole: boolean) {
  const start = startOf(dayOf(plus((plans[0] as Plan).month.first, -4 * DAY)))
  const engine = new Engine(ground, start)
  const stage = new Stage(new World(engine, ground, texts, randomFrom(1)))
  const groups = new Set(ground.policy.pack.kinds.marks.filter((m) => m.group === 'urgency').map((m) => m.code))
  for (const [i, plan] of plans.entries()) {
    const coming = new Coming(stage, whole)
    coming.urgencyKnown = i === 1 && plan.cases.some((c) => c.marks.some((m) => groups.has(m.kind)))
    coming.expect(plan)
  }
  engine.run(plus((plans[1] as Plan).month.end, TAIL * DAY) as Instant)
  engine.staff.push(...stage.world.people.all)
  return { engine, stage }
}
