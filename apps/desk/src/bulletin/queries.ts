import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, post } from '../api.ts'
import type { CheckPage } from '@huying/core/bulletin/checked'
import type { EditionAnswer, EditionList, Gap, Sheet } from './types.ts'

const at = (id: string, what = '') => `/api/editions/${id}${what && `/${what}`}`

export const useEditions = () =>
  useQuery({
    queryKey: ['editions'],
    queryFn: () => get<EditionList>('/api/editions'),
    // Facts are copied by the server after 关账: the list says when they stand.
    refetchInterval: ({ state }) => (state.data?.rows.some(({ stage }) => stage === 'closing') ? 1000 : 60_000),
  })

export const useEdition = (id: string) =>
  useQuery({
    queryKey: ['editions', id],
    queryFn: () => get<EditionAnswer>(at(id)),
    refetchInterval: ({ state }) => (state.data?.state.stage === 'closing' ? 1000 : false),
  })
export const useSheet = (id: string) => useQuery({ queryKey: ['editions', id, 'sheet'], queryFn: () => get<Sheet>(at(id, 'sheet')) })

export const useCheck = (id: string, unit: string, only?: 'missed') =>
  useInfiniteQuery({
    queryKey: ['editions', id, 'check', unit, only],
    queryFn: ({ pageParam }) => get<CheckPage>(at(id, 'check'), { unit, only, after: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
export const useGaps = (id: string) =>
  useQuery({ queryKey: ['editions', id, 'gaps'], queryFn: () => get<{ rows: Gap[]; next?: string }>(at(id, 'gaps'), { limit: 200 }) })
export const useVerified = (id: string) =>
  useQuery({
    queryKey: ['editions', id, 'verify'],
    queryFn: () =>
      get<{ facts: number; intact: boolean; items: number; differences: { text: string; left: number; right: number }[] }>(
        at(id, 'verify'),
      ),
  })

/** One act on an edition; everything that is shown of it is read again. */
export function useEditionAct(id: string) {
  const client = useQueryClient()
  return useCallback(
    async (command: string, input: object = {}) => {
      await post(at(id, command), input)
      await client.invalidateQueries({ queryKey: ['editions'] })
      for (const key of ['bulletin', 'tasks', 'notices']) void client.invalidateQueries({ queryKey: [key] })
    },
    [client, id],
  )
}
