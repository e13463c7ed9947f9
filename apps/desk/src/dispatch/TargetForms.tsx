import { Field, PinyinPicker, Segmented } from '@huying/ui'
import { Button, InputNumber } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useCatalogue } from '../session.tsx'
import type { Limit } from './useLot.ts'

/** Puts the focus into the first field of a form that has just been opened, so that one goes on typing. */
export function useFirstField<E extends HTMLElement>() {
  const box = useRef<E>(null)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [])
  return box
}

/** Units the centre sends to: those without a unit above them. */
function useSendable() {
  return useCatalogue().units.filter(({ parent }) => parent === undefined)
}

export function UnitForm({ value, onDone }: { value?: string; onDone: (code: string) => void }) {
  const units = useSendable()
  const box = useFirstField<HTMLDivElement>()
  return (
    <div ref={box} className="dp-form">
      <Field label="主办单位" hint="输入汉字或拼音首字母，Enter 选定，Esc 放弃">
        {(control) => <PinyinPicker {...control} options={units} value={value} onChange={onDone} />}
      </Field>
    </div>
  )
}

interface AssistsFormProps {
  lead?: string
  value: readonly string[]
  onChange: (codes: string[]) => void
  onClose: () => void
}

/** Each choice adds one; Enter in the empty field ends. */
export function AssistsForm({ lead, value, onChange, onClose }: AssistsFormProps) {
  const { unitShort } = useCatalogue()
  const units = useSendable().filter(({ code }) => code !== lead && !value.includes(code))
  const box = useFirstField<HTMLDivElement>()
  useEffect(() => {
    box.current?.querySelector('input')?.focus()
  }, [box, value.length])
  return (
    <div ref={box} className="dp-form" onKeyDown={(event) => event.key === 'Enter' && !event.defaultPrevented && ended(event, onClose)}>
      {value.length > 0 && (
        <p className="dp-chosen">
          {value.map((code) => (
            <button key={code} type="button" className="hy-chip" onClick={() => onChange(value.filter((one) => one !== code))}>
              {unitShort(code)} 去掉
            </button>
          ))}
        </p>
      )}
      <Field label="添加协办" hint="可连续添加；空着按 Enter 结束">
        {(control) => (
          <PinyinPicker key={value.length} {...control} options={units} value={undefined} onChange={(code) => onChange([...value, code])} />
        )}
      </Field>
    </div>
  )
}

function ended(event: KeyboardEvent, onClose: () => void) {
  if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  onClose()
}

export const LIMIT_WORDS: Record<Limit['unit'], string> = { workday: '个工作日', day: '个自然日', workhour: '个工作小时', hour: '小时' }

export function LimitForm({ value, onDone }: { value?: Limit; onDone: (limit: Limit | undefined) => void }) {
  const [amount, setAmount] = useState<number | null>(value?.amount ?? null)
  const [unit, setUnit] = useState<Limit['unit']>(value?.unit ?? 'workday')
  const box = useFirstField<HTMLDivElement>()
  return (
    <div ref={box} className="dp-form">
      <Field label="办理时限">
        {(control) => (
          <>
            <InputNumber
              id={control.id}
              aria-labelledby={control['aria-labelledby']}
              min={1}
              max={90}
              precision={0}
              value={amount}
              onChange={setAmount}
              onPressEnter={() => amount && onDone({ amount, unit })}
            />
            <Segmented
              value={unit}
              onChange={setUnit}
              choices={[
                { value: 'workday', label: '工作日' },
                { value: 'day', label: '自然日' },
                { value: 'hour', label: '小时' },
              ]}
            />
          </>
        )}
      </Field>
      <div className="dp-form-do">
        <Button size="small" onClick={() => onDone(undefined)}>
          按规则
        </Button>
        <Button size="small" type="primary" disabled={!amount} onClick={() => amount && onDone({ amount, unit })}>
          确定
        </Button>
      </div>
    </div>
  )
}
