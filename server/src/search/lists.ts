/** 综合查询: the two lists, as pages and as exports read them. */
import { parseDay } from '@huying/core/calendar'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Db } from '../db.ts'
import { type Direction, type Filters, filterWheres, type Kind, SEARCHED, type SortKey } from '../shell/filters.ts'
import { page, type Where } from '../shell/list.ts'

interface Row {
  id: string
  sort_key: string | null
}

const LISTS = {
  orders: {
    noun: 'order',
    from: 'work_order t',
    select:
      't.id, t.number, t.title, t.stage, t.type, t.category, t.urgency, t.confidential, t.lead_unit as unit, t.members, t.round, t.region, t.accepted_at, t.due_at, t.closed_at',
  },
  requests: {
    noun: 'request',
    from: 'service_request t left join work_order o on o.centre_id = t.centre_id and o.id = t.order_id',
    select:
      "t.id, t.number, t.title, t.stage, t.type, t.category, t.urgency, t.confidential, t.channel, coalesce(o.lead_unit, t.state->'reply'->>'unit') as unit, o.number as order_number, t.order_id, t.region, t.registered_at as accepted_at, t.answer_due as due_at, t.closed_at",
  },
} as const satisfies Record<Kind, object>

export interface Asked extends Filters {
  centre: string
  actor: Actor
  policy: Policy
  sort?: SortKey
  dir?: Direction
  after?: string
  limit: number
}

/** What an export reads more, or other, than the page does. */
interface More {
  select?: string
  where?: Where[]
}

/** Rows of one page. What stands in an address is never spread into the statement: `from` there is a day. */
export function found<T extends Row = Row>(db: Db, kind: Kind, asked: Asked & More) {
  const { centre, actor, policy, sort = 'accepted', dir = 'down', after, limit, select, where = [] } = asked
  const list = LISTS[kind]
  return page<T>(db, {
    ...{ centre, actor, policy, after, limit },
    noun: list.noun,
    from: list.from,
    select: select ?? list.select,
    where: [...where, ...filterWheres(kind, asked)],
    sort: SEARCHED[kind].sorts[sort],
    descending: dir === 'down',
    few: sort !== 'accepted' && isShort(asked),
  })
}

/** A season of what was accepted is soon sorted; by due or closed time it may lie anywhere in all the years. */
const isShort = ({ from, to }: Filters) => from !== undefined && to !== undefined && parseDay(to) - parseDay(from) <= SEASON
const SEASON = 92

/** By one number as caller or contact, by its lookups under every key that stands. */
export const ofPhone = (kind: Kind, digests: string[]): Where =>
  kind === 'requests'
    ? ['(t.call_digest = any(?) or t.contact_digest = any(?))', digests, digests]
    : [
        'exists (select 1 from service_request r where r.centre_id = t.centre_id and r.order_id = t.id and (r.call_digest = any(?) or r.contact_digest = any(?)))',
        digests,
        digests,
      ]
