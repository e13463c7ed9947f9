/** What is asked for an act on an old matter; `onChange` gets the command's input, or nothing while it is not complete. */
import { Field, Segmented } from '@huying/ui'
import { Input } from 'antd'
import { useState } from 'react'
import { useCatalogue } from '../session.tsx'

interface ActForm {
  onChange: (input: object | undefined) => void
}

export function AppendForm({ onChange }: ActForm) {
  const [text, setText] = useState('')
  const change = (value: string) => {
    setText(value)
    onChange(value.trim() ? { text: value.trim() } : undefined)
  }
  return (
    <Field label="补充内容" missing={text.trim() === ''}>
      {(control) => (
        <Input.TextArea {...control} autoFocus rows={5} maxLength={2000} value={text} onChange={(event) => change(event.target.value)} />
      )}
    </Field>
  )
}

export function WithdrawForm({ onChange }: ActForm) {
  const [reason, setReason] = useState('')
  const change = (value: string) => {
    setReason(value)
    onChange({ reason: value.trim() || undefined })
  }
  return (
    <Field label="撤回原因" hint="可不填">
      {(control) => (
        <Input {...control} autoFocus autoComplete="off" maxLength={300} value={reason} onChange={(event) => change(event.target.value)} />
      )}
    </Field>
  )
}

const SOLVED = [
  { value: 'no', label: '没有解决' },
  { value: 'yes', label: '已经解决' },
] as const

/** Two answers, asked apart; "not answered" is never "satisfied". */
export function RateForm({ onChange }: ActForm) {
  const { scale } = useCatalogue()
  const [given, setGiven] = useState<{ solved?: 'yes' | 'no'; satisfied?: string; text: string }>({ text: '' })
  const change = (part: Partial<typeof given>) => {
    const next = { ...given, ...part }
    setGiven(next)
    const { solved, satisfied, text } = next
    onChange(solved && satisfied ? { solved: solved === 'yes', satisfied, text: text.trim() || undefined, wantsRedo: true } : undefined)
  }
  return (
    <>
      <Field label="是否解决" group missing={given.solved === undefined}>
        {(control) => <Segmented {...control} choices={SOLVED} value={given.solved} onChange={(solved) => change({ solved })} />}
      </Field>
      <Field label="是否满意" group missing={given.satisfied === undefined}>
        {(control) => (
          <Segmented
            {...control}
            choices={scale.map(({ code, label }) => ({ value: code, label }))}
            value={given.satisfied}
            onChange={(satisfied) => change({ satisfied })}
          />
        )}
      </Field>
      <Field label="诉求人的话">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={4}
            maxLength={1000}
            value={given.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
