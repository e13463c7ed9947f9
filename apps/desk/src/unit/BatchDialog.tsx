import { ErrorLine, Field, LoadingRows, MissingBar, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useAct } from '../act.ts'
import { errorLine } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Control } from '../order/forms/Control.tsx'
import { type Ask, type FormSpec, inputOf, isRequired, isOn, missingFields, shownFields, type Values } from '../order/forms/spec.ts'
import { useOrder } from '../order/useOrder.ts'
import { useCatalogue } from '../session.tsx'
import type { UnitRow } from './rows.ts'

interface BatchDialogProps {
  title: string
  spec: FormSpec
  rows: readonly UnitRow[]
  onSend: (input: object) => Promise<void>
  onClose: () => void
}

/** One form for all ticked rows; what there is to choose comes from the first of them. */
export function BatchDialog({ title, spec, rows, onSend, onClose }: BatchDialogProps) {
  const words = useCatalogue()
  const [first] = rows
  const { order, error } = useOrder(first?.id)
  const ask = order && { order, words, assignment: order.state.assignments.find(({ no }) => no === first?.no) }
  return (
    <Dialog title={`${title} ${rows.length} 件`} onClose={onClose} wide>
      {ask ? (
        <Filled ask={ask} title={title} spec={spec} count={rows.length} onSend={onSend} onClose={onClose} />
      ) : error ? (
        <ErrorLine {...errorLine(error)} />
      ) : (
        <LoadingRows rows={3} />
      )}
    </Dialog>
  )
}

function Filled({
  ask,
  title,
  spec,
  count,
  onSend,
  onClose,
}: Pick<BatchDialogProps, 'title' | 'spec' | 'onSend' | 'onClose'> & { ask: Ask; count: number }) {
  const id = useId()
  const [values, setValues] = useState<Values>(() => spec.initial?.(ask) ?? {})
  const { busy, error, run } = useAct()
  const missing = missingFields(spec, values, ask)
  const submit = async () => {
    if (missing.length > 0) return
    await run(async () => {
      await onSend(await inputOf(spec, values, ask))
      onClose()
    })
  }
  useKeys({ 'Ctrl+Enter': () => void submit() })
  return (
    <form
      className="dk-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className="dk-form-body">
        {shownFields(spec, values, ask).map((field) => (
          <Field
            key={field.key}
            id={`${id}-${field.key}`}
            label={field.label}
            stacked={field.kind === 'area'}
            group={field.kind === 'choice'}
            missing={isRequired(field, values, ask) && !isOn(values[field.key])}
            hint={field.hint?.(ask)}
          >
            {(control) => (
              <Control
                field={field}
                ask={ask}
                control={control}
                value={values[field.key]}
                onChange={(value) => setValues((old) => ({ ...old, [field.key]: value }))}
              />
            )}
          </Field>
        ))}
        {error && <ErrorLine {...error} />}
      </div>
      <MissingBar missing={missing.map(({ key, label }) => ({ id: `${id}-${key}`, label }))} complete="">
        <Button onClick={onClose}>返回</Button>
        <Button type="primary" htmlType="submit" disabled={busy || missing.length > 0}>
          {title} {count} 件
        </Button>
      </MissingBar>
    </form>
  )
}
