/** Where on the desk one is: the list, what it is narrowed to, how it is sorted. All of it stands in the address. */
import type { Sort } from '@huying/ui'
import type { Params } from '../api.ts'
import { to, useGo, useWhereSearch } from '../where.ts'

const BELOW = 'below.'

export interface Desk {
  tab: string
  /** A list of the units below, without the prefix. */
  below?: string
  q?: string
  category?: string
  unit?: string
  /** 驳回原因: the answer was sent back for it. */
  reason?: string
  mine: boolean
  sort?: Sort
}

const orderOf = (text: string | undefined): Sort | undefined => {
  const [key, order] = (text ?? '').split('.')
  return key && (order === 'up' || order === 'down') ? { key, order } : undefined
}

export function useDesk() {
  const search = useWhereSearch()
  const go = useGo()
  const tab = search.tab ?? 'must'
  const desk: Desk = {
    tab,
    below: tab.startsWith(BELOW) ? tab.slice(BELOW.length) : undefined,
    ...{
      q: search.q,
      category: search.category,
      unit: search.unit,
      reason: search.reason,
      mine: search.mine === '1',
      sort: orderOf(search.sort),
    },
  }
  /** Narrows or sorts anew; the list stays. */
  const change = (part: Partial<Record<'q' | 'category' | 'unit' | 'reason' | 'mine' | 'sort', string | undefined>>) =>
    go(to('/unit', { ...search, ...part }))
  return { desk, change }
}

export const belowTab = (tab: string): string => `${BELOW}${tab}`

/** The address of a list of the server, and what it is asked. */
export function listOf({ tab, below, q, category, unit, reason, mine, sort }: Desk): { path: string; params: Params } {
  const narrowed = { q, category, unit, reason }
  if (below !== undefined) return { path: `/api/orders/below/${below}`, params: narrowed }
  return {
    path: `/api/orders/unit/${tab}`,
    params: { ...narrowed, mine: mine ? 'true' : undefined, sort: sort?.key, desc: sort && String(sort.order === 'down') },
  }
}
