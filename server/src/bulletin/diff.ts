/** What an edition says otherwise than the one it corrects, figure by figure: printed with it. */
import { COUNT_NAMES, COUNT_WORDS, RATE_NAMES } from '@huying/core/bulletin/sentence'
import { bulletinFrom } from '../figures/bulletin.ts'
import type { Month } from '../figures/month.ts'
import type { Rate } from '@huying/core/measure/rounding'
import { unitsFrom } from '../figures/units.ts'
import { CHECKED } from './check.ts'

export interface Changed {
  label: string
  before: string
  after: string
}

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
