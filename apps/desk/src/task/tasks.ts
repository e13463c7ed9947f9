/** 任务: what GET /api/tasks/list/:tab answers, and its words. */
import { OPENED_KINDS, TASK_KINDS } from '@huying/core/task/words'
import type { PickOption } from '@huying/ui'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, type Params } from '../api.ts'
import { to } from '../where.ts'
import { plain } from '../form/fields.ts'

export const TABS = { todo: '待办', done: '已完成', cancelled: '已取消' } as const
export type Tab = keyof typeof TABS
export const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS

export interface TaskRow {
  id: string
  kind: string
  about: { noun: string; id: string; name: string }
  unit: string
  unitName: string
  what?: string
  due?: number
  openedAt: number
  openedBy: string
  endedAt?: number
  endedBy?: string
}
interface Answer {
  rows: TaskRow[]
  next?: string
  /** The reader's post opens tasks of its own. */
  mayOpen: boolean
}

export const kindOptions: readonly PickOption[] = plain(OPENED_KINDS)
export const kindWord = (kind: string): string => TASK_KINDS[kind] ?? kind

const PAGE = 100

export function useTasks(tab: Tab, filters: Params) {
  return useInfiniteQuery({
    queryKey: ['tasks', tab, filters],
    queryFn: ({ pageParam, signal }) => get<Answer>(`/api/tasks/list/${tab}`, { ...filters, limit: PAGE, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
}

/** After an act: the lists that may hold the task. */
export function useTasksChanged() {
  const client = useQueryClient()
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['tasks'] })
    for (const key of ['knowledge', 'notices']) void client.invalidateQueries({ queryKey: [key] })
  }, [client])
}

/** 涉及: an order, a request or an agreed answer opens; a unit or a matter is only named. */
export function aboutPath({ noun, id }: TaskRow['about']): string | undefined {
  if (noun === 'knowledge') return to('/knowledge', { code: id.split('/')[0] })
  if (noun === 'edition') return to(`/editions/${id}`)
  return noun === 'order' ? to(`/orders/${id}`) : noun === 'request' ? to(`/requests/${id}`) : undefined
}
