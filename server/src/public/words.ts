/** A request as its person may see it: outside words only (terms.md 11). */
import { dayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { isSettled, type ServiceRequest } from '@huying/core/request/state'
import { type Behind, courseOf, type Standing, standingOf } from './course.ts'
import { dayText } from './days.ts'

export function outside(r: ServiceRequest, behind: Behind[], policy: Policy, now: Instant) {
  const standing = standingOf(r, behind, policy, now)
  const promise = promiseOf(r, standing, now)
  const open = !isSettled(r)
  // With the answer there, what helps is to rate it or to say that it is not solved.
  const waits = open && r.stage !== 'replied'
  return {
    number: r.number,
    said: said(r, standing, promise, policy),
    title: r.title,
    content: r.content,
    /** What is still to come. */
    next: promise && !standing.waiting ? (promise.late ? '答复您' : `${promise.day}前答复您`) : undefined,
    course: courseOf(r, behind, policy),
    answer: answerOf(r),
    rated: r.rating && { solved: r.rating.solved, satisfied: r.rating.satisfied },
    can: { urge: waits, append: open, withdraw: waits, rate: RATED.includes(r.stage) },
  }
}

const RATED: readonly ServiceRequest['stage'][] = ['replied', 'answered', 'closed']

/** The answer for the public; while the matter is handled again it is the one of before. */
function answerOf(r: ServiceRequest) {
  const given = r.answer ?? r.reply
  return given && { text: given.text, at: given.at, earlier: r.stage === 'linked' }
}

interface Promised {
  day: string
  late: boolean
  provisional: boolean
}

/** By which day the person has an answer (预计 ×月×日前答复). */
function promiseOf(r: ServiceRequest, standing: Standing, now: Instant): Promised | undefined {
  if (isSettled(r) || r.stage === 'replied') return undefined
  const own = r.answerBy?.stoppedAt === undefined ? r.answerBy : undefined
  const due = standing.due ?? own?.due
  if (due === undefined) return undefined
  const provisional = (standing.due === undefined ? own?.provisional : standing.provisional) ?? false
  return { day: dayText(dayOf(due), dayOf(now)), late: now > due, provisional }
}

function said(r: ServiceRequest, standing: Standing, promise: Promised | undefined, policy: Policy): string {
  switch (r.stage) {
    case 'pending':
      return '已收到您反映的问题，工作人员正在审核。'
    case 'registered':
      return `已受理您反映的问题，正在安排办理${when(promise)}`
    case 'linked':
      return handling(r, standing, promise)
    case 'refused':
      return refusal(r, policy)
    case 'transferred':
      return '您反映的问题已转接有关部门办理。'
    case 'answered':
    case 'replied':
      return '已答复您，请看办理结果。'
    case 'closed':
    case 'archived':
      return '您反映的问题已办结。'
    case 'withdrawn':
      return '您已撤回，不再办理。需要时可以重新反映。'
    case 'void':
      return '这件已由热线中心撤销。如有疑问，请拨打 12345。'
  }
}

function handling(r: ServiceRequest, { unit, waiting }: Standing, promise: Promised | undefined): string {
  const again = r.rounds > 1 ? '已要求重新办理。' : ''
  if (waiting) return `${again}您反映的问题由${unit}办理，${waiting}。`
  const where = unit ? `您反映的问题已转交${unit}办理` : '您反映的问题已受理，正在转交负责的单位办理'
  return `${again}${where}${when(promise)}`
}

function when(promise: Promised | undefined): string {
  if (!promise) return '。'
  if (promise.late) return `。原定 ${promise.day}前答复您，现在已经超过，您可以催办。`
  return `，预计 ${promise.day}前答复您。${promise.provisional ? '那段时间的放假安排还没有公布，日期是暂定的。' : ''}`
}

/** Why not here, and where to: as it was told to the person, with the number of the pack. */
function refusal({ refusal }: ServiceRequest, policy: Policy): string {
  const reason = policy.pack.intake.refusals.find((row) => row.code === refusal?.reason)
  const told = refusal?.told ?? reason?.channel ?? ''
  const phone = reason?.phone && !told.includes(reason.phone) ? `，联系方式 ${reason.phone}` : ''
  return `您反映的事项应通过其他渠道办理：${told}${phone}。${reason ? `原因：${reason.label}。` : ''}`
}
