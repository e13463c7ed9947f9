import { ClockBadge, ErrorLine, Facts, Field, KeyCap, PinyinPicker, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { clockBadge } from '../clock.ts'
import type { OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { dueText, momentText, useNow } from '../time.ts'
import { CallUnit } from './CallUnit.tsx'
import { useFirstField } from './TargetForms.tsx'
import { useRule } from './useRule.ts'

interface UnsignedCaseProps {
  order: OrderAnswer
  /** Everything that the same unit has not signed. */
  orders: readonly string[]
  onSaid: (word: string) => void
}

/** An order nobody has signed for: since when, whom to call, and taking it back or giving it to another unit. */
export function UnsignedCase({ order, orders, onSaid }: UnsignedCaseProps) {
  const { unitShort, unitName } = useCatalogue()
  const now = useNow()
  const recall = useRule('recall')
  const redispatch = useRule('redispatch')
  const [moving, setMoving] = useState(false)
  const [to, setTo] = useState<string>()
  const [why, setWhy] = useState('')
  useKeys({ U: () => setMoving(true), Escape: () => setMoving(false) })
  const { state, clocks } = order
  const late = state.assignments.filter(({ stage }) => stage === 'sent')
  const [first] = late
  const take = async () => {
    const word = `${state.number} 已收回，回到待派发`
    if (first && (await recall.one(order.id, { assignment: first.no }, word))) onSaid(word)
  }
  const move = async () => {
    const word = `${state.number} 已改派${unitShort(to)}`
    if (first && to && (await redispatch.one(order.id, { assignment: first.no, unit: to, why: why.trim() }, word))) onSaid(word)
  }
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <section>
          <h2>
            {state.number} {state.title}
          </h2>
          <p className="dp-read">{state.content}</p>
        </section>
        {late.map((assignment) => {
          const sign = clocks.find(({ assignment: no, kind }) => no === assignment.no && kind === 'sign')
          const badge = sign && clockBadge(sign, now)
          return (
            <section key={assignment.no}>
              <h3>
                {unitName(assignment.unit)}
                {assignment.role === 'assist' && '（协办）'}
              </h3>
              <Facts
                items={[
                  { label: '派发', value: `${assignment.sentBy}，${momentText(assignment.sentAt)}` },
                  {
                    label: '签收时限',
                    value: sign && dueText(sign.due),
                    note: badge && (
                      <ClockBadge level={badge.level} used={badge.used}>
                        {badge.text}
                      </ClockBadge>
                    ),
                  },
                  { label: '催办', value: state.urges.length > 0 ? `诉求人催办 ${state.urges.length} 次` : '无' },
                ]}
              />
            </section>
          )
        })}
        {first && <CallUnit unit={first.unit} order={order.id} orders={orders} onSaid={onSaid} />}
      </div>
      <section className="dp-ruling" aria-label="处理">
        {moving && <MoveForm unit={first?.unit} to={to} onTo={setTo} why={why} onWhy={setWhy} />}
        {(recall.error ?? redispatch.error) && <ErrorLine {...(recall.error ?? redispatch.error ?? { what: '' })} />}
        <div className="dp-ruling-do">
          {moving ? (
            <>
              <Button type="primary" disabled={!to || !why.trim() || redispatch.busy} onClick={() => void move()}>
                改派{to && unitShort(to)}
              </Button>
              <Button onClick={() => setMoving(false)}>返回</Button>
            </>
          ) : (
            <>
              <Button type="primary" onClick={() => setMoving(true)}>
                改派
                <KeyCap>U</KeyCap>
              </Button>
              <Button disabled={recall.busy} onClick={() => void take()}>
                收回到待派发
              </Button>
            </>
          )}
        </div>
      </section>
    </>
  )
}

interface MoveFormProps {
  unit?: string
  to?: string
  onTo: (code: string) => void
  why: string
  onWhy: (text: string) => void
}

function MoveForm({ unit, to, onTo, why, onWhy }: MoveFormProps) {
  const { units } = useCatalogue()
  const box = useFirstField<HTMLDivElement>()
  const others = units.filter(({ code, parent }) => parent === undefined && code !== unit)
  return (
    <div ref={box} className="dp-form">
      <Field label="改派单位" missing={!to}>
        {(control) => <PinyinPicker {...control} options={others} value={to} onChange={onTo} />}
      </Field>
      <Field label="改派原因" missing={!why.trim()}>
        {(control) => (
          <input {...control} className="hy-input" maxLength={300} value={why} onChange={(event) => onWhy(event.target.value)} />
        )}
      </Field>
    </div>
  )
}
