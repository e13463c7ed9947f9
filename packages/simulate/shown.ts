/** 演示单位: where the demonstration's accounts work and its stories play: the county and the bureau with most units below, and that county's fullest street. */
import type { Policy } from '@huying/core/policy/policy'
import type { Unit } from '@huying/core/policy/schema'
import { HABITS } from './habits.ts'

export interface Shown {
  county?: Unit
  street?: Unit
  bureau?: Unit
}

export function shownUnits({ pack: { units, gazetteer } }: Policy): Shown {
  const below = (unit: Unit) => units.filter((u) => u.parent === unit.code).length
  const places = ({ region }: Unit) => (region ? gazetteer.filter((p) => p.code.startsWith(region)) : [])
  const callers = (unit: Unit) => places(unit).reduce((n, p) => n + (p.level === 'community' ? HABITS.community : 1), 0)
  const county = most(
    units.filter((u) => u.kind === 'county'),
    below,
  )
  const streets = units.filter((u) => u.kind === 'town' && u.parent === county?.code)
  const bureaus = units.filter((u) => u.kind === 'bureau')
  return { county, street: most(streets, callers), bureau: most(bureaus, below) }
}

/** The first of those that have most. */
const most = <T>(list: readonly T[], amount: (one: T) => number): T | undefined =>
  list.reduce<T | undefined>((best, one) => (best === undefined || amount(one) > amount(best) ? one : best), undefined)
