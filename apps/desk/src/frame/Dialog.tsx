import { useKeys } from '@huying/ui'
import { type ReactNode, useEffect, useId, useRef } from 'react'

export interface DialogProps {
  title: string
  /** Behind the title: which order, which unit. */
  note?: ReactNode
  wide?: boolean
  onClose: () => void
  children: ReactNode
}

/** A small dialog for one form, never higher than 540 px; Esc closes it, and the focus goes back to the button. */
export function Dialog({ title, note, wide, onClose, children }: DialogProps) {
  const id = useId()
  const box = useRef<HTMLDialogElement>(null)
  useKeys({}, { modal: true, swallow: true })
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const dialog = box.current
    dialog?.showModal()
    const first = dialog?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')
    // Of choices side by side the chosen one.
    const chosen = first instanceof HTMLInputElement && first.type === 'radio' && dialog?.querySelector<HTMLElement>('input:checked')
    ;(chosen || first || dialog?.querySelector<HTMLElement>('button[type=submit]'))?.focus()
    return () => before?.focus()
  }, [])
  return (
    <dialog
      ref={box}
      className={wide ? 'dk-dialog dk-dialog-wide' : 'dk-dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {note && <span className="hy-second">{note}</span>}
        <button type="button" className="hy-link" onClick={onClose}>
          关闭
        </button>
      </header>
      {children}
    </dialog>
  )
}
