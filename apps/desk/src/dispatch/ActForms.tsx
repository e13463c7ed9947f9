import { Field, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useFirstField } from './TargetForms.tsx'
import { SKIPS } from './sitting.ts'
import type { LotState } from './useLot.ts'

interface SkipFormProps {
  title: string
  onSkip: (why: string) => Promise<void>
  onClose: () => void
}

/** 放回 with a reason: one digit. */
export function SkipForm({ title, onSkip, onClose }: SkipFormProps) {
  useKeys(Object.fromEntries(SKIPS.map(({ label }, index) => [String(index + 1), () => void onSkip(label)])))
  return (
    <section className="dp-form" aria-label="放回原因">
      <h2>放回“{title}”，原因：</h2>
      <ul className="dp-reasons">
        {SKIPS.map(({ key, label }, index) => (
          <li key={key}>
            <button type="button" onClick={() => void onSkip(label)}>
              <KeyCap>{String(index + 1)}</KeyCap> {label}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="hy-link" onClick={onClose}>
        不放回 Esc
      </button>
    </section>
  )
}

/** 并单: the ticked orders go into the current one; every request keeps its number and its call-back. */
export function MergeForm({ lot, onClose }: { lot: LotState; onClose: () => void }) {
  const { here, ticked } = lot
  const others = ticked.filter(({ id }) => id !== here?.id)
  const [why, setWhy] = useState('同一时间、同一地点、同一问题')
  const box = useFirstField<HTMLElement>()
  const submit = () => {
    if (why.trim() && others.length > 0) void lot.merge(why.trim())
  }
  return (
    <section ref={box} className="dp-form" aria-label="并单">
      <h2>
        {others.length} 件并入 {here?.number} {here?.title}
      </h2>
      {others.length === 0 ? (
        <p className="hy-second">请先勾选要并入本件的工单，再按 M。</p>
      ) : (
        <>
          <ul className="dp-send-out">
            {others.map(({ id, state }) => (
              <li key={id}>
                <span className="hy-cut">{state.title}</span>
              </li>
            ))}
          </ul>
          <Field label="并单原因" hint="各诉求编号、答复和回访不变；并错的可拆分">
            {(control) => (
              <input
                {...control}
                className="hy-input"
                maxLength={300}
                value={why}
                onChange={(event) => setWhy(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  submit()
                }}
              />
            )}
          </Field>
        </>
      )}
      <div className="dp-form-do">
        <Button size="small" onClick={onClose}>
          返回
        </Button>
        <Button size="small" type="primary" disabled={others.length === 0 || !why.trim() || lot.busy} onClick={submit}>
          并单
        </Button>
      </div>
    </section>
  )
}
