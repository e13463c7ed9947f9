/** 派单台: the pool in groups, and what of it goes first (people.md 3.4). */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'

export interface PoolGroup {
  unit: string | null
  category: string
  count: number
  /** Of these: what goes first (people.md 3.4), each order counted once. */
  urgent: number
  returned: number
  superior: number
  oldest: number
  /** Dispatchers whose lease on orders of the group runs. */
  held: { user: string; name: string; count: number }[]
}

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}

/** What goes first in the pool: 紧急, returned twice, set a deadline by a superior platform. */
export const PART = `case when t.urgency <> 'normal' then 'urgent'
  when jsonb_array_length(jsonb_path_query_array(t.state, '$.assignments[*].returns[*].ruled ? (@.granted == true)')) >= 2 then 'returned'
  when jsonb_path_exists(t.state, '$.members[*].superiorDue') then 'superior' else 'normal' end`

/** 派单台: the pool grouped by proposed unit and matter, urgent first (people.md 3.4). */
export async function poolGroups(db: Db, { centre, actor, policy, now }: Reader): Promise<PoolGroup[]> {
  const scope = scopeSql('order', actor, policy, 3)
  const { rows } = await db.query<PoolGroup>({
    text: `with pool as (
        select t.proposed_unit as unit, t.category, t.opened_at, ${PART} as part,
          case when t.held_until > $2::timestamptz then t.holder end as holder, t.state->'holder'->>'name' as name
        from work_order t where t.centre_id = $1 and t.stage = 'pooled' and ${scope.text}
      ), leases as (
        select unit, category, jsonb_agg(jsonb_build_object('user', holder, 'name', name, 'count', count) order by name) as held
        from (select unit, category, holder, name, count(*)::int as count from pool where holder is not null group by 1, 2, 3, 4) x group by 1, 2
      )
      select p.unit, p.category, count(*)::int as count, count(*) filter (where part = 'urgent')::int as urgent,
        count(*) filter (where part = 'returned')::int as returned, count(*) filter (where part = 'superior')::int as superior,
        min(p.opened_at) as oldest, coalesce((select l.held from leases l where l.unit is not distinct from p.unit and l.category = p.category), '[]') as held
      from pool p group by 1, 2 order by urgent desc, count desc, oldest`,
    values: [centre, ts(now), ...scope.values],
  })
  return rows
}
