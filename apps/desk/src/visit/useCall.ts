/** One call to one person: started for everything that is due of his, recorded matter by matter, or missed for all. */
import type { ErrorLineProps } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, postBatch, refusalLine } from '../api.ts'
import { refreshVisits } from './queries.ts'

type Command = 'start' | 'record' | 'unreached' | 'again' | 'release' | 'hand_on'

export function useCall() {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorLineProps>()

  /** Ids that went through. The first refusal is said; a rule stands against all of them or against none. */
  const run = async (command: Command, ids: readonly string[], input: object = {}): Promise<string[]> => {
    if (busy || ids.length === 0) return []
    setBusy(true)
    setError(undefined)
    try {
      const { results } = await postBatch(
        'visit',
        command,
        ids.map((id) => ({ id, input })),
      )
      const refused = results.find(({ error: one }) => one)?.error
      if (refused) setError(refusalLine(refused))
      await refreshVisits(client, ids)
      return results.filter(({ ok }) => ok).map(({ id }) => id)
    } catch (problem) {
      setError(errorLine(problem))
      return []
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, error }
}
