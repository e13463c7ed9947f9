/** Rows of the centre's lists, and orders opened beside them. */
import { keepPreviousData, type QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import { get, type Params } from '../api.ts'
import type { OrderAnswer } from '../order/types.ts'
import { isToday, momentText, timeText } from '../time.ts'

/** One row of GET /api/orders/list/:tab (server/src/order/lists.ts). */
export interface OrderRow {
  id: string
  number: string
  title: string
  stage: string
  type: string
  category: string
  urgency: string
  confidential: boolean
  lead_unit: string | null
  proposed_unit: string | null
  /** User id of the one who has claimed it, also after the lease has run out. */
  holder: string | null
  members: number
  urges: number
  round: number
  opened_at: number
  accepted_at: number
  due_at: number | null
  region: string | null
  pending: string[]
  /** Of 催签: by when it should have been signed for. */
  sign_due?: number
}
export interface OrderPage {
  rows: OrderRow[]
  next?: string
}

const viewQuery = (id: string) => ({
  queryKey: ['order', id] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => get<OrderAnswer>(`/api/orders/${id}`, undefined, signal),
  staleTime: 60_000,
})

/** Where the order page keeps what is being read still, a worklist shows the newest: nothing is written here beside it. */
export const useOrderBeside = (id: string | undefined) => useQuery({ ...viewQuery(id ?? ''), enabled: id !== undefined })

/** For an act on rows that were not opened: the act names the assignment, which the row does not tell. */
export const fetchOrder = (client: QueryClient, id: string): Promise<OrderAnswer> => client.fetchQuery(viewQuery(id))

/** Those of the orders that are here already, in the given order. */
export function useOrders(ids: readonly string[]): { views: OrderAnswer[]; loading: boolean } {
  return useQueries({
    queries: ids.map(viewQuery),
    combine: (results) => ({ views: results.flatMap(({ data }) => data ?? []), loading: results.some(({ isPending }) => isPending) }),
  })
}

/** A whole worklist of the centre; these are short, and their length is the count on the tab. */
export const useOrderList = (tab: string, params: Params = {}) =>
  useQuery({
    queryKey: ['orders', 'list', tab, params],
    queryFn: () => get<OrderPage>(`/api/orders/list/${tab}`, { ...params, limit: 200 }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** 09:46 today, 11-07 22:10 before. */
export const whenText = (at: number, now: number): string => (isToday(at, now) ? timeText(at) : momentText(at, now))
