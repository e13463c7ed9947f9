import { type FormEvent, useEffect, useState } from 'react'
import type { Failure, Ticket } from '../api.ts'
import { TextBlock } from '../parts/Block.tsx'
import { ended, Notice } from '../parts/Notice.tsx'
import { spoken, toCode, toNumber } from '../words/numbers.ts'

interface Props {
  /** What was just written is not to be typed again. */
  ticket?: Ticket
  /** The page has come here by itself: reading goes on at the first thing to do. */
  arrived: boolean
  onEnter: (ticket: Ticket) => Promise<Failure | undefined>
}

const NUMBER = 'follow-number'
const CODE = 'follow-code'
const LOOK = 'follow-look'

export function Enter({ ticket, arrived, onEnter }: Props) {
  const [typed, setTyped] = useState(spoken(ticket?.number ?? ''))
  const [typedCode, setTypedCode] = useState(ticket?.code ?? '')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const number = toNumber(typed)
  const code = toCode(typedCode)
  useEffect(() => {
    if (arrived) document.getElementById(ticket ? LOOK : NUMBER)?.focus()
  }, [arrived, ticket])
  const look = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!number || !code) return document.getElementById(number ? CODE : NUMBER)?.focus()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    setFailure(await onEnter({ number, code }))
    setBusy(false)
  }
  return (
    <form className="sheet" noValidate autoComplete="off" onSubmit={look}>
      <h1 className="unseen">查看进展</h1>
      {failure && <Refusal failure={failure} />}
      <TextBlock
        id={NUMBER}
        label="编号"
        tip={'提交时给您的编号，10 到 12 位数字，例如 241108\u00a00412。'}
        error={tried && !number ? '请写编号，10 到 12 位数字' : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onValue={setTyped}
      />
      <TextBlock
        id={CODE}
        label="查询码"
        tip="和编号一起给您的 6 位数字。"
        error={tried && !code ? '请写查询码，6 位数字' : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={typedCode}
        onValue={setTypedCode}
      />
      <button type="submit" id={LOOK} className="button main wide" aria-disabled={busy}>
        {busy ? '正在查询' : '查看进展'}
      </button>
      <p className="tip">
        打电话反映的，请用话务员告诉您的编号和查询码。忘了的，请拨打 <a href="tel:12345">12345</a> 查询。
      </p>
    </form>
  )
}

/** What was typed stays, so that one digit can be put right. */
function Refusal({ failure }: { failure: Failure }) {
  return (
    <Notice about={failure} code={failure.code}>
      {failure.code === 'locked' && <b>已暂时锁住。</b>}
      <p>{ended(failure.message)}</p>
      {failure.outcome === 'unknown' && <p>您写的编号和查询码还在，请稍后再试。</p>}
    </Notice>
  )
}
