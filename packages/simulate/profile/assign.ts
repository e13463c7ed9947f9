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
    if (give(c, open.length ? random.weighted(open) : exchanged(c, orders, left, policy), city, left)) continue
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

/** Takes the unit of an order that may go to one of those left over, and gives it that one instead. */
function exchanged(c: Case, orders: Case[], left: Counts, policy: Policy): string | undefined {
  const [free] = [...left.keys()]
  const other = orders.find((o) => o.unit && free && !forbidden(free, o, policy) && !forbidden(o.unit, c, policy))
  if (!other?.unit || !free) return undefined
  const unit = other.unit
  other.unit = free
  left.set(unit, (left.get(unit) ?? 0) + 1)
  const now = (left.get(free) ?? 0) - 1
  if (now > 0) left.set(free, now)
  else left.delete(free)
  return unit
}

export const forbidden = (unit: string, c: Pick<Case, 'category'>, policy: Policy) =>
  unitBar(unit, policy.categoryPath(c.category), { policy, facts: {} } as unknown as Context) !== undefined

/** What the pack's rules and its map say of matters and places, each asked once. */
class Districts {
  private readonly routes = new Map<string, string | undefined>()
  private readonly places = new Map<string, Spot[]>()

  constructor(
    private readonly policy: Policy,
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
