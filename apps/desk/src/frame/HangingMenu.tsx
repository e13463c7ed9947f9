import { useKeys } from '@huying/ui'
import { type ReactNode, useEffect, useRef } from 'react'

interface HangingMenuProps {
  label: string
  side: 'left' | 'right'
  /** Holds more than commands: lists, switches. */
  panel?: boolean
  onClose: () => void
  children: ReactNode
}

const STOPS = 'button, a, input'

/** A short menu under the bar: arrows and Tab move in it; Esc, Tab beyond its end or a click elsewhere closes it; the focus goes back to its button. */
export function HangingMenu({ label, side, panel, onClose, children }: HangingMenuProps) {
  const box = useRef<HTMLDivElement>(null)
  const stops = () => [...(box.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])]
  const move = (by: number) => () => {
    const all = stops()
    const at = all.findIndex((one) => one === document.activeElement)
    all[(at + by + all.length) % all.length]?.focus()
  }
  const leaveBy = (end: 0 | -1) => () => (stops().at(end) === document.activeElement ? onClose() : false)
  useKeys({ Escape: onClose, ArrowDown: move(1), ArrowUp: move(-1), Tab: leaveBy(-1), 'Shift+Tab': leaveBy(0) }, { modal: true })
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.querySelector<HTMLElement>(STOPS)?.focus()
    // Whoever went on by Tab or opened a dialog has the focus already.
    return () => {
      if (document.activeElement === null || document.activeElement === document.body) before?.focus()
    }
  }, [])
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', away, true)
    return () => document.removeEventListener('pointerdown', away, true)
  }, [onClose])
  return (
    <div
      ref={box}
      className={`dk-menu dk-menu-${side}`}
      role={panel ? 'dialog' : 'menu'}
      aria-label={label}
      onBlur={({ currentTarget, relatedTarget }) => relatedTarget && !currentTarget.contains(relatedTarget) && onClose()}
    >
      {children}
    </div>
  )
}
