import { ErrorLine, Field, MissingBar, PinyinPicker, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useKept } from '../../kept.ts'
import { useCatalogue } from '../../session.tsx'
import { ROLE_WORDS } from '../../words.ts'
import { Control } from './Control.tsx'
import {
  type Ask,
  inputOf,
  type FormProps,
  type FormSpec,
  isRequired,
  isOn,
  missingFields,
  shownFields,
  type Value,
  type Values,
} from './spec.ts'
import { useCommand } from './useCommand.ts'

interface CommandFormProps extends FormProps {
  command: string
  button: string
  spec: FormSpec
}

/** The form of any command: which assignment, what is asked, what is missing; a refusal stands at its field and nothing typed is lost. */
export function CommandForm(props: CommandFormProps) {
  const [no, setNo] = useState(props.offers[0]?.assignment)
  return (
    <Filled key={no} {...props} assignment={no}>
      {props.offers.length > 1 && <Which {...props} no={no} onChange={setNo} />}
    </Filled>
  )
}

function Which({ order, offers, no, onChange }: FormProps & { no: number | undefined; onChange: (no: number) => void }) {
  const words = useCatalogue()
  const options = offers.flatMap(({ assignment }) => {
    const one = order.state.assignments.find((a) => a.no === assignment)
    return one ? [{ code: String(one.no), label: `${words.unitName(one.unit)}（${ROLE_WORDS[one.role]}）`, initials: '' }] : []
  })
  return (
    <Field label="承办单">
      {(control) => <PinyinPicker {...control} options={options} value={String(no)} onChange={(code) => onChange(Number(code))} />}
    </Field>
  )
}

function Filled({
  order,
  command,
  button,
  spec,
  assignment,
  onDone,
  onClose,
  children,
}: CommandFormProps & { assignment: number | undefined; children: React.ReactNode }) {
  const words = useCatalogue()
  const id = useId()
  const ask: Ask = { order, words, assignment: order.state.assignments.find(({ no }) => no === assignment) }
  const { values, change, forget } = useKept<Values>(`${command} ${order.id} ${assignment ?? ''}`, spec.initial?.(ask) ?? {})
  const { busy, fault, send } = useCommand(order.id, command)
  const missing = missingFields(spec, values, ask)
  const fieldId = (key: string) => `${id}-${key}`
  const shown = shownFields(spec, values, ask)

  const submit = async () => {
    if (missing.length > 0 || busy) return
    const done = await send(async () => ({ ...(assignment === undefined ? {} : { assignment }), ...(await inputOf(spec, values, ask)) }))
    if (!done) return
    forget()
    await onDone()
    onClose()
  }
  useKeys({ 'Ctrl+Enter': () => void submit() })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form className="dk-form" onSubmit={onSubmit}>
      <div className="dk-form-body">
        {children}
        {spec.About && <spec.About ask={ask} />}
        {shown.map((field) => (
          <Field
            key={field.key}
            id={fieldId(field.key)}
            label={field.label}
            stacked={field.kind === 'area' || field.kind === 'files' || field.kind === 'scan'}
            group={field.kind === 'choice' || field.kind === 'files' || field.kind === 'scan'}
            missing={isRequired(field, values, ask) && !isOn(values[field.key])}
            hint={field.hint?.(ask)}
            error={fault?.field === field.key ? fault.line : undefined}
            submitted
          >
            {(control) => (
              <Control
                field={field}
                ask={ask}
                control={control}
                value={values[field.key]}
                onChange={(value: Value) => change({ [field.key]: value })}
              />
            )}
          </Field>
        ))}
        {fault && !shown.some(({ key }) => key === fault.field) && <ErrorLine {...fault.line} />}
      </div>
      <MissingBar missing={missing.map(({ key, label }) => ({ id: fieldId(key), label }))} complete="">
        <Button onClick={onClose}>返回</Button>
        <Button type="primary" htmlType="submit" disabled={missing.length > 0 || busy} title="Ctrl Enter">
          {spec.submit?.(values) ?? button}
        </Button>
      </MissingBar>
    </form>
  )
}
