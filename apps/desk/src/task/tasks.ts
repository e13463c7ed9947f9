/** 任务: what GET /api/tasks/list/:tab answers, and its words. */
import type { PickOption } from '@huying/ui'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get } from '../api.ts'
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

/** Kinds that a post may open (terms.md 1); the others follow from the work itself. */
const OPENED: Readonly<Record<string, string>> = {
  part: '子任务',
  promise: '承诺',
  milestone: '里程碑',
  inspection: '排查任务',
  rectification: '整改任务',
}
const FOLLOWING: Readonly<Record<string, string>> = { no_answer: '口径补录', network: '承办网络补录' }
export const KINDS: Readonly<Record<string, string>> = { ...FOLLOWING, ...OPENED }
export const kindOptions: readonly PickOption[] = plain(OPENED)
export const kindWord = (kind: string): string => KINDS[kind] ?? kind

const PAGE = 100

export function useTasks(tab: Tab, kind: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['tasks', tab, kind],
    queryFn: ({ pageParam, signal }) => get<Answer>(`/api/tasks/list/${tab}`, { kind, limit: PAGE, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
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

/** 涉及: an order or a request opens; a unit or a matter is only named. */
export function aboutPath({ noun, id }: TaskRow['about']): string | undefined {
  return noun === 'order' ? `/orders/${id}` : noun === 'request' ? `/requests/${id}` : undefined
}
