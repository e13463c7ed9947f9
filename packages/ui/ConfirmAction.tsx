import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ErrorLine, type ErrorLineProps } from './ErrorLine.tsx'
import { useKeys } from './keys.ts'

export interface ConfirmActionProps {
  /** The button: 作废. */
  label: string
  /** 作废工单 241104-0203？ */
  title: string
  /** What follows, and that it cannot be taken back. */
  children: ReactNode
  /** The deciding button repeats the act: 作废工单. */
  confirm: string
  /** Ask for a reason that goes into the timeline. */
  reasonLabel?: string
  onConfirm: (reason: string) => Promise<ErrorLineProps | undefined>
  size?: 'small' | 'middle'
}

/** An act that cannot be taken back: plum, with its consequences, its own verb on the button, and the focus on 不…. */
export function ConfirmAction({ label, size, ...rest }: ConfirmActionProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button danger size={size} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && <ConfirmDialog {...rest} onClose={() => setOpen(false)} />}
    </>
  )
}

function ConfirmDialog(props: Omit<ConfirmActionProps, 'label' | 'size'> & { onClose: () => void }) {
  const { title, children, confirm, reasonLabel, onConfirm, onClose } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()
  useKeys({}, { modal: true, swallow: true })
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => before?.focus()
  }, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const refusal = await onConfirm(reason.trim())
      if (refusal) setError(refusal)
      else onClose()
    } catch {
      setError({ what: '没有办成，请稍后再试。' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <dialog
      ref={dialog}
      className="hy-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        if (!busy) onClose()
      }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={id}>{title}</h2>
        <div className="hy-dialog-body">
          {children}
          {reasonLabel && (
            <label className="hy-dialog-reason">
              <span>{reasonLabel}</span>
              <textarea className="hy-input" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
            </label>
          )}
          {error && <ErrorLine {...error} />}
        </div>
        <footer>
          <Button onClick={onClose} disabled={busy} autoFocus={!reasonLabel}>
            返回
          </Button>
          <Button type="primary" danger htmlType="submit" disabled={busy || (reasonLabel !== undefined && reason.trim() === '')}>
            {confirm}
          </Button>
        </footer>
      </form>
    </dialog>
  )
}
