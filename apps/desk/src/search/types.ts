/** Rows and filters of 综合查询 (server/src/search). */
import type { OrderStage } from '@huying/core/order/state'
import type { RequestStage } from '@huying/core/request/state'
import { useMemo } from 'react'
import { useWhereSearch } from '../where.ts'

export type Kind = 'orders' | 'requests'

interface Row {
  id: string
  number: string
  title: string
  type: string
  category: string
  urgency: string
  confidential: boolean
  unit: string | null
  region: string | null
  accepted_at: number
  due_at: number | null
  closed_at: number | null
}
export interface OrderHit extends Row {
  stage: OrderStage
  members: number
  round: number
}
export interface RequestHit extends Row {
  stage: RequestStage
  channel: string
  order_number: string | null
  order_id: string | null
}
export type Hit = (OrderHit & { kind: 'orders' }) | (RequestHit & { kind: 'requests' })

/** What may stand behind the ? of the address, besides the kind. A phone number never does. */
export const FILTERS = [
  'q',
  'stage',
  'unit',
  'category',
  'type',
  'channel',
  'urgency',
  'region',
  'reason',
  'from',
  'to',
  'sort',
  'dir',
] as const
export type FilterKey = (typeof FILTERS)[number]
export type Filters = Partial<Record<FilterKey, string>>

export function useFilters(): { kind: Kind; filters: Filters } {
  const where = useWhereSearch()
  const text = FILTERS.map((key) => where[key] ?? '').join('\n')
  const filters = useMemo(() => {
    const values = text.split('\n')
    return Object.fromEntries(FILTERS.flatMap((key, at) => (values[at] ? [[key, values[at]]] : []))) as Filters
  }, [text])
  return { kind: where.kind === 'requests' ? 'requests' : 'orders', filters }
}
