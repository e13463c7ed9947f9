/**
 * Frozen figures of one row: `contribution` restricted to the period, with what the clock decided at the cut-off, and what a granted
 * objection changes in them. Only here and only in the edition: the order itself, and every live figure, stay as they are.
 */
import type { Contribution } from '../kernel.ts'
import { ruledOut } from '../measure/figures.ts'
import type { EFFECTS } from '../policy/schema.ts'

/** What a granted objection means for the figures. */
export type Effect = (typeof EFFECTS)[number]

/** Figures that lie on the same day and are counted alike under several keys (`dimension|key`) of the dimensions. */
export interface Counted {
  day: string
  keys: string[]
  figures: Record<string, number>
}

/** The contribution of one row within the days, laid together: what is counted alike under many keys is said once. */
export function frozen(contribution: Contribution, first: string, last: string): Counted[] {
  const byKey = new Map<string, Record<string, number>>()
  for (const name of Object.keys(contribution).sort()) {
    const [day = '', dimension, key, figure = ''] = name.split('|')
    if (day < first || day > last) continue
    const under = `${day}|${dimension}|${key}`
    byKey.set(under, { ...byKey.get(under), [figure]: contribution[name] ?? 0 })
  }
  const together = new Map<string, Counted>()
  for (const [under, figures] of byKey) {
    const day = under.slice(0, 10)
    const same = `${day} ${JSON.stringify(figures)}`
    const known = together.get(same) ?? { day, keys: [], figures }
    known.keys.push(under.slice(11))
    together.set(same, known)
  }
  return [...together.values()]
}

/** The other way round: `day|dimension|key|figure` → amount. */
export function contributed(counts: readonly Counted[]): Contribution {
  const out: Contribution = {}
  for (const { day, keys, figures } of counts)
    for (const key of keys)
      for (const [figure, amount] of Object.entries(figures)) {
        const name = `${day}|${key}|${figure}`
        out[name] = (out[name] ?? 0) + amount
      }
  return out
}

/** What one row adds to each figure under one key of a dimension, over all days of the period. */
export function figuresUnder(counts: readonly Counted[], dimension: string, key: string): Record<string, number> {
  const out: Record<string, number> = {}
  for (const { keys, figures } of counts)
    if (keys.includes(`${dimension}|${key}`)) for (const [f, amount] of Object.entries(figures)) out[f] = (out[f] ?? 0) + amount
  return out
}

/** The figures of a row after a granted objection. */
export const adjusted = (counts: readonly Counted[], effect: Effect): Counted[] =>
  counts.map((one) => ({ ...one, figures: settled(one.figures, effect) }))

function settled(figures: Record<string, number>, effect: Effect): Record<string, number> {
  switch (effect) {
    case 'excluded':
      return ruledOut(figures)
    case 'signed_in_time':
      return without({ ...figures, ...(figures.running_unsigned ? { signed: 1 } : {}) }, ['signed_late', 'running_unsigned'])
    case 'in_time':
      return without(
        {
          ...figures,
          ...(figures.due ? { due_in_time: figures.due } : {}),
          ...(figures.finished && figures.closed ? { closed_in_time: figures.closed } : {}),
        },
        ['finished_late', 'running_late', 'running_undue'],
      )
  }
}

const without = (figures: Record<string, number>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(figures).filter(([name]) => !names.includes(name)))
