/** One call to one person: started for everything that is due of his, recorded matter by matter, or missed for all. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../act.ts'
import { ApiError, postBatch } from '../api.ts'
import { refreshVisits } from './queries.ts'

type Command = 'start' | 'record' | 'unreached' | 'again' | 'release' | 'hand_on'

export function useCall() {
  const client = useQueryClient()
  const { busy, error, run: act, blame } = useAct()

  /** Ids that went through. The first refusal is said; a rule stands against all of them or against none. */
  const run = async (command: Command, ids: readonly string[], input: object = {}): Promise<string[]> => {
    if (ids.length === 0) return []
    const done = await act(async () => {
      const { results } = await postBatch(
        'visit',
        command,
        ids.map((id) => ({ id, input })),
      )
      const refused = results.find(({ error: one }) => one)?.error
      if (refused) blame(new ApiError(refused, 200))
      await refreshVisits(client, ids)
      return results.filter(({ ok }) => ok).map(({ id }) => id)
    })
    return done ?? []
  }
  return { run, busy, error }
}
