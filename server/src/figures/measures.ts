/** The pack's own list of measures (measures.yaml), each evaluated by name: a city adds one by an entry, not by code. */
import type { Month } from './month.ts'
import { type Rate, rate } from './percent.ts'
import { contactRate, onTimeRate, reachedRate, satisfiedRate, signedLate, signRate, solvedRate, visitRate } from './rates.ts'

export type Measure = { code: string } & (Rate | { label: string; count: number })

/** Rates whose denominator is a setting of the pack, not only a name. */
const SETTLED: Record<string, (month: Month) => Rate> = {
  contacted: contactRate,
  finished_in_time: onTimeRate,
  signed_in_time: signRate,
  solved: solvedRate,
  satisfied: satisfiedRate,
  visited: visitRate,
  reached: reachedRate,
}

/** Figures that are differences of two counted ones. */
const DERIVED: Record<string, [whole: string, less: string]> = {
  signed_in_time: ['signed', 'signed_late'],
  finished_in_time: ['finished', 'finished_late'],
}

export function measuresOf(month: Month): Measure[] {
  const figure = (name: string) => {
    if (name === 'signed_late') return signedLate(month)
    const derived = DERIVED[name]
    return derived ? month.f(derived[0]) - month.f(derived[1]) : month.f(name)
  }
  return month.policy.pack.measures.map(({ code, label, of, among, denominator }) => {
    const settled = among ? SETTLED[of] : undefined
    if (settled) return { code, ...settled(month) }
    return among ? { code, ...rate(label, figure(of), figure(among), denominator ?? among) } : { code, label, count: figure(of) }
  })
}
