/** Whose assignment it is, and who stands above it. */
import type { Parties } from '../access/permit.ts'
import type { Policy } from '../policy/policy.ts'
import { assignmentOf, type Order } from './state.ts'

export function partiesOf(order: Order, no: number | undefined, policy: Policy): Parties {
  const a = assignmentOf(order, no)
  if (!a) return {}
  return { unit: a.unit, parent: a.parent === undefined ? policy.pack.city.centreUnit : assignmentOf(order, a.parent)?.unit }
}
