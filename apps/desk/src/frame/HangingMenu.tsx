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

/** A short menu under the bar; a click elsewhere or Esc closes it. */
export function HangingMenu({ label, side, panel, onClose, children }: HangingMenuProps) {
  const box = useRef<HTMLDivElement>(null)
  useKeys({ Escape: onClose })
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('button, a, input')?.focus()
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', away, true)
    return () => document.removeEventListener('pointerdown', away, true)
  }, [onClose])
  return (
    <div ref={box} className={`dk-menu dk-menu-${side}`} role={panel ? 'dialog' : 'menu'} aria-label={label}>
      {children}
    </div>
  )
}
