import { to } from '../where.ts'
import { ReturnCase } from './ReturnCase.tsx'
import { Worklist } from './Worklist.tsx'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Y'], label: '同意退单' },
  { keys: ['N'], label: '不予退单' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 退单待审: the unit's basis and ours side by side, with what was ruled on this order before. */
export function ReturnsTab() {
  return (
    <Worklist
      tab="returned"
      label="退单待审"
      href={to('/dispatch', { tab: 'returned' })}
      keys={KEYS}
      empty={{ why: '没有待审的退单申请。', next: '承办单位申请后会出现在这里。' }}
    >
      {(order, onSaid) => <ReturnCase key={`${order.id} ${order.revision}`} order={order} onSaid={onSaid} />}
    </Worklist>
  )
}
