/** A month of figures: its days, its sums, and what still runs in it. Everything a report says is read from here. */
import { dictionaryOf, lacks, type Measure } from '@huying/core/measure/dictionary'
import { evaluate, type Figure, type Value } from '@huying/core/measure/evaluate'
import { FIGURES, RUNNING } from '@huying/core/measure/figures'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { refuse } from '../errors.ts'
import { daysOf } from '../period.ts'
import type { Shell } from '../shell/shell.ts'
import { NONE, runningOf, type StillRunning, together } from './running.ts'
import { sumFigures, type Wanted } from './store.ts'

export interface Month extends StillRunning {
  centre: string
  /** As 2024-11; of an edition its period. */
  period: string
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

/** What reports say of each dimension: nearly everything of the whole, of units and of marks, of the rest how much there was. */
function wantedBy(policy: Policy): Wanted {
  const whole = [...FIGURES.keys()]
  const only = [...dictionaryOf(policy).values()].flatMap((measure) => measure.only?.dimension ?? [])
  return new Map<string, readonly string[]>([
    ...['type', 'channel', 'medium', 'category'].map((dimension) => [dimension, ['accepted']] as [string, string[]]),
    ['disposition', ['contacts']],
    ['reason', ['sent_back']],
    ...['all', 'unit', 'mark', ...only].map((dimension) => [dimension, whole] as [string, string[]]),
  ])
}

/** By the pack in force now, or by an older version's words and denominators. */
export async function lookAt(shell: Shell, centre: string, month: string, asked?: number): Promise<Month> {
  const current = await shell.packs.current(centre)
  const version = asked ?? current.version
  if (version < 1 || version > current.version) return refuse('not_found', `没有第 ${version} 版机制配置`, { field: 'version' })
  const policy = version === current.version ? current.policy : await shell.packs.at(centre, version)
  const { first, last } = daysOf(month)
  const now = shell.clock.now()
  const sums = await sumFigures(shell.pool, centre, first, last, wantedBy(policy))
  const units = await runningOf(shell.pool, { centre, first, last, now })
  return {
    centre,
    period: month,
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

/** Counted figures, and those of the clock. */
const figureOf =
  ({ f, accepted, due, unsigned }: Month, only: Measure['only']): Figure =>
  (name) => {
    switch (name) {
      case RUNNING.late:
        return accepted.late
      case RUNNING.undue:
        return due.undue
      case RUNNING.unsigned:
        return unsigned
      default:
        return f(name, only?.dimension, only?.key)
    }
  }

/** A measure of the dictionary, of what is looked at. One that the dictionary does not say wholly is refused (ASSESS-08). */
export function measured(look: Month, code: string): Value {
  const measure = definedIn(look.policy, code)
  return evaluate(measure, figureOf(look, measure.only))
}

/** Every measure that is made of counts; lengths are asked of the rows (统计查询). */
export const measuresOf = (look: Month): Value[] =>
  [...dictionaryOf(look.policy).values()].filter(({ as }) => as !== 'length').map(({ code }) => measured(look, code))

export function definedIn(policy: Policy, code: string): Measure {
  const measure = dictionaryOf(policy).get(code)
  if (!measure) return refuse('missing', `指标字典中没有“${code}”，请补全后再生成报表`, { field: code })
  const missing = lacks(measure)
  if (missing.length)
    return refuse('missing', `指标“${measure.label}”缺${missing.join('与')}，请在指标字典中补全后再生成报表`, { field: code })
  return measure
}
