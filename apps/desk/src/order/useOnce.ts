import { useState } from 'react'
import { errorLine, post } from '../api.ts'
import type { ErrorLineProps } from '@huying/ui'
import type { Offer } from './types.ts'

/** Acts that ask nothing: one click, one command. */
export function useOnce(order: string, onDone: () => unknown) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()
  const once = async (command: string, { assignment }: Offer) => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      await post(`/api/orders/${order}/${command}`, assignment === undefined ? {} : { assignment })
      await onDone()
    } catch (problem) {
      setError(errorLine(problem))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, once }
}
