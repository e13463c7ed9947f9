/** Lists of 办理工作台 (server/src/order/lists.ts, desk.ts, below.ts). */
import type { AssignmentStage } from '@huying/core/order/state'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get, type Params } from '../api.ts'

export interface UnitRow {
  id: string
  number: string
  title: string
  stage: string
  category: string
  urgency: string
  confidential: boolean
  members: number
  urges: number
  round: number
  opened_at: number
  accepted_at: number
  pending: string[]
  no: number
  unit: string
  assignment_stage: AssignmentStage
  role: 'lead' | 'assist' | 'sub'
  sign_due: number | null
  close_due: number | null
  paused_at: number | null
  contact_due: number | null
  contacted_at: number | null
  finished_at: number | null
  tries: number
  ruled: Record<'return' | 'extension' | 'pause', boolean | null>
}
interface RowPage {
  rows: UnitRow[]
  next?: string
}

export const rowKey = ({ id, no }: UnitRow): string => `${id} ${no}`
export const rowLabel = ({ number, title }: UnitRow): string => `${number} ${title}`

const PAGE = 100

/** One list, page by page; what is shown stays while the next view of it is fetched. */
export function useRows(path: string, params: Params) {
  const query = useInfiniteQuery({
    queryKey: ['orders', path, params],
    queryFn: ({ pageParam, signal }) => get<RowPage>(path, { ...params, limit: PAGE, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  return { ...query, rows }
}

export interface TabCount {
  tab: string
  label: string
  count: number
  /** The list holds more than were counted. */
  more?: boolean
}
export const useTabs = () =>
  useQuery({ queryKey: ['orders', 'unit-tabs'], queryFn: () => get<TabCount[]>('/api/orders/unit'), refetchInterval: 60_000 })

export interface Strip {
  must: number
  to_sign: number
  first_sign: number | null
  today: number
  over: number
  sent_back: number
  contact: number
  next: number
  due: number
  in_time: number
  done: number
  sent: number
  returned: number
  nextDay: number
}
export const useStrip = () =>
  useQuery({ queryKey: ['orders', 'desk'], queryFn: () => get<Strip>('/api/orders/desk'), refetchInterval: 60_000 })

/** What one unit has in hand, as the level above sees it. */
export interface UnitBelow {
  unit: string
  name: string
  open: number
  near: number
  over: number
  returns: number
  reviewWaiting: number
  onTime: { numerator: number; denominator: number }
}
interface Below {
  units: UnitBelow[]
  tabs: TabCount[]
}
export const useBelow = (enabled = true) =>
  useQuery({ queryKey: ['orders', 'below'], queryFn: () => get<Below>('/api/orders/below'), enabled, refetchInterval: 60_000 })
