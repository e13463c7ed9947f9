import type { Policy } from '@huying/core/policy/policy'

/** 归口单位: who answers for a matter, by the first duty on its path that names a unit; else the centre itself. */
export function ownerOf(policy: Policy, category: string | undefined): string {
  const duties = category ? policy.categoryPath(category).flatMap((code) => policy.duties(code)) : []
  return duties.find((duty) => duty.unit)?.unit ?? policy.pack.city.centreUnit
}
