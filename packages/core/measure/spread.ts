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
  const out: Contribution = {}
  for (const [dimension, key] of dimensions) {
    if (key === undefined) continue
    for (const [figure, amount] of Object.entries(figures)) if (amount) out[`${day}|${dimension}|${key}|${figure}`] = amount
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
  for (const [key, amount] of Object.entries(more)) into[key] = (into[key] ?? 0) + amount
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

const FOUND_BY = /^[^|]*[|](?:all|unit)[|]/

/**
 * What a row is found by without opening its state: every figure of the whole, as often as it adds to it (a length of time once), and the units in whose figures
 * it stands, as `unit|code`.
 */
export function namesOf(contribution: Contribution): string[] {
  const names: string[] = []
  const units = new Set<string>()
  for (const [name, amount] of Object.entries(contribution)) {
    if (!FOUND_BY.test(name)) continue
    const [, dimension, key, figure = ''] = name.split('|')
    if (dimension === 'all') names.push(...Array<string>(SUMS.has(figure) ? 1 : amount).fill(figure))
    if (dimension === 'unit' && key) units.add(inUnit(key))
  }
  return [...names, ...units]
}
export const inUnit = (code: string) => `unit|${code}`
