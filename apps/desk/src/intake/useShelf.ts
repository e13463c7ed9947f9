/** The right-hand shelf: 统一口径 and matters by number, one row of which is the current one. Ctrl+K, arrows, Enter. */
import { useDeferredValue, useMemo, useState } from 'react'
import type { Form } from './form.ts'
import type { ProposalRow } from './proposals.ts'
import { useShelfRows } from './queries.ts'

/** How much of a title the caller said: its pairs of characters that stand in the story. */
const shared = (title: string, said: string) => [...title].filter((_, at) => at > 0 && said.includes(title.slice(at - 1, at + 1))).length

export function useShelf(form: Form, proposals: readonly ProposalRow[]) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const proposed = proposals.find(({ field }) => field === 'category')?.change.category
  const found = useShelfRows(typed, form.category ?? proposed, form.region)
  const told = useDeferredValue(form.content)
  // A matter has many entries: its place's own first, then the one nearest to what was said. What was searched for stays as it was found.
  const rows = useMemo(
    () =>
      found.q.length > 1
        ? found.rows
        : [...found.rows].sort((a, b) => Number(b.here) - Number(a.here) || shared(b.title, told) - shared(a.title, told)),
    [found.rows, found.q, told],
  )
  const { length } = rows
  const current = Math.min(at, Math.max(0, length - 1))
  return {
    ...found,
    rows,
    typed,
    type: (text: string) => {
      setTyped(text)
      setAt(0)
    },
    at: current,
    choose: setAt,
    move: (by: number) => setAt(Math.min(Math.max(0, length - 1), Math.max(0, current + by))),
    entry: rows[current],
  }
}
