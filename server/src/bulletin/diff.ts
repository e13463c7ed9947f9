/** What an edition says otherwise than the one it corrects, figure by figure: printed with it. */
import { COUNT_NAMES, COUNT_WORDS, RATE_NAMES } from '@huying/core/bulletin/sentence'
import { bulletinFrom } from '../figures/bulletin.ts'
import { changeOf } from '../figures/query.ts'
import type { Month } from '../figures/month.ts'
import type { Rate } from '@huying/core/measure/rounding'
import { unitsFrom } from '../figures/units.ts'
import { CHECKED } from './check.ts'

export interface Changed {
  label: string
  before: string
  after: string
}

/** 与上期相比: the counts and rates that are printed by name, each with the name that its rows are asked for by. */
export interface Compared {
  /** In words. */
  period: string
  no: number
  figures: (Changed & { change: string | null; growth: string | null; count?: number; figure?: string; rate?: string })[]
}

export function comparedOf(before: Month, after: Month): Compared['figures'] {
  const [was, is] = [bulletinFrom(before), bulletinFrom(after)]
  const counts = COUNT_NAMES.map((figure) => {
    const [then, count] = [before.f(figure), after.f(figure)]
    const { change, growth } = changeOf({ as: 'count' }, counted(count), counted(then))
    return { label: COUNT_WORDS[figure], before: String(then), after: String(count), change, growth, count, figure }
  }).filter((one) => one.before !== '0' || one.after !== '0')
  const rates = RATE_NAMES.map((rate) => {
    const [then, now] = [was[rate], is[rate]]
    const { change } = changeOf({ as: 'rate' }, now, then)
    return { label: now.label, before: then.percent ?? '—', after: now.percent ?? '—', change, growth: null, rate }
  })
  return [...counts, ...rates]
}

const counted = (n: number) => ({ numerator: n, denominator: 0, percent: null, text: String(n) })

/** Only what differs. */
export function diffOf(before: Month, after: Month): Changed[] {
  const [was, is] = [said(before), said(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((label) => {
    const [a = '0', b = '0'] = [was.get(label), is.get(label)]
    return a === b ? [] : [{ label, before: a, after: b }]
  })
}

/** Everything that is printed, by what it is called. */
function said(look: Month): Map<string, string> {
  const b = bulletinFrom(look)
  const out = new Map<string, string>()
  for (const name of COUNT_NAMES) out.set(COUNT_WORDS[name], String(look.f(name)))
  out.set(b.contacts.answerRate.label, rateText(b.contacts.answerRate))
  for (const name of RATE_NAMES) out.set(b[name].label, rateText(b[name]))
  for (const [title, rows] of [
    ['诉求类型', b.types],
    ['事项', b.topics],
    ['网上渠道', b.online.channels],
    ['标识', b.marks],
  ] as const)
    for (const { label, count } of rows) out.set(`${title} · ${label}`, String(count))
  for (const unit of unitsFrom(look)) {
    out.set(`${unit.name} · 转办工单`, String(unit.dispatched))
    for (const rate of CHECKED) out.set(`${unit.name} · ${unit[rate].label}`, rateText(unit[rate]))
  }
  return out
}

const rateText = ({ percent, numerator, denominator }: Rate) => `${percent ?? '—'}（${numerator}/${denominator}）`
