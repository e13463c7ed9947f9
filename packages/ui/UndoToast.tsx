import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './fold.ts'
import { focusKind } from './keys.ts'
import { overlaps } from './place.ts'

export interface UndoToastProps {
  /** 已派发 17 件至河西区 */
  message: string
  /** 未签收前都可收回 */
  detail?: string
  onUndo: () => void
  /** After the time has run out, or after the undo. */
  onClose: () => void
  seconds?: number
}

/** What was done and can be taken back: bottom right for 10 s, left when it would lie over text being typed; waits under the pointer. */
export function UndoToast({ message, detail, onUndo, onClose, seconds = 10 }: UndoToastProps) {
  const box = useRef<HTMLDivElement>(null)
  const left = useRef(seconds * 1000)
  const close = useRef(onClose)
  const [held, setHeld] = useState(false)
  const [aside, setAside] = useState(false)

  useLayoutEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (held) return
    const since = Date.now()
    const timer = window.setTimeout(() => close.current(), left.current)
    return () => {
      window.clearTimeout(timer)
      left.current -= Date.now() - since
    }
  }, [held])
  useLayoutEffect(() => {
    const dodge = () => {
      const typing = document.activeElement as HTMLElement | null
      if (!typing || focusKind(typing) !== 'field' || !box.current) return
      if (overlaps(box.current.getBoundingClientRect(), typing.getBoundingClientRect())) setAside((now) => !now)
    }
    dodge()
    document.addEventListener('focusin', dodge)
    return () => document.removeEventListener('focusin', dodge)
  }, [])

  const undo = () => {
    onUndo()
    onClose()
  }
  return (
    <div
      ref={box}
      className={cx('hy-toast', aside && 'hy-toast-left')}
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>
        {message}
        {detail && <small>{detail}</small>}
      </p>
      <button type="button" onClick={undo}>
        收回
      </button>
    </div>
  )
}
