/** Where matters go in a simulated city, besides what the core proposes: below a unit, and where they should not have gone. */
import { countyOf } from '@huying/core/dispatch/route'
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from './habits.ts'
import type { Random } from './random.ts'
import type { Matter } from './world.ts'

/** The unit below that takes a matter: the section of its field, or the street of its place. */
export function below(unit: string, { frame, spot }: Matter, policy: Policy, random: Random): string | undefined {
  const children = policy.below(unit)
  const [field = ''] = frame.category.split('.')
  const section = children.find((u) => u.code === `${unit}.${field}`)
  const street = children
    .filter((u) => u.region && spot.region.startsWith(u.region))
    .sort((a, b) => (b.region?.length ?? 0) - (a.region?.length ?? 0))[0]
  const [first, second] = random.chance(HABITS.toSection) ? [section, street] : [street, section]
  return (first ?? second ?? children[0])?.code
}

/** Another unit of the same level: whoever returns it suggests it. */
export function beside(unit: string, policy: Policy, random: Random): string | undefined {
  const parent = policy.unit(unit)?.parent
  const others = policy.below(parent ?? '').filter((u) => u.kind !== 'centre' && u.code !== unit)
  return others.length ? random.pick(others).code : undefined
}

/** Who answers for a place when the pack's rules propose nobody. */
export function anyUnit({ spot }: Matter, policy: Policy, random: Random): string {
  const bureaus = policy.pack.units.filter((u) => u.kind === 'bureau')
  return countyOf(spot.region, policy) ?? random.pick(bureaus).code
}
