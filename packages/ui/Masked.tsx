import { type FormEvent, useState } from 'react'
import { ErrorLine, type ErrorLineProps } from './ErrorLine.tsx'

export interface MaskedProps {
  /** 138****0645 */
  value: string
  /** What is masked, for those who hear it: 联系号码. */
  label: string
  /** Ask for a reason before showing it. */
  askReason?: boolean
  /** Fetches the full value; the server writes the look into the journal. */
  onReveal: (reason?: string) => Promise<{ value: string } | { error: ErrorLineProps }>
}

type State = { is: 'masked' | 'asking' | 'waiting' } | { is: 'shown'; full: string } | { is: 'refused'; error: ErrorLineProps }

/** Personal data, masked until asked for. The full value lives only here and goes when the component goes. */
export function Masked({ value, label, askReason = false, onReveal }: MaskedProps) {
  const [state, setState] = useState<State>({ is: 'masked' })
  const [reason, setReason] = useState('')
  const reveal = async (why?: string) => {
    setState({ is: 'waiting' })
    try {
      const answer = await onReveal(why)
      setState('value' in answer ? { is: 'shown', full: answer.value } : { is: 'refused', error: answer.error })
    } catch {
      setState({ is: 'refused', error: { what: '没有取到，请稍后再试。' } })
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim()) void reveal(reason.trim())
  }
  const link = (text: string, act: () => void) => (
    <button type="button" className="hy-link" aria-label={`${text}${label}`} onClick={act}>
      {text}
    </button>
  )
  return (
    <span className="hy-masked">
      <span className="hy-nowrap">{state.is === 'shown' ? state.full : value}</span>
      {(state.is === 'masked' || state.is === 'refused') && link('查看', () => (askReason ? setState({ is: 'asking' }) : void reveal()))}
      {state.is === 'waiting' && <span className="hy-mute">查看中</span>}
      {state.is === 'shown' && link('隐藏', () => setState({ is: 'masked' }))}
      {state.is === 'asking' && (
        <form className="hy-masked-ask" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && setState({ is: 'masked' })}>
          <input
            className="hy-input"
            aria-label={`查看${label}的事由`}
            placeholder="事由，将记入日志"
            value={reason}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="hy-link" disabled={reason.trim() === ''}>
            确定
          </button>
          <button type="button" className="hy-link" onClick={() => setState({ is: 'masked' })}>
            取消
          </button>
        </form>
      )}
      {state.is === 'refused' && <ErrorLine {...state.error} />}
    </span>
  )
}
