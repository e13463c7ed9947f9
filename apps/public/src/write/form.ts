/** The draft with its errors, as the questions of the form need it. */
import { useState } from 'react'
import { check, type Fault } from './check.ts'
import { type Draft, emptyDraft, type Field } from './draft.ts'

export interface Form {
  draft: Draft
  faults: Fault[]
  set: (part: Partial<Draft>) => void
  /** What is said at a question: wrong entries once it was left, missing ones once somebody wanted to go on. */
  errorOf: (field: Field) => string | undefined
  leave: (field: Field) => void
  /** Says everything that is wrong or missing from now on. */
  tell: () => void
  /** An error the server found; it stands until the question is answered anew. */
  refuse: (field: Field, message: string) => void
  clear: () => void
}

export function useForm(): Form {
  const [draft, setDraft] = useState(emptyDraft)
  const [left, setLeft] = useState<readonly Field[]>([])
  const [told, setTold] = useState(false)
  const [refused, setRefused] = useState<{ field: Field; message: string }>()
  const faults = check(draft)
  return {
    draft,
    faults,
    set: (part) => {
      setDraft((now) => ({ ...now, ...part }))
      setRefused(undefined)
    },
    errorOf: (field) => {
      if (refused?.field === field) return refused.message
      return faults.find((f) => f.field === field && (told || (!f.missing && left.includes(field))))?.message
    },
    leave: (field) => setLeft((now) => (now.includes(field) ? now : [...now, field])),
    tell: () => setTold(true),
    refuse: (field, message) => setRefused({ field, message }),
    clear: () => {
      setDraft(emptyDraft)
      setLeft([])
      setTold(false)
      setRefused(undefined)
    },
  }
}

export const idOf = (field: Field): string => `write-${field}`

/** Brings a question into view, ready to be answered. */
export function jumpTo(field: Field) {
  document.getElementById(idOf(field))?.focus()
}
