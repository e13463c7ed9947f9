import { ErrorLine, Field, KeyCap, PinyinPicker, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { NoteForm } from './NoteForm.tsx'
import { useFirstField } from './TargetForms.tsx'
import { useRule } from './useRule.ts'

const NOTES = ['属本单位法定职责，请继续办理', '职责交叉，由首接单位牵头办理', '属地管理，请先行处置', '退单依据不充分，请补充后再报']

interface ReturnRulingProps {
  order: OrderAnswer
  asked: AssignmentState
  suggested?: string
  onSaid: (word: string) => void
}

/** 裁定: granted with another unit (or back to the pool), or not granted with the reason. */
export function ReturnRuling({ order, asked, suggested, onSaid }: ReturnRulingProps) {
  const { units, unitShort } = useCatalogue()
  const [way, setWay] = useState<'grant' | 'refuse'>()
  const [to, setTo] = useState(suggested)
  const [note, setNote] = useState('')
  const { one, busy, error } = useRule('rule_return')
  useKeys({ Y: () => setWay('grant'), N: () => setWay('refuse'), Escape: () => setWay(undefined) })
  const number = order.state.number
  const rule = async (granted: boolean, unit?: string) => {
    const word = granted
      ? `${number} 已同意退单，${unit ? `改派${unitShort(unit)}` : '退回待派发'}`
      : `${number} 不予退单，请${unitShort(asked.unit)}继续办理`
    if (await one(order.id, { assignment: asked.no, granted, to: unit, note: note.trim() || undefined }, word)) onSaid(word)
  }
  return (
    <section className="dp-ruling" aria-label="裁定">
      {way === 'grant' && (
        <GrantForm
          to={to}
          onTo={setTo}
          options={units.filter(({ code, parent }) => parent === undefined && code !== asked.unit)}
          note={note}
          onNote={setNote}
          onSubmit={() => void rule(true, to)}
        />
      )}
      {way === 'refuse' && (
        <NoteForm label="裁定理由" note={note} onNote={setNote} phrases={NOTES} onSubmit={() => note.trim() && void rule(false)} />
      )}
      {error && <ErrorLine {...error} />}
      <div className="dp-ruling-do">
        {way === undefined && (
          <>
            <Button type="primary" onClick={() => setWay('grant')}>
              同意退单
              <KeyCap>Y</KeyCap>
            </Button>
            <Button onClick={() => setWay('refuse')}>
              不予退单
              <KeyCap>N</KeyCap>
            </Button>
          </>
        )}
        {way === 'grant' && (
          <>
            <Button type="primary" disabled={busy || !to} onClick={() => void rule(true, to)}>
              同意并改派{to && unitShort(to)}
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button disabled={busy} onClick={() => void rule(true)}>
              同意，退回待派发
            </Button>
          </>
        )}
        {way === 'refuse' && (
          <Button type="primary" disabled={busy || !note.trim()} onClick={() => void rule(false)}>
            不予退单
            <KeyCap>Ctrl Enter</KeyCap>
          </Button>
        )}
        {way && <Button onClick={() => setWay(undefined)}>返回</Button>}
      </div>
    </section>
  )
}

interface GrantFormProps {
  to?: string
  onTo: (code: string) => void
  options: ReturnType<typeof useCatalogue>['units']
  note: string
  onNote: (text: string) => void
  onSubmit: () => void
}

function GrantForm({ to, onTo, options, note, onNote, onSubmit }: GrantFormProps) {
  const box = useFirstField<HTMLDivElement>()
  useKeys({ 'Ctrl+Enter': onSubmit })
  return (
    <div ref={box} className="dp-form">
      <Field label="改派单位" hint="默认为承办单位建议的单位">
        {(control) => <PinyinPicker {...control} options={options} value={to} onChange={onTo} />}
      </Field>
      <Field label="裁定理由">
        {(control) => (
          <input {...control} className="hy-input" maxLength={500} value={note} onChange={(event) => onNote(event.target.value)} />
        )}
      </Field>
    </div>
  )
}
