import { lengthText } from '@huying/core/calendar'
import { ErrorLine, Facts, type Fact, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { dueText, momentText } from '../time.ts'
import { NoteForm } from './NoteForm.tsx'
import type { useRule } from './useRule.ts'

export type Kind = 'extension' | 'pause'
export const WORDS = {
  extension: { list: 'extensions', label: '延期待审', short: '延期', command: 'rule_extension' },
  pause: { list: 'pauses', label: '暂停待审', short: '暂停计时', command: 'rule_pause' },
} as const

const NOTES: Record<Kind, readonly string[]> = {
  extension: ['理由不充分，请按期办结', '未说明延期期间的办理安排', '请先告知诉求人后再申请'],
  pause: ['不属于等待外部条件，请继续办理', '请写明等待事项和下次更新日', '可改为申请延期'],
}

/** The share of an order whose unit waits for a ruling of this kind. */
export const askedIn = ({ state }: OrderAnswer, kind: Kind) =>
  state.assignments.find(
    ({ parent, extensions, pauses }) => parent === undefined && (kind === 'extension' ? extensions : pauses).some(({ ruled }) => !ruled),
  )

interface RulingCaseProps {
  kind: Kind
  order: OrderAnswer
  rule: ReturnType<typeof useRule>
  onAgree: () => void
}

/** What the unit asks for and why, what it was granted before, and the ruling. */
export function RulingCase({ kind, order, rule, onAgree }: RulingCaseProps) {
  const { unitShort } = useCatalogue()
  const { state, clocks } = order
  const asked = askedIn(order, kind)
  const clock = clocks.find(({ assignment, counts }) => assignment === asked?.no && counts)
  if (!asked) return <p className="hy-empty">这件工单已没有待审的{WORDS[kind].short}申请。</p>
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <section>
          <h2>
            {state.number} {state.title}
          </h2>
          <p className="dp-read">{state.content}</p>
        </section>
        <section>
          <h3>
            {unitShort(asked.unit)}申请{WORDS[kind].short}
          </h3>
          <Asked kind={kind} asked={asked} due={clock?.due} />
        </section>
        <section>
          <h3>本件办理情况</h3>
          <Facts
            items={[
              { label: '签收', value: asked.signedAt && `${asked.signedBy}，${momentText(asked.signedAt)}` },
              {
                label: '联系群众',
                value: `${asked.contacts.filter(({ result }) => result === 'connected').length} 次接通，共 ${asked.contacts.length} 次`,
              },
              {
                label: '最近进展',
                value: asked.progress.at(-1)?.text,
                note: asked.progress.at(-1) && momentText(asked.progress.at(-1)?.at ?? 0),
              },
              { label: '催办', value: state.urges.length > 0 ? `${state.urges.length} 次` : '无' },
            ]}
            missing="无"
          />
        </section>
      </div>
      <Ruling kind={kind} order={order} asked={asked} rule={rule} onAgree={onAgree} />
    </>
  )
}

function Asked({ kind, asked, due }: { kind: Kind; asked: AssignmentState; due?: number }) {
  const { reasonName, extension } = useCatalogue()
  const present: Fact = { label: '现截止', value: due && dueText(due) }
  if (kind === 'extension') {
    const one = asked.extensions.find(({ ruled }) => !ruled)
    const granted = asked.extensions.filter(({ ruled }) => ruled?.granted)
    return (
      <Facts
        items={[
          { label: '延期原因', value: reasonName('extension', one?.reason) },
          { label: '延期说明', value: one?.text },
          { label: '申请延期', value: one && lengthText(one.length), note: '自现截止时间起算' },
          present,
          { label: '告知群众', value: one?.told ? '已告知' : '未告知' },
          {
            label: '以往延期',
            value: granted.length > 0 ? granted.map(({ length }) => lengthText(length)).join('、') : '无',
            note: `每件限 ${extension.max} 次`,
          },
          { label: '申请', value: one && `${one.by}，${momentText(one.at)}` },
        ]}
      />
    )
  }
  const one = asked.pauses.find(({ ruled }) => !ruled)
  const granted = asked.pauses.filter(({ ruled }) => ruled?.granted)
  return (
    <Facts
      items={[
        { label: '暂停原因', value: reasonName('pause', one?.reason) },
        { label: '等待什么', value: one?.text },
        { label: '下次更新', value: one?.nextUpdate },
        present,
        { label: '以往暂停', value: granted.length > 0 ? `${granted.length} 次` : '无' },
        { label: '申请', value: one && `${one.by}，${momentText(one.at)}` },
      ]}
    />
  )
}

function Ruling({ kind, order, asked, rule, onAgree }: RulingCaseProps & { asked: AssignmentState }) {
  const [refusing, setRefusing] = useState(false)
  const [note, setNote] = useState('')
  const { short } = WORDS[kind]
  useKeys({ Y: onAgree, N: () => setRefusing(true), Escape: () => setRefusing(false) })
  const refuse = () => {
    if (!note.trim()) return
    void rule.one(order.id, { assignment: asked.no, granted: false, note: note.trim() }, `${order.state.number} 不同意${short}`)
  }
  return (
    <section className="dp-ruling" aria-label="审批">
      {refusing && <NoteForm label="不同意的理由" note={note} onNote={setNote} phrases={NOTES[kind]} onSubmit={refuse} />}
      {rule.error && <ErrorLine {...rule.error} />}
      {rule.said && <p role="status">{rule.said}</p>}
      <div className="dp-ruling-do">
        {refusing ? (
          <>
            <Button type="primary" disabled={rule.busy || !note.trim()} onClick={refuse}>
              不同意{short}
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(false)}>返回</Button>
          </>
        ) : (
          <>
            <Button type="primary" disabled={rule.busy} onClick={onAgree}>
              同意{short}
              <KeyCap>Y</KeyCap>
            </Button>
            <Button onClick={() => setRefusing(true)}>
              不同意
              <KeyCap>N</KeyCap>
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
