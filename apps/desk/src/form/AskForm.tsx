import { type ControlProps, ErrorLine, Field, MissingBar, PinyinPicker, Segmented, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useAct } from '../act.ts'
import { ApiError } from '../api.ts'
import { type Ask, filled, missingOf, shownOf, type Values, YES } from './fields.ts'

export interface AskFormProps {
  asks: readonly Ask[]
  initial?: Values
  /** The deciding button says what it does. */
  button: string | ((values: Values) => string)
  danger?: boolean
  /** Sends it; a refusal is thrown and shown at its field. */
  send: (given: Record<string, string>, values: Values) => Promise<unknown>
  onClose?: () => void
  /** Tells what stands in the form, for a preview beside it. */
  onChange?: (values: Values) => void
  /** Opened by a button outside a dialog: the first field takes the focus. */
  takesFocus?: boolean
  children?: ReactNode
}

const AREA = new Set<Ask['kind']>(['area'])

/** A small form: what is missing is named at the foot, a refusal stands at its field, nothing typed is lost. */
export function AskForm({ asks, initial = {}, button, danger, send, onClose, onChange, takesFocus, children }: AskFormProps) {
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }, [takesFocus])
  const [values, setValues] = useState<Values>(initial)
  const { busy, fault, error, run } = useAct()
  const shown = shownOf(asks, values)
  const missing = missingOf(asks, values)
  const at = fault instanceof ApiError ? fault.field?.split('.').at(-1) : undefined
  const change = (key: string, value: string) => {
    const next = { ...values, [key]: value }
    setValues(next)
    onChange?.(next)
  }
  const submit = async () => {
    if (missing.length === 0) await run(() => send(filled(asks, values), values))
  }
  useKeys({ 'Ctrl+Enter': () => void submit() })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form ref={form} className="dk-form" onSubmit={onSubmit}>
      <div className="dk-form-body">
        {children}
        {shown.map((ask) => (
          <Field
            key={ask.key}
            id={`${id}-${ask.key}`}
            label={ask.label}
            stacked={AREA.has(ask.kind)}
            group={ask.kind === 'choice'}
            missing={missing.includes(ask)}
            hint={ask.hint}
            error={at === ask.key ? error : undefined}
            submitted
          >
            {(control) => (
              <AskControl ask={ask} control={control} value={values[ask.key] ?? ''} onChange={(value) => change(ask.key, value)} />
            )}
          </Field>
        ))}
        {error && !shown.some(({ key }) => key === at) && <ErrorLine {...error} />}
      </div>
      <MissingBar missing={missing.map(({ key, label }) => ({ id: `${id}-${key}`, label }))} complete="">
        {onClose && <Button onClick={onClose}>返回</Button>}
        <Button type="primary" danger={danger} htmlType="submit" disabled={missing.length > 0 || busy} title="Ctrl Enter">
          {typeof button === 'function' ? button(values) : button}
        </Button>
      </MissingBar>
    </form>
  )
}

interface ControlOf {
  ask: Ask
  control: ControlProps
  value: string
  onChange: (value: string) => void
}

const TYPES = { line: 'text', password: 'password', day: 'date', moment: 'datetime-local' } as const

function AskControl({ ask, control, value, onChange }: ControlOf) {
  const { kind, options = [], rows = 3, max } = ask
  switch (kind) {
    case 'area':
      return (
        <textarea
          {...control}
          className="hy-input"
          rows={rows}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'pick':
      return <PinyinPicker {...control} options={options} value={value || undefined} onChange={onChange} />
    case 'choice':
      return (
        <Segmented {...control} choices={options.map(({ code, label }) => ({ value: code, label }))} value={value} onChange={onChange} />
      )
    case 'tick':
      return (
        <span className="dk-tick">
          <input {...control} type="checkbox" checked={value === YES} onChange={(event) => onChange(event.target.checked ? YES : '')} />
        </span>
      )
    case 'line':
    case 'password':
    case 'day':
    case 'moment':
      return (
        <input
          {...control}
          className="hy-input"
          type={TYPES[kind]}
          maxLength={max}
          value={value}
          autoComplete={kind === 'password' ? 'new-password' : 'off'}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
