import { type FormEvent, useEffect, useState } from 'react'
import type { Failure } from '../api.ts'
import { useAskBeforeLeaving } from '../browser.ts'
import { AreaBlock } from '../parts/Block.tsx'
import { FailureNotice } from '../parts/Notice.tsx'
import { lengthOf } from '../words/title.ts'
import type { Perform } from './Shown.tsx'

const TEXT = 'append-text'
const MOST = 2000

export function Append({ perform }: { perform: Perform }) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  useAskBeforeLeaving(text.trim() !== '')
  useEffect(() => document.getElementById(TEXT)?.focus(), [])
  const said = text.trim()
  const error = !said ? '请写要补充的内容' : lengthOf(said) > MOST ? `写了 ${lengthOf(said)} 个字，最多 ${MOST} 个字，请缩短` : undefined
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (error) return document.getElementById(TEXT)?.focus()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    const failed = await perform('append', { text: said }, '已收到您补充的内容。')
    setFailure(failed)
    setBusy(false)
  }
  return (
    <form className="panel" noValidate autoComplete="off" onSubmit={send}>
      <AreaBlock id={TEXT} label="您要补充什么？" error={tried ? error : undefined} autoComplete="off" value={text} onValue={setText} />
      {failure && <FailureNotice failure={failure} kept="您写的内容还在本页。请直接再提交一次，不会重复记录。" />}
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? '正在提交' : '提交补充'}
      </button>
    </form>
  )
}
