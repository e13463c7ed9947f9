/** A month of figures: its days, its sums, and what still runs in it. Everything a report says is read from here. */
import { formatDay, parseDay, plusDays } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { type Running, runningOf, sumFigures } from './store.ts'

export interface Month {
  /** As 2024-11. */
  month: string
  first: string
  last: string
  now: Instant
  policy: Policy
  /** Version of the pack whose words and denominators are used. */
  version: number
  sums: Map<string, number>
  /** A figure, of everything or of one key of a dimension. */
  f(figure: string, dimension?: string, key?: string): number
  /** Still running: of the orders accepted in the month, and of those due in it. */
  accepted: Running
  due: Running
}

export const daysOf = (month: string) => ({ first: `${month}-01`, last: formatDay(plusDays(parseDay(nextMonth(month)), -1)) })

export async function lookAt(shell: Shell, centre: string, month: string): Promise<Month> {
  const { policy, version } = await shell.packs.current(centre)
  const { first, last } = daysOf(month)
  const now = shell.clock.now()
  const asOf = ts(now) ?? ''
  const sums = await sumFigures(shell.pool, centre, first, last)
  return {
    month,
    first,
    last,
    now,
    policy,
    version,
    sums,
    f: (figure, dimension = 'all', key = 'all') => sums.get(`${dimension}|${key}|${figure}`) ?? 0,
    accepted: await runningOf(shell.pool, centre, 'accepted', first, last, asOf),
    due: await runningOf(shell.pool, centre, 'due', first, last, asOf),
  }
}

const nextMonth = (month: string) => {
  const [y = 0, m = 0] = month.split('-').map(Number)
  return m === 12 ? `${y + 1}-01-01` : `${y}-${String(m + 1).padStart(2, '0')}-01`
}
