/** 专项与专席: what was marked, by kind and by level of the kind, and how its orders were done. */
import { evaluate, type Value } from '@huying/core/measure/evaluate'
import { ordered, tiesOf } from '@huying/core/measure/ranking'
import { percent, type Share } from '@huying/core/measure/rounding'
import type { Pack } from '@huying/core/policy/schema'
import { definedIn, type Month } from './month.ts'

type MarkKind = Pack['kinds']['marks'][number]

export interface Desk extends Share {
  /** 县市区、乡镇: those of the pack that have any. */
  levels: Share[]
  closed: number
  closedInTime: Value
}

/** Every mark that anything bears, the most first; levels stand under their kind (`desksOf`). */
export function marksOf({ sums, f, policy }: Month): Share[] {
  const kinds = policy.pack.kinds.marks.filter(({ code }) => sums.has(`mark|${code}|accepted`))
  return ordered(
    kinds.map(({ code, label }) => ({ code, label, count: f('accepted', 'mark', code) })).filter(({ count }) => count),
    tiesOf(policy),
  ).map((row) => ({ ...row, percent: percent(row.count, f('accepted')) }))
}

/** Of one group of marks, all of the pack's kinds, also those that nothing bears. */
export function desksOf(look: Month, group: MarkKind['group']): Desk[] {
  const { f, policy } = look
  const share = (code: string, label: string, whole: number): Share => {
    const count = f('accepted', 'mark', code)
    return { code, label, count, percent: percent(count, whole) }
  }
  return policy.pack.kinds.marks
    .filter((kind) => kind.group === group)
    .map(({ code, label, levels = [] }) => ({
      ...share(code, label, f('accepted')),
      levels: levels
        .map((level) => share(`${code}.${level.code}`, level.label, f('accepted', 'mark', code)))
        .filter(({ count }) => count > 0),
      closed: f('closed', 'mark', code),
      closedInTime: evaluate(definedIn(policy, 'closed-on-time-rate'), (name) => f(name, 'mark', code)),
    }))
}
