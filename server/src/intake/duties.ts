/** 职责清单: how much of the catalogue somebody answers for, and the orders that nobody was proposed for (CLASS-05). */
import type { Policy } from '@huying/core/policy/policy'
import type { Proposal } from '@huying/core/order/state'
import { rate } from '@huying/core/measure/rounding'
import { type Listing, page } from '../shell/list.ts'
import type { Shell } from '../shell/shell.ts'

/** Every leaf is owned, a gap of supervision (监管空白), or 无主: no entry at all. */
export function coverageOf(policy: Policy, today: string) {
  const leaves = policy.pack.categories.filter((c) => policy.isLeaf(c.code) && !c.succeededBy)
  const inForce = (d: { from?: string; to?: string }) => (d.from ?? today) <= today && today <= (d.to ?? today)
  const kind = (code: string) => {
    const duties = policy.categoryPath(code).flatMap((c) => policy.duties(c).filter(inForce))
    return duties.length === 0 ? 'ownerless' : duties.every((d) => d.gap) ? 'gap' : 'owned'
  }
  const of = (wanted: string) => leaves.filter((c) => kind(c.code) === wanted).map((c) => ({ code: c.code, name: c.name }))
  const [owned, gaps, ownerless] = [of('owned'), of('gap'), of('ownerless')]
  return { coverage: rate('职责覆盖率', owned.length, leaves.length, '末级事项'), gaps, ownerless }
}

interface Row {
  id: string
  number: string
  title: string
  category: string
  region: string | null
  opened_at: number
  proposal: Proposal
  sort_key: string | null
}

/** 待会商 (city's word: 核定、定责): pooled orders without a proposed unit, each with the reason. */
export async function undetermined(shell: Shell, q: Pick<Listing, 'centre' | 'actor' | 'policy' | 'after' | 'limit'>) {
  const { rows, next } = await page<Row>(shell.pool, {
    ...q,
    noun: 'order',
    select: `t.id, t.number, t.title, t.category, t.region, t.opened_at, t.state->'proposal' as proposal`,
    from: 'work_order t',
    where: [["t.stage = 'pooled' and t.proposed_unit is null"]],
    sort: 't.opened_at',
  })
  return {
    action: q.policy.term('ruling', '会商'),
    rows: rows.map(({ proposal, ...r }) => ({ ...r, why: proposal.why, clause: proposal.clause, source: proposal.source })),
    next,
  }
}
