/**
 * Which unit handles which order: as the pack's rules would send it wherever the units' totals allow, so that the city looks like itself.
 */
import { formatDay, dayOf } from '@huying/core/calendar'
import type { Context } from '@huying/core/kernel'
import { unitBar } from '@huying/core/dispatch/forbidden'
import { countyOf, route } from '@huying/core/dispatch/route'
import type { Policy } from '@huying/core/policy/policy'
import { type Random, shuffled } from '../random.ts'
import { type Spot, settledPlaces } from '../texts.ts'
import type { Counts } from './parts.ts'
import type { Case } from './plan.ts'

/** Gives every order its unit, each unit as many as `counts` says. Answers what cannot be. */
export function assignUnits(cases: Case[], counts: Counts, policy: Policy, random: Random): string[] {
  const left = new Map([...counts].filter(([, count]) => count > 0))
  const city = new Districts(policy, random)
  const orders = shuffled(
    cases.filter((c) => c.fate === 'ordered'),
    random,
  )
  const over = orders.filter((c) => !give(c, natural(c, city, left, random), city, left))
  for (const c of over) {
    const open = [...left].filter(([unit]) => !forbidden(unit, c, policy))
    if (give(c, open.length ? random.weighted(open) : exchanged(c, orders, city, left), city, left)) continue
    const name = policy.unit([...left.keys()][0] ?? '')?.name ?? ''
    return [`units：“${name}”按机制配置不得承办所列事项，件数排不下`]
  }
  for (const c of cases) if (c.behind) c.spot = c.behind.spot
  return []
}

/** The unit the rules name; where they name the district, one of those that still need orders. */
function natural(c: Case, city: Districts, left: Counts, random: Random): string | undefined {
  const bureau = city.bureauOf(c)
  if (bureau !== undefined) return left.has(bureau) ? bureau : undefined
  const counties = [...left].filter(([unit]) => city.spots(unit).length > 0)
  return counties.length ? random.weighted(counties) : undefined
}

function give(c: Case, unit: string | undefined, city: Districts, left: Counts): boolean {
  if (unit === undefined) return false
  const now = (left.get(unit) ?? 0) - 1
  if (now > 0) left.set(unit, now)
  else left.delete(unit)
  c.unit = unit
  c.spot = city.spotFor(unit) ?? c.spot
  return true
}

/**
 * Frees a place for an order by moving others: a shortest way from a unit that may have it to one that still needs orders, each step an
 * order that may go to the next. Where there is no such way, no assignment gives every order a unit.
 */
function exchanged(c: Case, orders: Case[], city: Districts, left: Counts): string | undefined {
  const units = [...new Set([...orders.flatMap((o) => o.unit ?? []), ...left.keys()])]
  const open = units.filter((unit) => !forbidden(unit, c, city.policy))
  const moved = new Map<string, Case | undefined>(open.map((unit) => [unit, undefined]))
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (left.has(next)) return moveAlong(next, moved, city, left)
    const held = [...new Map(orders.flatMap((o) => (o.unit === next ? [[o.category, o] as const] : []))).values()]
    for (const unit of units) {
      const order = moved.has(unit) ? undefined : held.find((o) => !forbidden(unit, o, city.policy))
      if (!order) continue
      moved.set(unit, order)
      open.push(unit)
    }
  }
  return undefined
}

/** Each order of the way goes to its next unit, the last to `free`; answers the unit at which a place is free then. */
function moveAlong(free: string, moved: ReadonlyMap<string, Case | undefined>, city: Districts, left: Counts): string {
  let unit = free
  for (let order = moved.get(unit); order?.unit; order = moved.get(unit)) {
    left.set(order.unit, (left.get(order.unit) ?? 0) + 1)
    const from = order.unit
    give(order, unit, city, left)
    unit = from
  }
  return unit
}

export const forbidden = (unit: string, c: Pick<Case, 'category'>, policy: Policy) =>
  unitBar(unit, policy.categoryPath(c.category), { policy, facts: {} } as unknown as Context) !== undefined

/** What the pack's rules and its map say of matters and places, each asked once. */
class Districts {
  private readonly routes = new Map<string, string | undefined>()
  private readonly places = new Map<string, Spot[]>()

  constructor(
    readonly policy: Policy,
    private readonly random: Random,
  ) {}

  /** The unit that has a matter wherever it is; undefined where the place decides, or nobody is named. */
  bureauOf({ category, type, at }: Case): string | undefined {
    const key = `${category} ${type}`
    if (!this.routes.has(key)) {
      const facts = {
        type,
        category,
        categoryPath: this.policy.categoryPath(category),
        urgency: 'normal',
        level: 0,
        role: 'lead',
        round: 1,
      }
      this.routes.set(key, route(facts, this.policy, formatDay(dayOf(at))).unit)
    }
    return this.routes.get(key)
  }

  /** Places for which a unit answers. */
  spots(unit: string): Spot[] {
    const known = this.places.get(unit) ?? settledPlaces(this.policy).filter((s) => countyOf(s.region, this.policy) === unit)
    this.places.set(unit, known)
    return known
  }

  spotFor(unit: string): Spot | undefined {
    const spots = this.spots(unit)
    return spots.length ? this.random.pick(spots) : undefined
  }
}
