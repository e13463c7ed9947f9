/** Worklists of orders: what each page shows, as conditions over indexed columns. */
import { DAY, dayOf, plus, plusDays, startOf } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { type Db, ts } from '../db.ts'
import { type Listing, page, placed, searchWhere, type Where } from '../shell/list.ts'

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
const RULED_LATELY = `jsonb_path_exists(t.state, '$.assignments[*] ? (@.no == $no).*[*].ruled ? (@.at > $since)', jsonb_build_object('no', a.no, 'since', ?::bigint))`
const IN_HAND = "a.stage in ('working', 'subbed', 'sent_back', 'returning', 'waiting', 'signing')"

export function unitTab(tab: UnitTab, now: Instant): Where[] {
  const today = ts(startOf(dayOf(now)))
  const tomorrow = ts(startOf(plusDays(dayOf(now), 1)))
  switch (tab) {
    case 'to_sign':
      return [["a.stage = 'sent'"]]
    case 'due_today':
      return [['a.live and a.finished_at is null and a.paused_at is null and a.close_due >= ? and a.close_due < ?', today, tomorrow]]
    case 'overdue':
      return [['a.live and a.finished_at is null and a.paused_at is null and a.close_due < ?', ts(now)]]
    case 'sent_back':
      return [["a.stage = 'sent_back'"]]
    case 'signing':
      return [["a.stage = 'signing'"]]
    case 'waiting':
      return [["a.stage = 'waiting'"]]
    case 'rulings':
      return [[`(a.stage = 'returning' or cardinality(a.pending) > 0 or ${RULED_LATELY})`, plus(now, -LATELY)]]
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

const RUNNING = "t.stage in ('pooled', 'dispatched', 'working', 'reviewing', 'visiting')"

export function centreTab(tab: CentreTab, now: Instant): Where[] {
  switch (tab) {
    case 'pool':
      return [["t.stage = 'pooled'"]]
    case 'returned':
      return [["t.pending && array['return']"]]
    case 'extensions':
      return [["t.pending && array['extension']"]]
    case 'pauses':
      return [["t.pending && array['pause']"]]
    case 'rulings':
      return [["t.pending && array['ruling']"]]
    case 'unreasonable':
      return [
        ["t.stage not in ('closed', 'archived') and t.state->'unreasonable' is not null and t.state->'unreasonable'->'ruled' is null"],
      ]
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
      return [[`${RUNNING} and t.state @> '{"alarms": [{"to": "head"}]}'`]]
    case 'open':
      return [[RUNNING]]
    case 'closed':
      return [["t.stage in ('closed', 'archived')"]]
    case 'all':
      return []
  }
}

export interface Filters {
  q?: string
  unit?: string
  category?: string
  type?: string
  urgency?: string
  region?: string
  from?: string
  to?: string
}

export function filterWheres(f: Filters): Where[] {
  return [
    ...(f.q ? [searchWhere(f.q)] : []),
    ...(f.unit ? [['t.unit_paths && array[?]', f.unit] as Where] : []),
    ...(f.category ? [['t.category_path && array[?]', f.category] as Where] : []),
    ...(f.type ? [['t.type = ?', f.type] as Where] : []),
    ...(f.urgency ? [['t.urgency = ?', f.urgency] as Where] : []),
    ...(f.region ? [['starts_with(t.region, ?)', f.region] as Where] : []),
    ...(f.from ? [['t.accepted_at >= ?::timestamptz', `${f.from}T00:00:00+08:00`] as Where] : []),
    ...(f.to ? [["t.accepted_at < ?::timestamptz + interval '1 day'", `${f.to}T00:00:00+08:00`] as Where] : []),
  ]
}

export interface OrderRow {
  id: string
  number: string
  title: string
  stage: string
  type: string
  category: string
  urgency: string
  confidential: boolean
  lead_unit: string | null
  proposed_unit: string | null
  holder: string | null
  members: number
  urges: number
  round: number
  opened_at: number
  accepted_at: number
  due_at: number | null
  region: string | null
  pending: string[]
  sort_key: string | null
}

const COLUMNS =
  't.id, t.number, t.title, t.stage, t.type, t.category, t.urgency, t.confidential, t.lead_unit, t.proposed_unit, t.holder, t.members, t.urges, t.round, t.opened_at, t.accepted_at, t.due_at, t.region, t.pending'

export interface Query extends Filters {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
  after?: string
  limit: number
}

export const centreList = (db: Db, tab: CentreTab, q: Query) =>
  page<OrderRow>(db, {
    ...q,
    noun: 'order',
    select: tab === 'pool' ? `${COLUMNS}, ${PART} as part` : COLUMNS,
    from: 'work_order t',
    where: [...centreTab(tab, q.now), ...filterWheres(q)],
    sort: ['closed', 'all'].includes(tab) ? 't.opened_at' : tab === 'pool' ? 't.opened_at' : 't.due_at',
    descending: ['closed', 'all'].includes(tab),
  })

export type UnitRow = OrderRow & {
  no: number
  unit: string
  assignment_stage: string
  role: string
  sign_due: number | null
  close_due: number | null
  handler: string | null
  paused_at: number | null
  contact_due: number | null
  contacted_at: number | null
  finished_at: number | null
  /** Calls tried so far. */
  tries: number
  /** Rulings on what the unit asked for last; null where none came yet. */
  ruled: Record<'return' | 'extension' | 'pause', boolean | null>
}

export const ASSIGNMENTS = 'assignment a join work_order t on t.centre_id = a.centre_id and t.id = a.order_id'

const SHARE = "t.state->'assignments'->(a.no - 1)"
const ruled = (acts: string) => `${SHARE}->'${acts}'->-1->'ruled'->'granted'`
const OF_SHARE = `a.contact_due, a.contacted_at, a.finished_at, jsonb_array_length(${SHARE}->'contacts') as tries,
  jsonb_build_object('return', ${ruled('returns')}, 'extension', ${ruled('extensions')}, 'pause', ${ruled('pauses')}) as ruled`

/** Assignments of the running round, each with its order. */
export const assignmentList = (db: Db, q: Query, where: Where[], more: Partial<Pick<Listing, 'sort' | 'descending'>> = {}) =>
  page<UnitRow>(db, {
    ...q,
    noun: 'order',
    select: `${COLUMNS}, a.no, a.unit, a.stage as assignment_stage, a.role, a.sign_due, a.close_due, a.handler, a.paused_at, ${OF_SHARE}`,
    from: ASSIGNMENTS,
    where: [['a.round = t.round'], ...where, ...filterWheres(q)],
    sort: 'a.close_due',
    ...more,
  })

/** What a list of a unit may be sorted by. */
export const SORTS = { due: 'a.close_due', sign: 'a.sign_due', opened: 't.opened_at' } as const
export interface Sorted {
  sort?: keyof typeof SORTS
  desc?: boolean
  /** Only what this person handles himself. */
  mine?: boolean
}

export const unitList = (db: Db, tab: UnitTab, q: Query & Sorted) =>
  sortedList(db, unitTab(tab, q.now), { ...q, sort: q.sort ?? (tab === 'to_sign' ? 'sign' : 'due'), desc: q.desc ?? tab === 'submitted' })

/** A list of one's own unit, sorted as asked. */
export const sortedList = (db: Db, where: Where[], { sort = 'due', desc = false, mine = false, ...q }: Query & Sorted) =>
  assignmentList(db, q, [['a.unit = ?', q.actor.unit], ...(mine ? [['a.handler = ?', q.actor.user] as Where] : []), ...where], {
    sort: SORTS[sort],
    descending: desc,
  })

/** Counts of every tab in one look, for the heads of the page. */
export async function unitCounts(db: Db, centre: string, unit: string, now: Instant): Promise<Record<UnitTab, number>> {
  const values: unknown[] = [centre, unit]
  const counts = (Object.keys(UNIT_TABS) as UnitTab[]).map((tab) => {
    const sql = unitTab(tab, now).map((where) => placed(where, values))
    return `count(*) filter (where ${sql.join(' and ')}) as ${tab}`
  })
  const { rows } = await db.query<Record<UnitTab, number>>(
    `select ${counts.join(', ')} from ${ASSIGNMENTS}
     where a.centre_id = $1 and a.unit = $2 and a.round = t.round and t.stage <> 'void'`,
    values,
  )
  return rows[0] ?? ({} as Record<UnitTab, number>)
}

export interface PoolGroup {
  unit: string | null
  category: string
  count: number
  /** Of these: what goes first (people.md 3.4), each order counted once. */
  urgent: number
  returned: number
  superior: number
  oldest: number
  /** Dispatchers whose lease on orders of the group runs. */
  held: { user: string; name: string; count: number }[]
}

/** What goes first in the pool: 紧急, returned twice, set a deadline by a superior platform. */
const PART = `case when t.urgency <> 'normal' then 'urgent'
  when jsonb_array_length(jsonb_path_query_array(t.state, '$.assignments[*].returns[*].ruled ? (@.granted == true)')) >= 2 then 'returned'
  when jsonb_path_exists(t.state, '$.members[*].superiorDue') then 'superior' else 'normal' end`

/** 派单台: the pool grouped by proposed unit and matter, urgent first (people.md 3.4). */
export async function poolGroups(db: Db, centre: string, now: Instant): Promise<PoolGroup[]> {
  const { rows } = await db.query<PoolGroup>({
    name: 'pool_groups',
    text: `with pool as (
        select t.proposed_unit as unit, t.category, t.opened_at, ${PART} as part,
          case when t.held_until > $2::timestamptz then t.holder end as holder, t.state->'holder'->>'name' as name
        from work_order t where t.centre_id = $1 and t.stage = 'pooled'
      ), leases as (
        select unit, category, jsonb_agg(jsonb_build_object('user', holder, 'name', name, 'count', count) order by name) as held
        from (select unit, category, holder, name, count(*)::int as count from pool where holder is not null group by 1, 2, 3, 4) x group by 1, 2
      )
      select p.unit, p.category, count(*)::int as count, count(*) filter (where part = 'urgent')::int as urgent,
        count(*) filter (where part = 'returned')::int as returned, count(*) filter (where part = 'superior')::int as superior,
        min(p.opened_at) as oldest, coalesce((select l.held from leases l where l.unit is not distinct from p.unit and l.category = p.category), '[]') as held
      from pool p group by 1, 2 order by urgent desc, count desc, oldest`,
    values: [centre, ts(now)],
  })
  return rows
}
