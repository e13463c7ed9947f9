import { Field } from '@huying/ui'
import { Input } from 'antd'
import type { ComponentProps } from 'react'
import { useDesk } from './DeskContext.ts'
import { type FieldKey, fieldId } from './form.ts'

type Props = ComponentProps<typeof Field>

/** A field of the form, with what is missing in it and what the server said about it. */
export function Entry({ field, ...props }: { field: FieldKey } & Pick<Props, 'label' | 'children' | 'hint' | 'aside' | 'group' | 'error'>) {
  const { missing, errors, live } = useDesk()
  const id = fieldId(field)
  const told = errors[field]
  return (
    <Field
      {...props}
      id={id}
      missing={live && missing.some((one) => one.id === id)}
      error={told ?? props.error}
      submitted={told !== undefined}
    />
  )
}

type PlainField = 'name' | 'company' | 'contactNumber' | 'since' | 'affected' | 'alike' | 'wants'

/** One line of plain text. */
export function TextEntry({ field, max, ...props }: { field: PlainField; max: number } & Pick<Props, 'label' | 'aside' | 'error'>) {
  const { work, patch } = useDesk()
  return (
    <Entry {...props} field={field}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={max}
          value={work.form[field]}
          onChange={(event) => patch({ [field]: event.target.value })}
        />
      )}
    </Entry>
  )
}

/** What the matter asks for beyond the common list: 商家名称, 车牌号. */
export function FactEntry({ code }: { code: string }) {
  const { work, patch, settings } = useDesk()
  const { facts } = work.form
  return (
    <Entry field={`facts.${code}`} label={settings?.facts[code] ?? code}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={200}
          value={facts[code] ?? ''}
          onChange={(event) => patch({ facts: { ...facts, [code]: event.target.value } })}
        />
      )}
    </Entry>
  )
}
