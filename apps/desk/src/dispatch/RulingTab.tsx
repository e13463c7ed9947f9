import type { OrderAnswer } from '../order/types.ts'
import { to } from '../where.ts'
import { RuleBar } from './RuleBar.tsx'
import { askedIn, type Kind, RulingCase, WORDS } from './RulingCase.tsx'
import { useTickedRule } from './useTickedRule.ts'
import { Worklist } from './Worklist.tsx'

const keysOf = (kind: Kind) => [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['空格'], label: '选中' },
  { keys: ['Y'], label: `同意${WORDS[kind].short}` },
  { keys: ['N'], label: '不同意' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 延期待审 and 暂停待审: agreed one by one or for all ticked, refused one by one with the reason. */
export function RulingTab({ kind }: { kind: Kind }) {
  const { list: tab, label, command, short } = WORDS[kind]
  const inputOf = (order: OrderAnswer) => {
    const asked = askedIn(order, kind)
    return asked && { assignment: asked.no, granted: true }
  }
  const agreed = useTickedRule(command, inputOf, (done) => `已同意${short} ${done} 件`)
  return (
    <Worklist
      tab={tab}
      label={label}
      href={to('/dispatch', { tab })}
      keys={keysOf(kind)}
      empty={{ why: `没有待审的${short}申请。`, next: '承办单位申请后会出现在这里。' }}
      ticked={agreed.ticked}
      onTick={agreed.setTicked}
      batch={(rows) => <RuleBar rows={rows} list={agreed} word={`同意${short}`} />}
    >
      {(order) => (
        <RulingCase
          key={`${order.id} ${order.revision}`}
          kind={kind}
          order={order}
          rule={agreed.rule}
          onAgree={() => void agreed.ruleHere(order.id)}
        />
      )}
    </Worklist>
  )
}
