/** What the files hold, a line a row: without personal data, in the order everybody knows (people.md 4-10). */
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import type { RequestStage, ServiceRequest } from '@huying/core/request/state'
import { REQUEST_WORDS, RESOLUTION_WORDS } from '@huying/core/request/words'
import { TASK_KINDS, TASK_WORDS } from '@huying/core/task/words'
import type { Outcome } from '@huying/core/visit/outcome'
import { DECISION_WORDS, VISIT_WORDS } from '@huying/core/visit/words'
import type { TaskLine } from '../task/lists.ts'
import type { VisitExport } from '../visit/lists.ts'
import type { Sheet } from './sheet.ts'

/** How words are found for a line: texts by id, names by the pack. */
export interface Wording {
  policy: Policy
  now: Instant
  text: (ref: { id: string }) => string
}

const time = (at: Instant | null | undefined) => (at === null || at === undefined ? '' : formatInstant(at))
const yesNo = (value: boolean | undefined) => (value === undefined ? '' : value ? '是' : '否')
const unitName = (policy: Policy, code: string | null | undefined) => (code ? (policy.unit(code)?.name ?? code) : '')
const categoryName = (policy: Policy, code: string) => policy.category(code)?.name ?? code

/** 月登记表. */
export const ORDERS: Sheet = {
  name: '工单登记表',
  columns: [
    ['序号', 6],
    ['工单编号', 14],
    ['受理时间', 17],
    ['来源', 14],
    ['类型', 8],
    ['事项', 14],
    ['标题', 28],
    ['内容', 50],
    ['承办单位', 20],
    ['派发时间', 17],
    ['签收时间', 17],
    ['办结时间', 17],
    ['是否按时', 10],
    ['是否满意', 10],
  ],
}

export function orderLine(order: Order, { policy, now, text }: Wording): string[] {
  const lead = leadOf(order)
  const clock = lead && closeClock(lead)
  const good = order.members.map((m) => m.settled?.good).filter((g) => g !== undefined)
  return [
    order.number,
    time(order.members[0]?.acceptedAt),
    policy.label('channels', order.channel),
    policy.label('types', order.type),
    categoryName(policy, order.category),
    text(order.title),
    text(order.content),
    unitName(policy, lead?.unit),
    time(order.dispatchedAt),
    time(lead?.signedAt),
    time(order.closedAt),
    clock ? ((clock.stoppedAt ?? now) <= clock.due ? (clock.stoppedAt ? '是' : '在办') : '否') : '',
    good.length ? yesNo(good.every(Boolean)) : '',
  ]
}

export const REQUESTS: Sheet = {
  name: '诉求登记表',
  columns: [
    ['序号', 6],
    ['诉求编号', 14],
    ['登记时间', 17],
    ['来源', 14],
    ['类型', 8],
    ['事项', 14],
    ['标题', 28],
    ['内容', 50],
    ['状态', 10],
    ['工单编号', 14],
    ['承办单位', 20],
    ['答复期限', 17],
    ['首次答复', 17],
    ['办结时间', 17],
    ['是否联系', 10],
    ['是否解决', 12],
    ['是否满意', 10],
  ],
}

export interface RequestFound {
  stage: RequestStage
  unit: string | null
  order_number: string | null
  state: ServiceRequest
}

export function requestLine({ stage, unit, order_number, state: r }: RequestFound, { policy, text }: Wording): string[] {
  return [
    r.number,
    time(r.registeredAt),
    policy.label('channels', r.channel),
    policy.label('types', r.type),
    categoryName(policy, r.category),
    text(r.title),
    text(r.content),
    REQUEST_WORDS[stage],
    order_number ?? '',
    unitName(policy, unit),
    time(r.answerBy?.due),
    time(r.firstRepliedAt),
    time(r.closedAt),
    ...answers(policy, r.outcomes.at(-1)?.outcome),
  ]
}

/** 是否联系 · 是否解决 · 是否满意; what was not answered stays empty. */
function answers(policy: Policy, outcome: Outcome | null | undefined): [string, string, string] {
  const { contacted, solved, satisfied } = outcome ?? {}
  const grade = policy.pack.visit.scale.value.find(({ code }) => code === satisfied)
  return [yesNo(contacted), solved ? RESOLUTION_WORDS[solved] : '', grade?.label ?? satisfied ?? '']
}

export const VISITS: Sheet = {
  name: '回访登记表',
  columns: [
    ['序号', 6],
    ['诉求编号', 14],
    ['标题', 28],
    ['事项', 14],
    ['承办单位', 20],
    ['状态', 10],
    ['拨打次数', 10],
    ['可拨打时间', 17],
    ['回访时间', 17],
    ['是否联系', 10],
    ['是否解决', 12],
    ['是否满意', 10],
    ['不满意原因', 24],
    ['审核结论', 14],
    ['审核人', 12],
  ],
}

export function visitLine({ number, title, category, state: v }: VisitExport, policy: Policy): string[] {
  const { dissatisfiedReasons } = policy.pack.visit
  return [
    number,
    title,
    categoryName(policy, category),
    unitName(policy, v.unit),
    VISIT_WORDS[v.stage],
    v.selfRated ? '自评' : String(v.attempts.length),
    time(v.notBefore),
    time(v.doneAt),
    ...answers(policy, v.outcome),
    v.reasons.map((code) => dissatisfiedReasons.find((one) => one.code === code)?.label ?? code).join('、'),
    v.review ? DECISION_WORDS[v.review.decision] : '',
    v.review?.by ?? '',
  ]
}

export const TASKS: Sheet = {
  name: '任务清单',
  columns: [
    ['序号', 6],
    ['任务内容', 50],
    ['种类', 14],
    ['涉及', 20],
    ['责任单位', 20],
    ['状态', 10],
    ['期限', 17],
    ['下达时间', 17],
    ['下达人', 12],
    ['结束时间', 17],
    ['结束人', 12],
  ],
}

export const taskLine = (t: TaskLine): string[] => [
  t.what ?? '',
  TASK_KINDS[t.kind] ?? t.kind,
  t.about.name,
  t.unitName,
  TASK_WORDS[t.stage],
  time(t.due),
  time(t.openedAt),
  t.openedBy,
  time(t.endedAt),
  t.endedBy ?? '',
]
