import { keepPreviousData, type QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import { get, type Params } from '../api.ts'
import type { PersonDue, VisitAnswer, VisitRow } from './types.ts'

export type VisitTab = 'due' | 'later' | 'review' | 'unreached' | 'done'

export const usePeople = (params: Params) =>
  useQuery({
    queryKey: ['visits', 'people', params],
    queryFn: () => get<{ rows: PersonDue[]; next?: string }>('/api/visits/people', { ...params, limit: 100 }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

export const useVisitList = (tab: VisitTab, params: Params) =>
  useQuery({
    queryKey: ['visits', 'list', tab, params],
    queryFn: () => get<{ rows: VisitRow[]; next?: string }>(`/api/visits/list/${tab}`, { ...params, limit: 200 }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** `more`: the list holds more than were counted. */
interface Counted {
  count: number
  more?: boolean
}

export const useVisitCounts = () =>
  useQuery({
    queryKey: ['visits', 'counts'],
    queryFn: async () => {
      const counts = await get<({ tab: VisitTab } & Counted)[]>('/api/visits')
      return new Map(counts.map(({ tab, ...counted }) => [tab, counted]))
    },
    refetchInterval: 30_000,
  })

const viewQuery = (id: string) => ({
  queryKey: ['visit', id] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => get<VisitAnswer>(`/api/visits/${id}`, undefined, signal),
  staleTime: 60_000,
})
export const useVisit = (id: string | undefined) => useQuery({ ...viewQuery(id ?? ''), enabled: id !== undefined })

/** The call-backs of one person, in the given order. */
export const useVisits = (ids: readonly string[]) =>
  useQueries({
    queries: ids.map(viewQuery),
    combine: (results) => ({
      views: results.flatMap(({ data }) => data ?? []),
      loading: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error,
    }),
  })

/** After an act on call-backs: lists, counts, and what it concerned. */
export async function refreshVisits(client: QueryClient, ids: readonly string[]) {
  await client.invalidateQueries({
    predicate: ({ queryKey: [noun, id] }) => noun === 'visits' || (noun === 'visit' && ids.includes(String(id))),
  })
}
