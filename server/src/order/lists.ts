/** Worklists: whole orders for the centre, assignments for the units, filtered and sorted as asked. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Db } from '../db.ts'
import { type Direction, type Filters, filterWheres, SEARCHED } from '../shell/filters.ts'
import { type Listing, page, type Where } from '../shell/list.ts'
import { PART } from './pool.ts'
import { type CentreTab, centreTab, type UnitTab, unitTab } from './tabs.ts'

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

/** A list of the centre, sorted as asked; of itself what falls due first comes first, and of what is past the newest. */
export function centreList(db: Db, tab: CentreTab, q: Query & { sort?: CentreSort; dir?: Direction }) {
  const past = tab === 'closed' || tab === 'all'
  const own = past || tab === 'pool' ? 't.opened_at' : 't.due_at'
  return page<OrderRow>(db, {
    ...q,
    noun: 'order',
    select: [COLUMNS, ...(MORE[tab] ?? [])].join(', '),
    from: 'work_order t',
    where: [...centreTab(tab, q.now), ...filterWheres('orders', q)],
    sort: q.sort ? CENTRE_SORTS[q.sort] : own,
    descending: q.sort ? q.dir === 'down' : past,
  })
}
/** What the rows of one list say besides: of the pool which part, of 催签 since when somebody should have signed. */
const MORE: Readonly<Partial<Record<CentreTab, readonly string[]>>> = {
  pool: [`${PART} as part`],
  unsigned: [
    "(select min(s.sign_due) from assignment s where s.centre_id = t.centre_id and s.order_id = t.id and s.live and s.stage = 'sent') as sign_due",
  ],
}
const { accepted, due } = SEARCHED.orders.sorts
export const CENTRE_SORTS = { accepted, due }
type CentreSort = keyof typeof CENTRE_SORTS

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
    where: [['a.round = t.round'], ...where, ...filterWheres('orders', q)],
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
