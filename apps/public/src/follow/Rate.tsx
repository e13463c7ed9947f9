/** 评价: is the problem solved, is the person satisfied, and whether it should be handled again. */
import { type FormEvent, useState } from 'react'
import type { Failure } from '../api.ts'
import type { Choice } from '../catalogue.ts'
import { AreaBlock } from '../parts/Block.tsx'
import { Choices } from '../parts/Choices.tsx'
import { FailureNotice } from '../parts/Notice.tsx'
import { lengthOf } from '../words/title.ts'
import type { Perform } from './Shown.tsx'

const SOLVED = [
  { code: 'yes', label: '解决了' },
  { code: 'no', label: '没有解决' },
]
const AGAIN = [
  { code: 'yes', label: '希望重新办理' },
  { code: 'no', label: '不用了' },
]
const MOST = 1000

interface Props {
  scale: readonly Choice[]
  reload: () => void
  perform: Perform
}

export function Rate({ scale, reload, perform }: Props) {
  const [solved, setSolved] = useState('')
  const [again, setAgain] = useState('')
  const [satisfied, setSatisfied] = useState('')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const errors = {
    solved: solved ? undefined : '请选一项',
    again: solved !== 'no' || again ? undefined : '请选一项',
    satisfied: satisfied ? undefined : '请选一项',
    text: lengthOf(text.trim()) > MOST ? `最多 ${MOST} 个字，请缩短` : undefined,
  }
  const first = (Object.keys(errors) as (keyof typeof errors)[]).find((name) => errors[name])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (first) return document.getElementById(`rate-${first}`)?.focus()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    const wantsRedo = solved === 'no' && again === 'yes'
    const input = {
      solved: solved === 'yes',
      satisfied,
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(solved === 'no' ? { wantsRedo } : {}),
    }
    const done = wantsRedo ? '已收到您的评价和重新办理的要求，工作人员会核实并和您联系。' : '已收到您的评价，谢谢。'
    setFailure(await perform('rate', input, done))
    setBusy(false)
  }
  if (scale.length === 0) {
    return (
      <section className="card">
        <h2>评价</h2>
        <p>评价的选项没有打开。</p>
        <button type="button" className="button" onClick={reload}>
          重新打开
        </button>
      </section>
    )
  }
  const shown = (name: keyof typeof errors) => (tried ? errors[name] : undefined)
  return (
    <section className="card">
      <form noValidate autoComplete="off" onSubmit={send}>
        <h2>请您评价</h2>
        <Choices id="rate-solved" label="问题是否解决？" error={shown('solved')} choices={SOLVED} value={solved} onValue={setSolved} />
        {solved === 'no' && (
          <Choices id="rate-again" label="您希望重新办理吗？" error={shown('again')} choices={AGAIN} value={again} onValue={setAgain} />
        )}
        <Choices
          id="rate-satisfied"
          label="对办理是否满意？"
          error={shown('satisfied')}
          choices={scale}
          value={satisfied}
          onValue={setSatisfied}
        />
        <AreaBlock
          id="rate-text"
          label="您想说的话"
          optional
          error={shown('text')}
          rows={3}
          autoComplete="off"
          value={text}
          onValue={setText}
        />
        {failure && <FailureNotice failure={failure} kept="您的评价还在本页，请再提交一次。" />}
        <button type="submit" className="button main wide" aria-disabled={busy}>
          {busy ? '正在提交' : '提交评价'}
        </button>
      </form>
    </section>
  )
}
