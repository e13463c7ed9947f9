import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get } from '../api.ts'

/** One part of 业务管理 (asked every two seconds while `again`), and asking it (and the lists to choose from) anew after a change. */
export function useBusiness<T>(part: string, again?: (data: T) => boolean) {
  const query = useQuery({
    queryKey: ['business', part],
    queryFn: ({ signal }) => get<T>(`/api/business/${part}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && again?.(state.data) ? 2000 : false),
  })
  const client = useQueryClient()
  const changed = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['business'] })
    void client.invalidateQueries({ queryKey: ['catalogue'] })
  }, [client])
  return { ...query, changed }
}
