/** 待派发 as the server groups it, and the rows of one group. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../api.ts'
import { inSeenOrder } from './sitting.ts'
import type { OrderRow } from './view.ts'

/** GET /api/orders/pool. */
interface PoolGroup extends Record<First, number> {
  unit: string | null
  category: string
  count: number
  oldest: number
  /** Who works on it now. */
  held: Holder[]
}
interface Holder {
  user: string
  name: string
  count: number
}

/** What goes first; the rest is `normal`. */
const FIRST = ['urgent', 'returned', 'superior'] as const
type First = (typeof FIRST)[number]
export type Part = First | 'normal'

/** A group on the left; what goes first of a group stands apart, under its own deadline. */
export interface PoolEntry {
  key: string
  unit: string | null
  category: string
  part: Part
  count: number
  oldest: number
  held: Holder[]
}
export type SectionKey = Part | 'open'
export interface PoolSection {
  key: SectionKey
  label: string
  count: number
  entries: PoolEntry[]
}

const SECTIONS: Readonly<Record<SectionKey, string>> = {
  urgent: '紧急',
  returned: '退回两次以上',
  superior: '上级交办',
  normal: '待派发',
  open: '未能确定承办单位',
}
const sectionOf = ({ part, unit }: PoolEntry): SectionKey => (part === 'normal' && unit === null ? 'open' : part)

export const POOL = ['orders', 'pool'] as const

export function usePool() {
  const query = useQuery({ queryKey: POOL, queryFn: () => get<PoolGroup[]>('/api/orders/pool'), refetchInterval: 15_000 })
  const sections = useMemo(() => query.data && sectionsOf(query.data), [query.data])
  return { ...query, sections, total: query.data?.reduce((sum, { count }) => sum + count, 0) }
}

function sectionsOf(groups: readonly PoolGroup[]): PoolSection[] {
  const ordered = inSeenOrder(groups.flatMap(entriesOf))
  return (Object.keys(SECTIONS) as SectionKey[]).flatMap((key) => {
    const entries = ordered.filter((one) => sectionOf(one) === key)
    return entries.length > 0 ? [{ key, label: SECTIONS[key], count: entries.reduce((sum, { count }) => sum + count, 0), entries }] : []
  })
}

function entriesOf(group: PoolGroup): PoolEntry[] {
  const { unit, category, oldest, held } = group
  const normal = group.count - FIRST.reduce((sum, part) => sum + group[part], 0)
  return [...FIRST, 'normal' as const].flatMap((part) => {
    const count = part === 'normal' ? normal : group[part]
    return count > 0 ? [{ key: `${unit ?? ''}|${category}|${part}`, unit, category, part, count, oldest, held }] : []
  })
}

/** How many are claimed and sent at a time. */
export const LOT = 20
const ENOUGH = 60

export const groupKey = (key: string) => ['orders', 'group', key] as const

/** A row of the pool, with what makes it go first. */
type PoolRow = OrderRow & { part: Part }

/** The first rows of a group. The server narrows by matter; the proposed unit and the part are compared here. */
export const useGroupRows = (entry: PoolEntry) =>
  useQuery({ queryKey: groupKey(entry.key), queryFn: ({ signal }) => rowsOf(entry, signal), staleTime: 10_000, refetchInterval: 30_000 })

async function rowsOf({ unit, category, part }: PoolEntry, signal: AbortSignal): Promise<OrderRow[]> {
  const rows: OrderRow[] = []
  let after: string | undefined
  do {
    const page: { rows: PoolRow[]; next?: string } = await get('/api/orders/list/pool', { category, limit: 200, after }, signal)
    rows.push(...page.rows.filter((row) => row.proposed_unit === unit && row.category === category && row.part === part))
    after = page.next
  } while (after !== undefined && rows.length < ENOUGH)
  return rows
}

/** Shows at once what the server has just confirmed; the next refresh brings its own count. */
export function useGroupChange(entry: PoolEntry) {
  const client = useQueryClient()
  const rows = (change: (row: OrderRow) => OrderRow | undefined) =>
    client.setQueryData<OrderRow[]>(groupKey(entry.key), (old) => old?.flatMap((row) => change(row) ?? []))
  return {
    hold: (ids: readonly string[], holder: string | null) => rows((row) => (ids.includes(row.id) ? { ...row, holder } : row)),
    drop: async (ids: readonly string[]) => {
      rows((row) => (ids.includes(row.id) ? undefined : row))
      await refreshOrders(client, ids)
    },
  }
}

/** After an act on orders: counts and lists are read anew, and the orders it concerned. */
export async function refreshOrders(client: QueryClient, ids: readonly string[]) {
  await client.invalidateQueries({
    predicate: ({ queryKey: [noun, id] }) => noun === 'orders' || (noun === 'order' && ids.includes(String(id))),
  })
}
