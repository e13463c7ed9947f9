/** 撤回 cannot be taken back, so it is asked once more, with what it means. */
import { useState } from 'react'
import type { Failure } from '../api.ts'
import { TextBlock } from '../parts/Block.tsx'
import { FailureNotice, Notice } from '../parts/Notice.tsx'
import type { Perform } from './Shown.tsx'

export function Withdraw({ perform, onStay }: { perform: Perform; onStay: () => void }) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const send = async () => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    setFailure(await perform('withdraw', reason.trim() ? { reason: reason.trim() } : {}, '已撤回。需要时，您可以重新反映。'))
    setBusy(false)
  }
  return (
    <div className="panel">
      <Notice about="withdraw">
        <b>确定要撤回吗？</b>
        <p>撤回后不再办理，也不能恢复。以后有需要，要重新反映。</p>
      </Notice>
      <TextBlock id="withdraw-reason" label="撤回的原因" optional maxLength={300} autoComplete="off" value={reason} onValue={setReason} />
      {failure && <FailureNotice failure={failure} kept="请再按一次。" />}
      <div className="acts">
        <button type="button" className="button final" aria-disabled={busy} onClick={send}>
          {busy ? '正在撤回' : '确定撤回'}
        </button>
        <button type="button" className="button" onClick={onStay}>
          不撤回
        </button>
      </div>
    </div>
  )
}
