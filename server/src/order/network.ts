/** 承办网络: who is there to handle in each unit, and the rate of units whose network is complete (DISPATCH-21). */
import { isComplete } from '@huying/core/dispatch/forbidden'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { rate } from '@huying/core/measure/rounding'
import type { Db } from '../db.ts'
import { networkOf } from '../shell/facts.ts'

export async function networkReport(db: Db, { centre, policy, now }: { centre: string; policy: Policy; now: Instant }) {
  const handling = policy.pack.units.filter((u) => u.kind !== 'centre')
  const people = await networkOf(
    db,
    centre,
    handling.map((u) => u.code),
    now,
  )
  const units = handling.map(({ code, name, dutyPhone }) => {
    const { leaders, handlers } = people[code] ?? { leaders: 0, handlers: 0 }
    return { unit: code, name, dutyPhone, leaders, handlers, complete: isComplete({ leaders, handlers }, policy) }
  })
  const complete = units.filter((u) => u.complete).length
  return {
    required: policy.pack.dispatch.network.value,
    blocks: policy.pack.dispatch.networkRequired.value,
    complete: rate('网络完备率', complete, units.length, '全部承办单位'),
    units,
  }
}
