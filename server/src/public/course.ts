/** What happened so far, as its person may know it: no unit's inner doings (退单, 改派, 督办, 分办, 审核) and no other person behind the order. */
import { dayOf, parseDay } from '@huying/core/calendar'
import type { Instant, TextRef } from '@huying/core/kernel'
import {
  type Assignment,
  closeClock,
  type ContactTry,
  type ExtensionAct,
  isPaused,
  leadOf,
  type Order,
  type PauseAct,
} from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import { currentLink, type Link, type ServiceRequest } from '@huying/core/request/state'
import { dayText } from './days.ts'

export interface Step {
  at: Instant
  text: string
  /** What somebody wrote: the person himself, or the unit for him. */
  words?: TextRef
}

/** An order that the request stands or stood behind. */
export interface Behind {
  link: Link
  order: Order
}

/** The latest first. */
export function courseOf(r: ServiceRequest, behind: Behind[], policy: Policy): Step[] {
  const steps = [...ownSteps(r), ...behind.flatMap((b) => orderSteps(r, b, policy))]
  const sorted = steps.map((step, i) => ({ step, i })).sort((a, b) => a.step.at - b.step.at || a.i - b.i)
  return sorted
    .map(({ step }) => step)
    .filter((step, i, all) => step.words !== undefined || step.text !== all[i - 1]?.text)
    .reverse()
}

function ownSteps(r: ServiceRequest): Step[] {
  const once = (at: Instant | undefined, text: string, words?: TextRef): Step[] => (at === undefined ? [] : [{ at, text, words }])
  return [
    ...once(r.registeredAt, '已收到您反映的问题'),
    ...once(r.acceptedAt === r.registeredAt ? undefined : r.acceptedAt, '审核通过，已受理'),
    ...once(r.refusal?.at, '已告知您办理的渠道'),
    ...once(r.transfer?.at, '已转接有关部门'),
    ...r.urges.flatMap(({ at }) => once(at, '您催办')),
    ...r.appended.flatMap(({ at, text }) => once(at, '您补充', text)),
    ...once(r.answer?.at ?? r.reply?.at, '已答复您'),
    ...once(r.rating?.at, '您作了评价'),
    ...once(r.withdrawn?.at, '您撤回了这件事'),
    ...once(r.voided?.at, '已撤销'),
    ...once(r.stage === 'closed' || r.stage === 'archived' ? r.closedAt : undefined, '已办结'),
  ]
}

function orderSteps(r: ServiceRequest, { link, order }: Behind, policy: Policy): Step[] {
  const until = link.to ?? (r.stage === 'linked' ? Infinity : (r.closedAt ?? r.reply?.at ?? Infinity))
  const mine = (round: number) => round <= r.rounds || (order.rounds[round - 1]?.at ?? Infinity) <= link.from
  const alone = order.members.length === 1
  const forMe = (request: string | undefined) => request === r.id || (request === undefined && alone)
  const assignments = order.assignments.filter((a) => mine(a.round))
  const leads = assignments.filter(isLead)
  const steps: Step[] = [
    ...order.rounds.filter((round) => round.no > 1 && mine(round.no)).map(({ at }) => ({ at, text: '已要求重新办理' })),
    ...assignments.flatMap((a) => a.contacts.filter((c) => forMe(c.request)).map(contactStep)),
    ...assignments.flatMap((a) => a.progress.filter((p) => p.tell).map(({ at, text }) => ({ at, text: '办理进展', words: text }))),
    ...leads.flatMap((a) => [
      ...a.extensions.flatMap((e) => extensionSteps(a, e, policy)),
      ...a.pauses.flatMap((p) => pauseSteps(p, policy)),
    ]),
  ]
  // One that joined later learns at its joining where the matter lies.
  const sent = leads.filter((a) => a.endedAt === undefined || a.endedAt > link.from)
  const handed = sent.map((a) => ({ at: a.sentAt > link.from ? a.sentAt : link.from, text: `已转交${unitName(a, policy)}办理` }))
  return [...steps, ...handed].filter(({ at }) => at >= link.from && at <= until)
}

const isLead = (a: Assignment) => a.role === 'lead' && a.parent === undefined && a.stage !== 'moved' && a.stage !== 'recalled'
const unitName = (a: Assignment, policy: Policy) => policy.unit(a.unit)?.name ?? '负责的单位'

const CONTACTS: Record<ContactTry['result'], string> = {
  connected: '办理单位已和您联系',
  agreed_later: '办理单位已和您约定再联系',
  no_answer: '办理单位打过您的电话，没有接通',
  refused: '办理单位打过您的电话，没有接通',
  wrong_number: '办理单位打过您的电话，没有接通',
}
const contactStep = ({ at, result }: ContactTry): Step => ({ at, text: CONTACTS[result] })

/** Reasons are worded for those who handle (联系不上诉求人). */
const reasonText = (rows: readonly { code: string; label: string }[], code: string) =>
  rows.find((row) => row.code === code)?.label.replaceAll('诉求人', '您')

function extensionSteps(a: Assignment, { reason, ruled }: ExtensionAct, policy: Policy): Step[] {
  const due = ruled?.granted ? closeClock(a)?.segments.find((s) => s.kind === 'extension' && s.at === ruled.at)?.due : undefined
  if (!ruled || due === undefined) return []
  const why = reasonText(policy.pack.extensions.reasons, reason)
  return [{ at: ruled.at, text: `${why ? `因${why}，` : ''}办理时间延长至 ${dayText(dayOf(due), dayOf(ruled.at))}` }]
}

function pauseSteps(pause: PauseAct, policy: Policy): Step[] {
  if (!pause.ruled?.granted) return []
  const over = pause.endedAt === undefined ? [] : [{ at: pause.endedAt, text: '恢复办理' }]
  return [{ at: pause.ruled.at, text: waitingText(pause, policy, pause.ruled.at) }, ...over]
}

/** 正在等待检测鉴定结论，我们将于 11 月 20 日（周三）告知您进展. */
function waitingText({ reason, nextUpdate }: PauseAct, policy: Policy, now: Instant): string {
  const why = reasonText(policy.pack.pauses.reasons, reason)
  const wait = why?.startsWith('等待') ? `正在${why}` : why ? `因${why}，暂缓办理` : '暂缓办理'
  return nextUpdate ? `${wait}，我们将于 ${dayText(parseDay(nextUpdate), dayOf(now))}告知您进展` : wait
}

/** Where the matter lies now, as far as its person needs it. */
export interface Standing {
  unit?: string
  /** What it waits for. */
  waiting?: string
  /** When its unit must be ready: it counts once time was added, or in a later round. */
  due?: Instant
  provisional?: boolean
}

export function standingOf(r: ServiceRequest, behind: Behind[], policy: Policy, now: Instant): Standing {
  const open = currentLink(r)
  const order = behind.find((b) => b.link === open)?.order
  const lead = order && leadOf(order)
  if (!lead) return {}
  const pause = isPaused(lead) ? lead.pauses.find((p) => p.ruled?.granted && p.endedAt === undefined) : undefined
  const clock = closeClock(lead)
  const moved = r.rounds > 1 || lead.extensions.some((e) => e.ruled?.granted) || lead.pauses.some((p) => p.ruled?.granted)
  return {
    unit: unitName(lead, policy),
    waiting: pause && waitingText(pause, policy, now),
    due: moved ? clock?.due : undefined,
    provisional: moved && clock?.provisional,
  }
}
