import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { Bulletin, DayFigure, FigureRow, Opened, UnitFigures } from './types.ts'

const STALE = 60_000

export const useBulletin = (month: string) =>
  useQuery({ queryKey: ['bulletin', month], queryFn: () => get<Bulletin>(`/api/bulletin/${month}`), staleTime: STALE })
export const useUnitFigures = (month: string) =>
  useQuery({ queryKey: ['bulletin', month, 'units'], queryFn: () => get<UnitFigures[]>(`/api/bulletin/${month}/units`), staleTime: STALE })
export const useDays = (month: string) =>
  useQuery({ queryKey: ['bulletin', month, 'days'], queryFn: () => get<DayFigure[]>(`/api/bulletin/${month}/days`), staleTime: STALE })

/** The rows behind a figure, page by page. */
export const useFigureRows = (month: string, { figure, rate, part, dimension, key }: Opened) =>
  useInfiniteQuery({
    queryKey: ['bulletin', month, 'rows', figure, rate, part, dimension, key],
    queryFn: ({ pageParam }) =>
      get<{ rows: FigureRow[]; next?: string }>(`/api/bulletin/${month}/rows`, {
        ...{ figure, rate, part, dimension, key, limit: 50 },
        after: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: STALE,
  })
