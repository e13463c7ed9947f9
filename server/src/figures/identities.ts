/** 勾稽: what must be equal, each side counted by itself; where it is not, the report says by how much and is not printed. */
import { type Ranked, ranking, tiesOf } from '@huying/core/measure/ranking'
import type { Parts } from './bulletin.ts'
import type { Month } from './month.ts'

export interface Identity {
  text: string
  left: number
  right: number
  holds: boolean
}

export const total = (rows: readonly Pick<Ranked, 'count'>[]) => rows.reduce((n, r) => n + r.count, 0)

export function identitiesOf({ f, policy }: Month, parts: Parts): Identity[] {
  const most = policy.pack.topUnits.value
  const { top, rest } = ranking(parts.units, most, tiesOf(policy))
  return [
    identity('受理 = 当场答复 + 转办 + 待分流', f('accepted'), f('answered') + f('sent') + f('undecided')),
    identity('转办 − 撤回 − 并单 = 工单', f('sent') - f('sent_withdrawn') - f('merged'), f('orders')),
    identity('网上渠道各项之和 = 网上渠道总数', total(parts.online), f('accepted', 'medium', 'online')),
    identity('电话、网上等各途径之和 = 受理', total(parts.media), f('accepted')),
    identity('诉求类型各项之和 = 受理', total(parts.types), f('accepted')),
    identity('各事项之和 = 受理', total(parts.topics), f('accepted')),
    identity(`承办量前 ${top.length} 家 + 其余 = 工单`, total(top) + total(rest) + f('without_unit'), f('orders')),
    identity('处置结果各项之和 = 来电来件', total(parts.dispositions), f('contacts')),
  ]
}

export const identity = (text: string, left: number, right: number): Identity => ({ text, left, right, holds: left === right })
