import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, post } from '../api.ts'
import { isoDay } from '../time.ts'
import type { DisposalLine, DisposalView, HoldList, ItemLine, Terms } from './types.ts'

const RUNNING = new Set(['listing', 'approved'])

export const useHolds = (q: string, stage: string) =>
  useInfiniteQuery({
    queryKey: ['holds', q, stage],
    queryFn: ({ pageParam }) => get<HoldList>('/api/holds', { q, stage: stage || undefined, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })

/** 保全 over one request or order, as its mark: under which document. */
export function useHeldMark(noun: 'orders' | 'requests', id: string | undefined): { key: string; label: string; title: string }[] {
  const { data } = useQuery({
    queryKey: ['holds', noun, id],
    queryFn: () => get<{ rows: { document: string; since: number }[] }>(`/api/${noun}/${id ?? ''}/holds`),
    enabled: id !== undefined,
  })
  const rows = data?.rows ?? []
  if (!rows.length) return []
  return [{ key: 'held', label: '保全', title: rows.map(({ document, since }) => `${isoDay(since)} 起，依据${document}`).join('；') }]
}

export const useTerms = () => useQuery({ queryKey: ['retention'], queryFn: () => get<Terms>('/api/retention') })

export const useDisposals = () =>
  useQuery({
    queryKey: ['disposals'],
    queryFn: () => get<{ rows: DisposalLine[]; mayAsk: boolean }>('/api/disposals', { limit: 50 }),
    // The server lists and erases by itself: the page says how far it is.
    refetchInterval: ({ state }) => (state.data?.rows.some(({ stage }) => RUNNING.has(stage)) ? 1000 : false),
  })

export const useDisposal = (id: string) =>
  useQuery({
    queryKey: ['disposals', id],
    queryFn: () => get<DisposalView>(`/api/disposals/${id}`),
    refetchInterval: ({ state }) => (RUNNING.has(state.data?.state.stage ?? '') ? 1000 : false),
  })

export interface ItemQuery {
  q?: string
  kind?: string
  outcome?: string
}
export const useItems = (id: string, query: ItemQuery, running: boolean) =>
  useInfiniteQuery({
    queryKey: ['disposals', id, 'rows', query],
    queryFn: ({ pageParam }) =>
      get<{ rows: ItemLine[]; next?: string }>(`/api/disposals/${id}/rows`, { ...query, after: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: running ? 3000 : false,
  })

/** One act on a hold or a disposal; what is shown of either is read again. */
export function useKeepingAct() {
  const client = useQueryClient()
  return useCallback(
    async (path: string, input: object = {}) => {
      const answer = await post<{ id: string }>(`/api/${path}`, input)
      for (const key of ['holds', 'disposals']) await client.invalidateQueries({ queryKey: [key] })
      return answer
    },
    [client],
  )
}
