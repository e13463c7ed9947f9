/**
 * 四项重要指标 and the rates beside them (VISIT-13). What stands below the line is the pack's word, and it is printed: the month in which
 * an order was due or accepted, who was asked, which round counts, what was taken out.
 */
import type { Month } from './month.ts'
import { type Rate, rate } from './percent.ts'

/** 群众联系率 = 已联系 / 须联系 (HANDLE-02). */
export function contactRate({ f, policy }: Month): Rate {
  return rate(labelOf(policy, 'contacted', '群众联系率'), f('contacted'), f('contact_due'), '已派发且须联系的工单', [
    { label: '表扬（须致谢，不计联系）', count: f('dispatched') - f('contact_due') },
    { label: '尚未派发', count: f('orders') - f('dispatched') },
  ])
}

/** 签收及时率: an order that nobody has signed for in time is late now, and not only when somebody signs at last (SLA-02). */
export const signRate = ({ f, policy, unsigned }: Month): Rate =>
  rate(
    labelOf(policy, 'signed_in_time', '签收及时率'),
    f('signed') - f('signed_late'),
    f('signed') + unsigned,
    '已签收和逾期未签收的主办承办单',
  )

/** 超时签收数. */
export const signedLate = ({ f, unsigned }: Month): number => f('signed_late') + unsigned

/** 按时办结率, by the cohort the pack names. Figures of different cohorts must not be compared. */
export function onTimeRate({ f, policy, accepted, due }: Month): Rate {
  const label = labelOf(policy, 'finished_in_time', '按时办结率')
  switch (policy.pack.onTimeAmong.value) {
    case 'due':
      return rate(label, f('due_in_time'), f('due') - due.undue, '本期到期的转办工单', [{ label: '在办未到期', count: due.undue }])
    case 'closed':
      return rate(label, f('closed_in_time'), f('closed'), '办结工单', [{ label: '未办结', count: f('dispatched') - f('closed') }])
    case 'dispatched':
      return rate(label, f('dispatched') - f('finished_late') - accepted.late, f('dispatched'), '转办工单（未到期的按未逾期计）', [
        { label: '尚未派发', count: f('orders') - f('dispatched') },
      ])
  }
}

/** 办结率 = 办结 / 转办. Closed is not solved (HANDLE-21). */
export const closedRate = ({ f }: Month): Rate =>
  rate('办结率', f('closed'), f('dispatched'), '转办工单', [{ label: '尚未派发', count: f('orders') - f('dispatched') }])

/** 问题解决率: by the call-back or by what the unit wrote, as the pack says. */
export function solvedRate(month: Month): Rate {
  const { policy } = month
  const g = countingOf(month)
  const label = labelOf(policy, 'solved', '问题解决率')
  if (policy.pack.visit.solvedBy.value === 'unit')
    return rate(label, g('unit_solved'), g('replied'), '单位已答复的诉求（以单位所填为准）', leftOut(month, 'replied'))
  return rate(label, g('solved'), g('solved_known'), '回访确认了解决状态的诉求', [
    { label: '尚未回访、未联系上或未作回答', count: g('replied') - g('solved_known') },
    ...leftOut(month, 'replied'),
  ])
}

/** 群众满意率. A question nobody answered is not satisfaction: it is out of the denominator, or below the line and not above it. */
export function satisfiedRate(month: Month): Rate {
  const { policy } = month
  const { satisfiedAmong, countsRedo } = policy.pack.visit
  const g = countingOf(month)
  const [satisfied, rated, reached] =
    countsRedo.value === 'first' ? ['satisfied_first', 'rated_first', 'reached_first'] : ['satisfied', 'rated', 'reached']
  const redo = countsRedo.value === 'first' ? '重办的按首次评价' : '重办的按末次评价'
  const label = labelOf(policy, 'satisfied', '群众满意率')
  const unreached = { label: '尚未回访或未联系上', count: g('visit_due') - g(reached) }
  const silent = { label: '联系上未作评价', count: g(reached) - g(rated) }
  const others = leftOut(month, 'visit_due')
  switch (satisfiedAmong.value) {
    case 'rated':
      return rate(label, g(satisfied), g(rated), `已作评价的回访（${redo}）`, [silent, unreached, ...others])
    case 'reached':
      return rate(label, g(satisfied), g(reached), `已联系上的回访（未作评价的不计满意，${redo}）`, [unreached, ...others])
    case 'all':
      return rate(label, g(satisfied), g('visit_due'), `全部应回访的诉求（未联系上、未作评价的不计满意，${redo}）`, others)
  }
}

/**
 * 回访率: of everything that units answered. Those called as often as the pack asks count though nobody answered; one that has no
 * call-back task is a gap and keeps the rate below 100 %; only types that the pack spares are left out. 有效回访率 counts whom it
 * reached (VISIT-01).
 */
export const visitRate = ({ f, policy }: Month): Rate =>
  rate(labelOf(policy, 'visited', '回访率'), f('visited'), owed(f), '应回访的诉求（拨满次数仍未联系上的计入）', exempt(f))
export const reachedRate = ({ f, policy }: Month): Rate =>
  rate(labelOf(policy, 'reached', '有效回访率'), f('reached'), owed(f), '应回访的诉求（只计联系上的）', exempt(f))

const owed = (f: Month['f']) => f('visit_due') + f('visit_missing')
const exempt = (f: Month['f']) => [{ label: '免访类型', count: f('visit_exempt') }]

/** Figures without commendations and, where the pack takes them out, without what was ruled unreasonable. */
const countingOf =
  ({ f, policy }: Month) =>
  (figure: string) =>
    f(figure) - f(`${figure}_praise`) - (policy.pack.handling.unreasonableExcluded.value ? f(`${figure}_unreasonable`) : 0)

const leftOut = ({ f, policy }: Month, figure: string) => [
  { label: '表扬', count: f(`${figure}_praise`) },
  ...(policy.pack.handling.unreasonableExcluded.value ? [{ label: '经核准的无理诉求', count: f(`${figure}_unreasonable`) }] : []),
]

/** A city may call the rate by another name: the entry of its measures that counts this figure. */
const labelOf = ({ pack }: Month['policy'], of: string, fallback: string) => pack.measures.find((m) => m.of === of)?.label ?? fallback
