import { type FocusEvent, type ReactNode, useId, useState } from 'react'
import { cx } from './fold.ts'
import { ErrorLine, type ErrorLineProps } from './ErrorLine.tsx'

/** What a field hands to the control inside it. */
export interface ControlProps {
  id: string
  'aria-labelledby': string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

export interface FieldProps {
  label: string
  /** Jumps of the MissingBar lead here. */
  id?: string
  /** A required fact that is still missing: dashed blue. No star, no error. */
  missing?: boolean
  /** Shown only after the field was left, or when `submitted`. */
  error?: ErrorLineProps
  submitted?: boolean
  hint?: ReactNode
  /** Right of the control: 保密, 已自动保存 09:08. */
  aside?: ReactNode
  /** Label above instead of left, for wide texts. */
  stacked?: boolean
  /** The control is a group of choices, not one input. */
  group?: boolean
  children: (control: ControlProps) => ReactNode
}

/** One line of a form: label left, control, and below it what is to be known or put right. */
export function Field(props: FieldProps) {
  const { label, missing = false, error, submitted = false, hint, aside, stacked, group, children } = props
  const made = useId()
  const id = props.id ?? made
  const [left, setLeft] = useState(false)
  const faulty = error !== undefined && (left || submitted)
  const leave = (event: FocusEvent<HTMLDivElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setLeft(true)
  }
  const described = [faulty && `${id}-error`, hint && `${id}-hint`, missing && `${id}-missing`].filter(Boolean).join(' ')
  const control: ControlProps = {
    id,
    'aria-labelledby': `${id}-label`,
    'aria-describedby': described || undefined,
    'aria-invalid': faulty || undefined,
  }
  return (
    <div className={cx('hy-field', stacked && 'hy-field-stacked', missing && 'hy-missing', faulty && 'hy-faulty')} onBlur={leave}>
      {group ? (
        <span className="hy-field-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="hy-field-label" id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      )}
      <div className="hy-field-control">
        {children(control)}
        {aside && <div className="hy-field-aside">{aside}</div>}
      </div>
      {missing && (
        <span className="hy-hidden" id={`${id}-missing`}>
          必填，还没有填写
        </span>
      )}
      {(faulty || hint) && (
        <div className="hy-field-below">
          {faulty && <ErrorLine {...error} id={`${id}-error`} />}
          {hint && (
            <p className="hy-field-hint" id={`${id}-hint`}>
              {hint}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
