/** 短信 as GET /api/messages and /api/orders/:id/messages answer it (server/src/message/list.ts). */
import type { MessageStage } from '@huying/core/message/wanted'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { Catalogue } from '../catalogue.ts'

export interface Message {
  id: string
  order: string
  number: string
  /** What it is sent for: 催签. */
  label: string
  unit: string | null
  toPerson: boolean
  name: string | null
  masked: string | null
  stage: MessageStage
  stageLabel: string
  why: string | null
  attempts: number
  queuedAt: number
  sentAt: number | null
  endedAt: number | null
  course: { at: number; stage: MessageStage; label: string; why?: string; by?: string }[]
  resendable: boolean
  /** On the order's page only. */
  words?: string
}

const NONE: readonly Message[] = []

export function useOrderMessages(order: string): readonly Message[] {
  const { data } = useQuery({
    queryKey: ['order', order, 'messages'],
    queryFn: ({ signal }) => get<Message[]>(`/api/orders/${order}/messages`, undefined, signal),
    refetchInterval: 30_000,
  })
  return data ?? NONE
}

/** 城管局 联络员某某 139****0000; the person by no name. */
export const receiver = ({ toPerson, unit, name, masked }: Message, words: Catalogue): string =>
  [toPerson ? '诉求人' : words.unitShort(unit), toPerson ? undefined : name, masked].filter(Boolean).join(' ')

/** The moment its stage began. */
export const since = ({ endedAt, sentAt, queuedAt }: Message): number => endedAt ?? sentAt ?? queuedAt
