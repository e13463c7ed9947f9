import { useEffect, useState } from 'react'

/** What was typed and not yet sent, by form; in memory only (personal data never goes to the browser's storage), so it outlives a page but not the tab. */
const texts = new Map<string, unknown>()

/** State of a form that is still there when one comes back to it. Leaving the tab with something unsent is asked about. */
export function useKept<T extends object>(key: string, initial: T) {
  const [values, setValues] = useState<T>(() => ({ ...initial, ...(texts.get(key) as Partial<T> | undefined) }))
  const change = (part: Partial<T>) => {
    const next = { ...values, ...part }
    texts.set(key, next)
    setValues(next)
  }
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (texts.has(key)) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [key])
  return { values, change, forget: () => texts.delete(key) }
}
