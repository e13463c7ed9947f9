import { type ControlProps, PinyinPicker, Segmented } from '@huying/ui'
import { FilePick } from '../files/FilePick.tsx'
import { PeoplePick } from './PeoplePick.tsx'
import { listOf, textOf, type Ask, type FieldSpec, type Value } from './spec.ts'

interface ControlOf {
  field: FieldSpec
  ask: Ask
  value: Value
  onChange: (value: Value) => void
  control: ControlProps
}

/** The control of one field, by its kind. */
export function Control({ field, ask, value, onChange, control }: ControlOf) {
  const options = field.options?.(ask) ?? []
  switch (field.kind) {
    case 'area':
      return (
        <textarea
          {...control}
          className="hy-input"
          rows={field.rows ?? 3}
          maxLength={field.max}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'pick':
      return <PinyinPicker {...control} options={options} value={textOf(value) || undefined} onChange={onChange} />
    case 'picks':
      return <Picks options={options} value={listOf(value)} onChange={onChange} control={control} />
    case 'choice':
      return (
        <Segmented
          {...control}
          choices={options.map(({ code, label }) => ({ value: code, label }))}
          value={textOf(value) || undefined}
          onChange={onChange}
        />
      )
    case 'tick':
      return (
        <span className="dk-tick">
          <input {...control} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        </span>
      )
    case 'day':
      return (
        <input {...control} className="hy-input" type="date" value={textOf(value)} onChange={(event) => onChange(event.target.value)} />
      )
    case 'days':
    case 'limit':
      return (
        <input
          {...control}
          className="hy-input or-short"
          inputMode="numeric"
          maxLength={3}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
      )
    case 'people':
    case 'signer':
      return (
        <PeoplePick
          unit={ask.assignment?.unit ?? ''}
          signers={field.kind === 'signer'}
          value={textOf(value)}
          onChange={onChange}
          control={control}
        />
      )
    case 'files':
    case 'scan':
      return <FilePick order={ask.order.id} one={field.kind === 'scan'} value={listOf(value)} onChange={onChange} control={control} />
    case 'line':
      return (
        <input
          {...control}
          className="hy-input"
          maxLength={field.max}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

function Picks({
  options,
  value,
  onChange,
  control,
}: Pick<ControlOf, 'control'> & {
  options: readonly Parameters<typeof PinyinPicker>[0]['options'][number][]
  value: readonly string[]
  onChange: (value: readonly string[]) => void
}) {
  const chosen = options.filter(({ code }) => value.includes(code))
  return (
    <div className="dk-picked">
      {chosen.length > 0 && (
        <ul>
          {chosen.map(({ code, label }) => (
            <li key={code}>
              {label}
              <button
                type="button"
                className="hy-link"
                aria-label={`去掉${label}`}
                onClick={() => onChange(value.filter((one) => one !== code))}
              >
                去掉
              </button>
            </li>
          ))}
        </ul>
      )}
      <PinyinPicker
        {...control}
        options={options.filter(({ code }) => !value.includes(code))}
        value={undefined}
        onChange={(code) => onChange([...value, code])}
      />
    </div>
  )
}
