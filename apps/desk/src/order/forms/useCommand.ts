import type { ErrorLineProps } from '@huying/ui'
import { useState } from 'react'
import { ApiError, errorLine, post } from '../../api.ts'

export interface Fault {
  line: ErrorLineProps
  /** The field it concerns, when the form has it. */
  field?: string
}

/** Sends one command on one order; what was refused is kept with the field it concerns. */
export function useCommand(order: string, command: string) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const send = async (input: () => object | Promise<object>): Promise<boolean> => {
    if (busy) return false
    setBusy(true)
    setFault(undefined)
    try {
      await post(`/api/orders/${order}/${command}`, await input())
      return true
    } catch (error) {
      const field = error instanceof ApiError ? error.field?.split('.').findLast((part) => !/^\d+$/.test(part)) : undefined
      setFault({ line: errorLine(error), field })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, fault, send }
}
