/** The tabs of 办理工作台 and 派单台: which rows each shows, as conditions over indexed columns. */
import { DAY, dayOf, plus, plusDays, startOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { ts } from '../db.ts'
import type { Where } from '../shell/list.ts'

/** Tabs of 办理工作台, in the order of terms.md 8: conditions over one's own unit's assignments. */
export const UNIT_TABS = {
  to_sign: '待签收',
  due_today: '今日到期',
  overdue: '超期',
  sent_back: '驳回待改',
  signing: '待签批',
  waiting: '待协办反馈',
  rulings: '退单/延期结果',
  working: '全部在办',
  submitted: '已提交',
  supervised: '督办我单位',
} as const
export type UnitTab = keyof typeof UNIT_TABS

/** Answers of the level above stay on top of the clerk's day for this long. */
const LATELY = 3 * DAY
const IN_HAND = "a.live and a.stage in ('working', 'subbed', 'sent_back', 'returning', 'waiting', 'signing')"

/** Whatever a tab of work to do may show: one look at what runs, is to be signed or was ruled lately, not at all that ever was. */
export const inSight = (now: Instant): Where => ['(a.live or a.to_approve or a.ruled_at > ?)', ts(plus(now, -LATELY))]

export function unitTab(tab: UnitTab, now: Instant): Where[] {
  const today = ts(startOf(dayOf(now)))
  const tomorrow = ts(startOf(plusDays(dayOf(now), 1)))
  switch (tab) {
    case 'to_sign':
      return [["a.live and a.stage = 'sent'"]]
    case 'due_today':
      return [['a.live and a.finished_at is null and a.paused_at is null and a.close_due >= ? and a.close_due < ?', today, tomorrow]]
    case 'overdue':
      return [['a.live and a.finished_at is null and a.paused_at is null and a.close_due < ?', ts(now)]]
    case 'sent_back':
      return [["a.live and a.stage = 'sent_back'"]]
    case 'signing':
      return [["a.live and a.stage = 'signing'"]]
    case 'waiting':
      return [["a.live and a.stage = 'waiting'"]]
    case 'rulings':
      return [["((a.live and (a.stage = 'returning' or cardinality(a.pending) > 0)) or a.ruled_at > ?)", ts(plus(now, -LATELY))]]
    case 'working':
      return [[IN_HAND]]
    case 'submitted':
      return [["a.stage in ('submitted', 'accepted')"]]
    case 'supervised':
      return [['false']]
  }
}

/** Lists of the centre (派单台、审核台 …) over whole orders. */
export const CENTRE_TABS = {
  pool: '待派发',
  returned: '退单待审',
  extensions: '延期待审',
  pauses: '暂停待审',
  rulings: '待定责',
  unreasonable: '无理诉求认定待审',
  review: '待审核',
  unsigned: '催签',
  escalated: '升级提醒',
  open: '在办',
  closed: '已办结',
  all: '全部',
} as const
export type CentreTab = keyof typeof CENTRE_TABS

/** The few orders on which something waits for a ruling have an index of their own. */
const waits = (what: string): Where => ["t.pending <> '{}' and t.pending && array[?]", what]

/** Orders that are not at their end: few, however many years are stored. */
export const RUNNING = "t.stage in ('pooled', 'dispatched', 'working', 'reviewing', 'visiting')"

export function centreTab(tab: CentreTab, now: Instant): Where[] {
  switch (tab) {
    case 'pool':
      return [["t.stage = 'pooled'"]]
    case 'returned':
      return [waits('return')]
    case 'extensions':
      return [waits('extension')]
    case 'pauses':
      return [waits('pause')]
    case 'rulings':
      return [waits('ruling')]
    case 'unreasonable':
      return [[`${RUNNING} and t.unreasonable = 'asked'`]]
    case 'review':
      return [["t.stage = 'reviewing'"]]
    case 'unsigned':
      return [
        [
          "t.stage = 'dispatched' and exists (select 1 from assignment s where s.centre_id = t.centre_id and s.order_id = t.id and s.live and s.stage = 'sent' and s.sign_due < ?)",
          ts(now),
        ],
      ]
    case 'escalated':
      return [[`${RUNNING} and t.escalated`]]
    case 'open':
      return [[RUNNING]]
    case 'closed':
      return [["t.stage in ('closed', 'archived')"]]
    case 'all':
      return []
  }
}
