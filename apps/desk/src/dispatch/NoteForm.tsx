import { Field, useKeys } from '@huying/ui'
import { useFirstField } from './TargetForms.tsx'

interface NoteFormProps {
  label: string
  note: string
  /** It may be left empty. */
  optional?: boolean
  onNote: (text: string) => void
  phrases: readonly string[]
  onSubmit: () => void
}

/** A reason that the unit will read; common ones are one click. */
export function NoteForm({ label, note, optional, onNote, phrases, onSubmit }: NoteFormProps) {
  const box = useFirstField<HTMLDivElement>()
  useKeys({ 'Ctrl+Enter': onSubmit })
  return (
    <div ref={box} className="dp-form">
      <Field label={label} missing={!optional && !note.trim()}>
        {(control) => (
          <textarea
            {...control}
            className="hy-input"
            rows={3}
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        )}
      </Field>
      <div className="dp-phrases">
        {phrases.map((phrase) => (
          <button
            key={phrase}
            type="button"
            className="hy-chip"
            onClick={() => onNote(note ? `${note.replace(/。$/, '')}；${phrase}` : phrase)}
          >
            {phrase}
          </button>
        ))}
      </div>
    </div>
  )
}
