import { RuleBar } from '../dispatch/RuleBar.tsx'
import { useTickedRule } from '../dispatch/useTickedRule.ts'
import { Worklist } from '../dispatch/Worklist.tsx'
import type { OrderAnswer } from '../order/types.ts'
import { to } from '../where.ts'
import { ReviewCase } from './ReviewCase.tsx'
import { submittedIn } from './submitted.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['空格'], label: '选中' },
  { keys: ['Y'], label: '通过' },
  { keys: ['N'], label: '驳回' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 待审核: read both texts, pass or send back; what was read can be passed together. */
export function ReviewTab() {
  const inputOf = (order: OrderAnswer) => {
    const lead = submittedIn(order)
    return lead && { assignment: lead.no, pass: true }
  }
  const passed = useTickedRule('review', inputOf, (done) => `已审核通过 ${done} 件`)
  return (
    <Worklist
      tab="review"
      label="待审核"
      href={to('/review')}
      keys={KEYS}
      empty={{ why: '没有待审核的答复。', next: '承办单位提交办结后会出现在这里。' }}
      byReason
      columns={({ number, title, unit, matter }) => [number, title, unit, matter]}
      ticked={passed.ticked}
      onTick={passed.setTicked}
      batch={(rows) => <RuleBar rows={rows} list={passed} word="通过" />}
    >
      {(order) => (
        <ReviewCase key={`${order.id} ${order.revision}`} order={order} rule={passed.rule} onPass={() => void passed.ruleHere(order.id)} />
      )}
    </Worklist>
  )
}
