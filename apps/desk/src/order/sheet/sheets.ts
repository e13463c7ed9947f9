import type { AssignmentStage, OrderStage } from '@huying/core/order/state'
import { useQuery } from '@tanstack/react-query'
import { post } from '../../api.ts'

export type SheetForm = 'order' | 'approval' | 'list'
export const isForm = (text: string | undefined): text is SheetForm => text === 'order' || text === 'approval' || text === 'list'

export interface SheetRow {
  id: string
  number: string
  title: string
  type: string
  category: string
  stage: OrderStage
  unit?: string
  share?: AssignmentStage
  sentAt?: number
  due?: number
  stoppedAt?: number
}
export interface SheetsAnswer {
  codes: { order: string; assignment: number; code: string }[]
  rows: SheetRow[]
  at: number
  by: string
}

/** Puts the print on record, once for this tab; only then there is something to see. */
export const useSheets = (form: SheetForm, orders: readonly string[]) =>
  useQuery({
    queryKey: ['sheets', form, orders],
    queryFn: () => post<SheetsAnswer>('/api/orders/sheets', { form, orders }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })
