/** 闭环校验: five links, each with its product; any one missing, and the loop is not closed (SEC-03). */
import { closeClock, leadOf, openMembers, type Order } from '../order/state.ts'
import type { Pack } from '../policy/schema.ts'

export const LINKS = ['taken', 'answered', 'followed', 'judged', 'used'] as const
export type Link = (typeof LINKS)[number]
export const LINK_WORDS: Readonly<Record<Link, string>> = {
  taken: '受理交办',
  answered: '办理答复',
  followed: '跟踪督办',
  judged: '反馈评价',
  used: '分析运用',
}
/** What is missing where a link has no product, as a task says it. */
export const GAP_WORDS: Readonly<Record<Link, string>> = {
  taken: '缺受理、派发或签收记录',
  answered: '缺经审核的办理答复',
  followed: '缺联系、进展或催办、督办记录',
  judged: '缺回访',
  used: '缺成因',
}

/** Its handling is over: from here on every link must have left its product. */
export const isDue = (order: Order): boolean => order.mergedInto === undefined && ['visiting', 'closed', 'archived'].includes(order.stage)

/** Links without a product, of an order whose handling is over. */
export function missingLinks(order: Order, { visit, archive }: Pick<Pack, 'visit' | 'archive'>): Link[] {
  const lead = leadOf(order, 1)
  const members = openMembers(order)
  const clock = lead && closeClock(lead)
  const late = clock?.stoppedAt !== undefined && clock.stoppedAt > clock.due
  const spoken = order.assignments.some((a) => a.contacts.length > 0 || a.progress.length > 0)
  const spared = visit.exemptTypes.value.includes(order.type)
  const has: Record<Link, boolean> = {
    taken: order.dispatchedAt !== undefined && lead?.signedAt !== undefined,
    answered: order.reviewedAt !== undefined && order.assignments.some((a) => a.replies.length > 0),
    // A late order must have been called in; any other needs a trace that somebody followed it.
    followed: late ? order.alarms.some((alarm) => alarm.level === 'over') : spoken || order.alarms.length > 0,
    // A request that nobody could be called about, its type not being spared, has no call-back (VISIT-01).
    judged: members.every(({ settled }) => settled !== undefined && (spared || settled.how !== 'exempt')),
    used: archive.causes.some(({ code }) => code === order.cause),
  }
  return LINKS.filter((link) => !has[link])
}
