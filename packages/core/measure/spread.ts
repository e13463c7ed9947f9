/** `day|dimension|key|figure` → amount: how one row's figures are laid out over the dimensions they are counted by. */
import { dayOf, formatDay } from '../calendar.ts'
import type { Contribution, Instant } from '../kernel.ts'
import type { Mark } from '../mark/mark.ts'
import { SUMS } from './figures.ts'

export type Dimensions = readonly (readonly [dimension: string, key: string | undefined])[]
export type Figures = Record<string, number>

/** Zeroes and dimensions without a key are left out. */
export function spread(at: Instant, dimensions: Dimensions, figures: Figures): Contribution {
  const day = formatDay(dayOf(at))
  const told = Object.entries(figures).filter(([, amount]) => amount)
  const out: Contribution = {}
  if (!told.length) return out
  for (const [dimension, key] of dimensions) {
    if (key === undefined) continue
    const place = `${day}|${dimension}|${key}|`
    for (const [figure, amount] of told) out[place + figure] = amount
  }
  return out
}

/** 标识: by its kind, once however many levels of it there are, and by each level. */
export const markedBy = ({ marks }: { marks: readonly Mark[] }): Dimensions =>
  marks.flatMap(({ kind, level }) => [['mark', kind] as const, ...(level ? [['mark', `${kind}.${level}`] as const] : [])])

/** Key of two dimensions together. */
export const crossed = (a: string, b: string) => `${a}~${b}`

export const ALL: Dimensions = [['all', 'all']]
export const one = (yes: unknown) => (yes ? 1 : 0)

export function add(into: Contribution, more: Contribution) {
  for (const key in more) into[key] = (into[key] ?? 0) + (more[key] ?? 0)
}

/** What changed between two rows: the one delta a write inserts. Zeroes are left out. */
export function difference(before: Contribution, after: Contribution): Contribution {
  const out: Contribution = {}
  for (const key in after) {
    const amount = (after[key] ?? 0) - (before[key] ?? 0)
    if (amount) out[key] = amount
  }
  for (const key in before) if (!(key in after) && before[key]) out[key] = -before[key]
  return out
}

/** What comes before the dimension: a day of ten characters and a bar. */
const DAY = 11

/**
 * What a row is found by without opening its state: every figure of the whole, as often as it adds to it (a length of time once), and the units in whose figures
 * it stands, as `unit|code`.
 */
export function namesOf(contribution: Contribution): string[] {
  const names: string[] = []
  const units = new Set<string>()
  for (const name in contribution) {
    if (name.startsWith('all|', DAY)) {
      const figure = name.slice(name.lastIndexOf('|') + 1)
      for (let n = SUMS.has(figure) ? 1 : (contribution[name] ?? 0); n > 0; n--) names.push(figure)
    } else if (name.startsWith('unit|', DAY)) units.add(name.slice(DAY, name.lastIndexOf('|')))
  }
  return [...names, ...units]
}
export const inUnit = (code: string) => `unit|${code}`
