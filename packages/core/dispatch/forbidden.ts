/** What may not be dispatched to whom: forbidden pairs with their law, and units whose contact network is incomplete (DISPATCH-21). */
import { bar, type Context, type Refusal } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'

export function unitBar(unitCode: string, categoryPath: readonly string[], ctx: Context): Refusal | undefined {
  const { policy, facts } = ctx
  const unit = policy.unit(unitCode)
  if (!unit || unit.kind === 'centre') return bar('unknown_code', '请选择承办单位', { field: 'unit' })
  const pair = policy.pack.dispatch.forbidden.find(
    (p) => categoryPath.includes(p.category) && (p.unit === unitCode || (p.unit === undefined && p.kind === unit.kind)),
  )
  if (pair)
    return bar('forbidden_pair', `不能派给${unit.name}：${pair.note ?? '该事项不得由这类单位承办'}`, {
      field: 'unit',
      source: pair.source,
      assumed: pair.assumed,
    })
  const { network, networkRequired } = policy.pack.dispatch
  const people = facts.network?.[unitCode]
  if (networkRequired.value && people && !isComplete(people, policy)) {
    const { leaders, handlers } = network.value
    const wanted = `须有分管领导 ${leaders} 名、承办人 ${handlers} 名以上`
    return bar('network', `不能派给${unit.name}：承办网络不完整，${wanted}，请先补录`, {
      field: 'unit',
      source: network.source,
      assumed: network.assumed,
      owed: {
        kind: 'network',
        about: { noun: 'unit', id: unit.code },
        unit: policy.pack.city.centreUnit,
        what: `补录${unit.name}的承办人员：现有分管领导 ${people.leaders} 名、承办人 ${people.handlers} 名，${wanted}`,
      },
    })
  }
  return undefined
}

/** 承办网络完整: the pack's number of leaders who sign and of people who handle. */
export const isComplete = (people: { leaders: number; handlers: number }, { pack }: Pick<Policy, 'pack'>) =>
  people.leaders >= pack.dispatch.network.value.leaders && people.handlers >= pack.dispatch.network.value.handlers
