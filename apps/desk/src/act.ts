import { useRef, useState } from 'react'
import { errorLine } from './api.ts'

/**
 * One act at a time: a second press while it is under way is nothing. What was said against it stays until the next; `blame` says it
 * where the act went through and something in it was refused.
 */
export function useAct() {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const running = useRef(false)
  /** What the work answered; undefined where it failed or another is under way. */
  const run = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    setFault(undefined)
    try {
      return await work()
    } catch (problem) {
      setFault(problem)
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, fault, error: fault === undefined ? undefined : errorLine(fault), run, blame: setFault }
}
