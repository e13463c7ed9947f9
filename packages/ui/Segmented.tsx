import { useId } from 'react'
import type { ControlProps } from './Field.tsx'
import { KeyCap } from './KeyCap.tsx'

export interface Choice<V extends string> {
  value: V
  label: string
  /** The key that chooses it, shown as a cap; binding it is the page's matter. */
  keyCap?: string
  disabled?: boolean
  /** Why it cannot be chosen. */
  title?: string
}

export interface SegmentedProps<V extends string> extends Partial<ControlProps> {
  choices: readonly Choice<V>[]
  /** Undefined while nothing was chosen. */
  value: V | undefined
  onChange: (value: V) => void
}

/** A few choices side by side; native radio buttons, so the arrow keys work. Inside a Field with `group`. */
export function Segmented<V extends string>({ choices, value, onChange, ...control }: SegmentedProps<V>) {
  const name = useId()
  return (
    <div className="hy-seg" role="radiogroup" {...control}>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.title}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            {choice.keyCap && <KeyCap>{choice.keyCap}</KeyCap>}
          </span>
        </label>
      ))}
    </div>
  )
}
