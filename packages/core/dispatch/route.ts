/** 派单: who should handle it and why. The pack's ordered rules, then the duty list by matter and place, with the clause quoted. */
import { holds } from '../condition.ts'
import type { Proposal } from '../order/state.ts'
import type { Policy } from '../policy/policy.ts'
import type { Duty } from '../policy/schema.ts'
import type { FactRow } from '../condition.ts'

/**
 * Proposes a unit for a matter. `facts` as of `matterFacts`. No unit in the answer means 无主 or undetermined: the dispatcher
 * decides, and the reason says why (CLASS-05: 事项无条目时标“无主”并转会商).
 */
export function route(facts: FactRow, policy: Policy, today: string): Proposal {
  const rule = policy.pack.dispatch.rules.find((r) => inForce(r, today) && (!r.when || holds(r.when, facts)))
  if (!rule) return byDuty(facts, policy, today, { rule: 'duty', why: '职责清单' })
  const named = { rule: rule.code, why: rule.label, source: rule.source, assumed: rule.assumed }
  if ('unit' in rule.send) return { ...named, unit: rule.send.unit, assists: [] }
  if ('undetermined' in rule.send) return { ...named, assists: [] }
  if ('county' in rule.send) return { ...named, unit: countyOf(facts.region, policy), assists: [] }
  return byDuty(facts, policy, today, named)
}

function byDuty(facts: FactRow, policy: Policy, today: string, named: { rule: string; why: string }): Proposal {
  const path = policy.categoryPath(String(facts.category ?? ''))
  const duty = path.map((code) => bestDuty(policy.duties(code), facts.region, today)).find((d) => d !== undefined)
  if (!duty) return { ...named, why: '无主：职责清单中没有这个事项，请会商确定', assists: [] }
  const from = { rule: duty.code, clause: duty.clause, source: duty.source, assumed: duty.assumed, assists: duty.assists ?? [] }
  if (duty.gap) return { ...from, why: '监管空白：职责清单列为空白，请会商确定' }
  if (duty.unit) return { ...from, unit: duty.unit, why: duty.clause ?? named.why }
  const county = countyOf(facts.region, policy)
  if (!county) return { ...from, why: '按属地办理，但还不知道所在区县，请补充地点' }
  return { ...from, unit: county, why: `${duty.clause ?? '属地管理'}（${policy.unit(county)?.name ?? county}）` }
}

/** The duty for the smallest area that contains the place; one without area is for everywhere. */
function bestDuty(duties: Duty[], region: unknown, today: string): Duty | undefined {
  const fitting = duties.filter((d) => inForce(d, today) && (!d.region || (typeof region === 'string' && region.startsWith(d.region))))
  return fitting.sort((a, b) => (b.region?.length ?? 0) - (a.region?.length ?? 0))[0]
}

/** The county-level unit that answers for a region. */
export const countyOf = (region: unknown, policy: Policy): string | undefined =>
  typeof region === 'string' ? policy.county(region)?.code : undefined

const inForce = (row: { from?: string; to?: string }, today: string) => (row.from ?? today) <= today && today <= (row.to ?? today)
