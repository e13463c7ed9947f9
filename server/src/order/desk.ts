/** 办理工作台: what a unit must do today, what falls due next, and its own month so far (people.md 3.5). */
import { dayOf, formatDay, nextWorkday, parseDay, plusDays, startOf } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'
import { placed, type Where } from '../shell/list.ts'
import { ASSIGNMENTS } from './lists.ts'

/** Lists of the desk beside the tabs of terms.md 8. */
export const DESK_LISTS = { must: '今日必办', contact: '联系诉求人', next: '下一工作日到期', approve: '待签批' } as const
export type DeskList = keyof typeof DESK_LISTS

type Day = Pick<Reader, 'now' | 'policy'>
export interface Reader {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
}

const RUNS = 'a.live and a.finished_at is null and a.paused_at is null'
/** Signed, and nobody has reached the person yet. */
const TO_CONTACT = "a.live and a.signed_at is not null and a.contacted_at is null and a.contact_due is not null and a.stage <> 'submitted'"
const tomorrow = (now: Instant) => ts(startOf(plusDays(dayOf(now), 1)))
const nextDay = ({ now, policy }: Day) => nextWorkday(policy.calendar, dayOf(now))

export function deskList(list: DeskList, day: Day): Where {
  switch (list) {
    case 'must':
      return [
        `a.live and (a.stage in ('sent', 'sent_back') or (${RUNS} and a.close_due < ?) or (${TO_CONTACT} and a.contact_due < ?))`,
        tomorrow(day.now),
        tomorrow(day.now),
      ]
    case 'contact':
      return [TO_CONTACT]
    case 'approve':
      return ['a.to_approve']
    case 'next':
      return [`${RUNS} and a.close_due >= ? and a.close_due < ?`, tomorrow(day.now), ts(startOf(plusDays(nextDay(day), 1)))]
  }
}

interface Counted {
  must: number
  to_sign: number
  first_sign: Instant | null
  today: number
  over: number
  sent_back: number
  contact: number
  next: number
  due: number
  in_time: number
  done: number
  sent: number
  returned: number
}

/** The strip above the tabs, in one look at the unit's own rows. */
export async function deskStrip(db: Db, reader: Reader) {
  const { centre, actor, policy, now } = reader
  const scope = scopeSql('order', actor, policy, 3)
  const values: unknown[] = [centre, actor.unit, ...scope.values]
  const month = ts(startOf(parseDay(`${formatDay(dayOf(now)).slice(0, 7)}-01`)))
  const count = (name: keyof Counted, ...where: Where) =>
    `count(*) filter (where a.round = t.round and ${placed(where, values)})::int as ${name}`
  const inMonth = (name: keyof Counted, ...where: Where) => `count(*) filter (where ${placed(where, values)})::int as ${name}`
  const lately = placed(
    ["(a.live or coalesce(a.close_due, 'infinity'::timestamptz) >= ? or a.finished_at >= ? or a.sent_at >= ?)", month, month, month],
    values,
  )
  const kept = "a.stage not in ('moved', 'recalled', 'waived')"
  const { rows } = await db.query<Counted>(
    `select ${[
      count('must', ...deskList('must', reader)),
      count('to_sign', "a.stage = 'sent'"),
      "min(a.sign_due) filter (where a.stage = 'sent' and a.round = t.round) as first_sign",
      count('today', `${RUNS} and a.close_due >= ? and a.close_due < ?`, ts(now), tomorrow(now)),
      count('over', `${RUNS} and a.close_due < ?`, ts(now)),
      count('sent_back', "a.stage = 'sent_back'"),
      count('contact', ...deskList('contact', reader)),
      count('next', ...deskList('next', reader)),
      inMonth('due', `${kept} and a.close_due >= ? and a.close_due < ?`, month, ts(now)),
      inMonth('in_time', `${kept} and a.close_due >= ? and a.close_due < ? and a.finished_at <= a.close_due`, month, ts(now)),
      inMonth('done', 'a.finished_at >= ?', month),
      inMonth('sent', "a.sent_at >= ? and a.stage <> 'recalled'", month),
      inMonth('returned', 'a.sent_at >= ? and a.returned', month),
    ].join(', ')} from ${ASSIGNMENTS} where a.centre_id = $1 and a.unit = $2 and ${scope.text} and ${lately} and t.stage <> 'void'`,
    values,
  )
  return { ...rows[0], nextDay: startOf(nextDay(reader)) }
}
