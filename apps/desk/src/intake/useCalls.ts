/** Calls that ring, and mine that have no result yet, told anew whenever something changes on the line. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onChanged } from '../changes.ts'
import { readLine } from './server.ts'

const KEY = ['line'] as const
/** Should the stream be cut by a proxy, ringing is still seen. */
const FALLBACK = 10_000

export function useCalls() {
  const client = useQueryClient()
  useEffect(
    () =>
      onChanged((changes) => {
        if (!changes || changes.some(({ noun }) => noun === 'contact')) void client.invalidateQueries({ queryKey: KEY })
        for (const { noun, id } of changes ?? []) if (noun === 'request') void client.invalidateQueries({ queryKey: ['matter', id] })
      }),
    [client],
  )
  const { data = [] } = useQuery({ queryKey: KEY, queryFn: readLine, refetchInterval: FALLBACK, staleTime: 1000, gcTime: 60_000 })
  return data
}
