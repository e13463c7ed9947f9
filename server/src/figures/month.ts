/** A month of figures: its days, its sums, and what still runs in it. Everything a report says is read from here. */
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { daysOf } from '../period.ts'
import type { Shell } from '../shell/shell.ts'
import { NONE, runningOf, type StillRunning, together } from './running.ts'
import { sumFigures } from './store.ts'

export interface Month extends StillRunning {
  centre: string
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
  /** What still runs, unit by unit. */
  units: Map<string, StillRunning>
}

/** The month as one unit has it: what is asked of the whole is answered for the unit. */
export const ofUnit = (look: Month, unit: string): Month => ({
  ...look,
  ...(look.units.get(unit) ?? NONE),
  f: (figure, dimension = 'unit', key = unit) => look.f(figure, dimension, key),
})

export async function lookAt(shell: Shell, centre: string, month: string): Promise<Month> {
  const { policy, version } = await shell.packs.current(centre)
  const { first, last } = daysOf(month)
  const now = shell.clock.now()
  const sums = await sumFigures(shell.pool, centre, first, last)
  const units = await runningOf(shell.pool, { centre, first, last, now })
  return {
    centre,
    month,
    first,
    last,
    now,
    policy,
    version,
    sums,
    f: (figure, dimension = 'all', key = 'all') => sums.get(`${dimension}|${key}|${figure}`) ?? 0,
    units,
    ...together(units.values()),
  }
}
