import { ErrorLine, Facts, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { NoteForm } from '../dispatch/NoteForm.tsx'
import { useRule } from '../dispatch/useRule.ts'
import { Worklist } from '../dispatch/Worklist.tsx'
import type { OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { to } from '../where.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Y'], label: '核准' },
  { keys: ['N'], label: '不予认定' },
  { keys: ['Enter'], label: '打开工单' },
]
const NOTES = ['依据不充分', '解释工作不到位，请继续沟通', '诉求有合理部分，请继续办理']

/** 无理诉求认定: without the centre's word the person's dissatisfaction still counts (INTAKE-16). */
export function UnreasonableTab() {
  return (
    <Worklist
      tab="unreasonable"
      label="无理诉求认定"
      href={to('/review', { tab: 'unreasonable' })}
      keys={KEYS}
      empty={{ why: '没有待审的认定申请。', next: '承办单位附解释记录申请后会出现在这里。' }}
    >
      {(order, onSaid) => <Claim key={`${order.id} ${order.revision}`} order={order} onSaid={onSaid} />}
    </Worklist>
  )
}

function Claim({ order, onSaid }: { order: OrderAnswer; onSaid: (word: string) => void }) {
  const { unitName } = useCatalogue()
  const { unreasonable: claim, number, title, content } = order.state
  if (!claim || claim.ruled) return <p className="hy-empty">这件工单已没有待审的认定申请。</p>
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <section>
          <h2>
            {number} {title}
          </h2>
          <p className="dp-read">{content}</p>
        </section>
        <section>
          <h3>{unitName(claim.unit)}申请认定</h3>
          <Facts
            items={[
              { label: '认定依据', value: claim.basis },
              { label: '解释记录', value: claim.explained },
              { label: '申请', value: `${claim.by}，${momentText(claim.at)}` },
            ]}
          />
        </section>
      </div>
      <Decide order={order} onSaid={onSaid} />
    </>
  )
}

function Decide({ order, onSaid }: { order: OrderAnswer; onSaid: (word: string) => void }) {
  const [refusing, setRefusing] = useState(false)
  const [note, setNote] = useState('')
  const { one, busy, error } = useRule('rule_unreasonable')
  const decide = async (granted: boolean) => {
    if (!granted && !note.trim()) return
    const word = `${order.state.number} ${granted ? '已核准认定' : '不予认定'}`
    if (await one(order.id, { granted, note: note.trim() || undefined }, word)) onSaid(word)
  }
  const may = order.open.some(({ command }) => command === 'rule_unreasonable')
  useKeys(
    { Y: () => (refusing ? false : void decide(true)), N: () => setRefusing(true), Escape: () => setRefusing(false) },
    { enabled: may },
  )
  if (!may) return <p className="hy-empty">您的岗位只能查看，不能核准认定。</p>
  return (
    <section className="dp-ruling" aria-label="认定">
      {refusing && <NoteForm label="不予认定的理由" note={note} onNote={setNote} phrases={NOTES} onSubmit={() => void decide(false)} />}
      {error && <ErrorLine {...error} />}
      <div className="dp-ruling-do">
        {refusing ? (
          <>
            <Button type="primary" disabled={busy || !note.trim()} onClick={() => void decide(false)}>
              不予认定
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(false)}>返回</Button>
          </>
        ) : (
          <>
            <Button type="primary" disabled={busy} onClick={() => void decide(true)}>
              核准认定
              <KeyCap>Y</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(true)}>
              不予认定
              <KeyCap>N</KeyCap>
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
