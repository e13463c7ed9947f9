import { useEffect, useRef } from 'react'

export interface TickBoxProps {
  label: string
  checked: boolean
  /** Some, not all. */
  partly?: boolean
  onTick: (shift: boolean) => void
}

/** A box to tick. A click does not move the focus, so that J, K and 空格 go on from the current row. */
export function TickBox({ label, checked, partly = false, onTick }: TickBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly
  }, [partly])
  return (
    <input
      ref={box}
      type="checkbox"
      className="hy-tick"
      aria-label={label}
      checked={checked}
      onMouseDown={(event) => event.preventDefault()}
      onChange={(event) => onTick(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
