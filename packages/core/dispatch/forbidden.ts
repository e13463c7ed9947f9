/** What may not be dispatched to whom: forbidden pairs with their law, and units whose contact network is incomplete (DISPATCH-21). */
import { bar, type Context, type Refusal } from '../kernel.ts'

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
  if (networkRequired.value && people && (people.leaders < network.value.leaders || people.handlers < network.value.handlers)) {
    return bar(
      'network',
      `不能派给${unit.name}：承办网络不完整，须有分管领导 ${network.value.leaders} 名、承办人 ${network.value.handlers} 名以上，请先补录`,
      {
        field: 'unit',
        source: network.source,
        assumed: network.assumed,
      },
    )
  }
  return undefined
}
