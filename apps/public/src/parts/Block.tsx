/** One question: its label above, what helps, what is wrong, and a native control. */
import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'

export interface Question {
  /** Id of the control, and stem of the ids around it. */
  id: string
  label: string
  optional?: boolean
  tip?: ReactNode
  error?: string
}

export const OPTIONAL = '可以不填'

/** Ids of the texts that belong to a control, for those who hear the page. */
export const describedBy = ({ id, tip, error }: Pick<Question, 'id' | 'tip' | 'error'>): string | undefined =>
  [error && `${id}-error`, tip && `${id}-tip`].filter(Boolean).join(' ') || undefined

export function Block({ id, label, optional, tip, error, children }: Question & { children: ReactNode }) {
  return (
    <div className={error ? 'block wrong' : 'block'}>
      <label className="ask" htmlFor={id}>
        {label}
        {optional && <i>{OPTIONAL}</i>}
      </label>
      <ErrorText id={id} error={error} />
      {children}
      <Tip id={id} tip={tip} />
    </div>
  )
}

/** A question with several controls, or with a choice. */
export function Group({ id, label, optional, tip, error, children }: Question & { children: ReactNode }) {
  return (
    <fieldset className={error ? 'block wrong' : 'block'} aria-describedby={describedBy({ id, tip, error })}>
      <legend className="ask">
        {label}
        {optional && <i>{OPTIONAL}</i>}
      </legend>
      <ErrorText id={id} error={error} />
      {children}
      <Tip id={id} tip={tip} />
    </fieldset>
  )
}

type Input = Question & { value: string; onValue: (value: string) => void } & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'id'>

export function TextBlock({ id, label, optional, tip, error, value, onValue, ...native }: Input) {
  return (
    <Block id={id} label={label} optional={optional} tip={tip} error={error}>
      <input
        {...native}
        id={id}
        className="field"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, tip, error })}
        onChange={(event) => onValue(event.target.value)}
      />
    </Block>
  )
}

type Area = Question & { value: string; onValue: (value: string) => void } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'value' | 'id'
  >

export function AreaBlock({ id, label, optional, tip, error, value, onValue, ...native }: Area) {
  return (
    <Block id={id} label={label} optional={optional} tip={tip} error={error}>
      <textarea
        rows={4}
        {...native}
        id={id}
        className="field"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, tip, error })}
        onChange={(event) => onValue(event.target.value)}
      />
    </Block>
  )
}

function ErrorText({ id, error }: { id: string; error?: string }) {
  return error ? (
    <p className="error" id={`${id}-error`}>
      {error}
    </p>
  ) : null
}

function Tip({ id, tip }: { id: string; tip?: ReactNode }) {
  return tip ? (
    <p className="tip" id={`${id}-tip`}>
      {tip}
    </p>
  ) : null
}
