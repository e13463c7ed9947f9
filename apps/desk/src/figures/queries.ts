import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { get } from '../api.ts'
import type { Bulletin, DayFigure, FigureRow, Opened, UnitFigures } from './types.ts'

const STALE = 60_000

/** Where the figures are read: of a month as it stands, or of an edition of its bulletin. */
export const FigureSource = createContext<string | undefined>(undefined)
const useSource = (month: string) => useContext(FigureSource) ?? `/api/bulletin/${month}`

export function useBulletin(month: string) {
  const of = useSource(month)
  return useQuery({ queryKey: ['bulletin', of], queryFn: () => get<Bulletin>(of), staleTime: STALE })
}
export function useUnitFigures(month: string) {
  const of = useSource(month)
  return useQuery({ queryKey: ['bulletin', of, 'units'], queryFn: () => get<UnitFigures[]>(`${of}/units`), staleTime: STALE })
}
export function useDays(month: string) {
  const of = useSource(month)
  return useQuery({ queryKey: ['bulletin', of, 'days'], queryFn: () => get<DayFigure[]>(`${of}/days`), staleTime: STALE })
}

/** The rows behind a figure, page by page. */
export function useFigureRows(month: string, { figure, rate, part, dimension, key, except, query }: Opened) {
  const of = useSource(month)
  const [url, asked] = query ? ['/api/measures/rows', query] : [`${of}/rows`, { figure, rate, part, dimension, key, except }]
  return useInfiniteQuery({
    queryKey: ['bulletin', url, asked],
    queryFn: ({ pageParam }) => get<{ rows: FigureRow[]; next?: string }>(url, { ...asked, limit: 50, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: STALE,
  })
}
