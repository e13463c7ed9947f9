import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { get } from '../api.ts'
import type { OrderAnswer } from './types.ts'

const keyOf = (id: string) => ['order', id] as const

/**
 * One order, asked again every half minute. What is shown changes only by one's own act or by 刷新: while somebody reads or writes,
 * nothing is swapped under his eyes; `newer` says that there is something new.
 */
export function useOrder(id: string | undefined) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: keyOf(id ?? ''),
    queryFn: ({ signal }) => get<OrderAnswer>(`/api/orders/${id}`, undefined, signal),
    enabled: id !== undefined,
    refetchInterval: 30_000,
  })
  const fresh = query.data
  const [kept, setKept] = useState<OrderAnswer>()
  // The same revision with later clocks and offers is taken over quietly.
  const follows = fresh !== undefined && (kept?.id !== fresh.id || kept.revision === fresh.revision)
  if (follows && kept !== fresh) setKept(fresh)
  const shown = follows ? fresh : kept?.id === id ? kept : undefined
  const newer = fresh !== undefined && !follows ? fresh : undefined

  const refresh = useCallback(() => setKept(undefined), [])
  /** After one's own act: the order anew, and every list that may hold it. */
  const acted = useCallback(async () => {
    await client.refetchQueries({ queryKey: keyOf(id ?? '') })
    refresh()
    void client.invalidateQueries({ queryKey: ['orders'] })
  }, [client, id, refresh])
  return { order: shown, newer, error: query.error, loading: query.isPending, refresh, acted, again: () => void query.refetch() }
}
