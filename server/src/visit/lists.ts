/** Lists of 回访: what is due now, gathered by person so that one call asks about everything; what is agreed for later; what is done. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Visit } from '@huying/core/visit/state'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'
import { DIRECTION, type Direction, FILTERS } from '../shell/filters.ts'
import { type Count, MOST_COUNTED, page, placed, searchWhere, upTo, type Where } from '../shell/list.ts'

/** What the lists of call-backs are narrowed by, on the page and in the file. */
export const VISIT_FILTERS = { q: FILTERS.q, unit: FILTERS.unit, dir: DIRECTION }

export const VISIT_TABS = {
  due: '待回访',
  later: '约定再访',
  review: '回访审核',
  unreached: '未联系上',
  done: '已回访',
} as const
export type VisitTab = keyof typeof VISIT_TABS

/** Waiting for a call, whoever holds it. */
const OPEN = "t.stage in ('due', 'again', 'calling')"

function visitTab(tab: VisitTab, now: Instant): Where {
  switch (tab) {
    case 'due':
      return [`${OPEN} and t.not_before <= ?`, ts(now)]
    case 'later':
      return ["t.stage = 'again' and t.not_before > ?", ts(now)]
    case 'review':
      return ['t.awaits_review']
    case 'unreached':
      return ["t.stage = 'unreached'"]
    case 'done':
      return ["t.stage = 'done' and not t.awaits_review"]
  }
}

export interface VisitQuery {
  centre: string
  actor: Actor
  policy: Policy
  now: Instant
  q?: string
  unit?: string
  /** By the time of the list: since when it waits, when to call again, when it ended. */
  dir?: Direction
  after?: string
  limit: number
}

const filters = ({ q, unit }: VisitQuery): Where[] => [
  ...(q ? [searchWhere(q, 'r')] : []),
  ...(unit ? [['t.unit = ?', unit] as Where] : []),
]

const FROM = 'visit t join service_request r on r.centre_id = t.centre_id and r.id = t.request_id'

export interface VisitRow {
  id: string
  stage: string
  request_id: string
  order_id: string
  unit: string
  caller: string | null
  not_before: Instant
  opened_at: Instant
  done_at: Instant | null
  number: string
  title: string
  category: string
  urgency: string
  has_contact: boolean
  attempts: number
  outcome: unknown
  reasons: unknown
  /** Nobody called: the person answered on the web. */
  self_rated: boolean | null
  sort_key: string | null
}

const TIMES: Record<VisitTab, string> = {
  due: 't.opened_at',
  later: 't.not_before',
  review: 't.done_at',
  unreached: 't.done_at',
  done: 't.done_at',
}

export const visitList = (db: Db, tab: VisitTab, q: VisitQuery) => listed<VisitRow>(db, tab, q, COLUMNS)

/** What a line of an export is made of. */
export interface VisitExport {
  id: string
  number: string
  title: string
  category: string
  state: Visit
  sort_key: string | null
}
export const visitExport = (db: Db, tab: VisitTab, q: VisitQuery) =>
  listed<VisitExport>(db, tab, q, 't.id, r.number, r.title, r.category, t.state')

function listed<T extends { id: string; sort_key: string | null }>(db: Db, tab: VisitTab, q: VisitQuery, select: string) {
  const { dir = tab === 'done' || tab === 'unreached' ? 'down' : 'up' } = q
  return page<T>(db, {
    ...q,
    noun: 'visit',
    select,
    from: FROM,
    where: [visitTab(tab, q.now), ...filters(q)],
    sort: TIMES[tab],
    descending: dir === 'down',
  })
}

const COLUMNS = `t.id, t.stage, t.request_id, t.order_id, t.unit, t.caller, t.not_before, t.opened_at, t.done_at, r.number, r.title, r.category,
      r.urgency, r.contact_digest is not null as has_contact, jsonb_array_length(t.state->'attempts') as attempts,
      t.state->'outcome' as outcome, t.state->'reasons' as reasons, (t.state->>'selfRated')::boolean as self_rated`

type Asked = Omit<VisitQuery, 'limit'>

/** How many each list holds, for the heads of the page: the waiting by their own few rows, the ended up to 999. */
export async function visitCounts(db: Db, asked: Asked): Promise<Record<VisitTab, Count>> {
  const { due, later, review } = await waiting(db, asked)
  const [unreached, done] = [await ended(db, 'unreached', asked), await ended(db, 'done', asked)]
  return { due: { count: due }, later: { count: later }, review: { count: review }, unreached, done }
}
const WAITING = ['due', 'later', 'review'] as const

async function ended(db: Db, tab: VisitTab, { centre, actor, policy, now }: Asked): Promise<Count> {
  const scope = scopeSql('visit', actor, policy, 2)
  const values: unknown[] = [centre, ...scope.values]
  const where = placed(visitTab(tab, now), values)
  const { rows } = await db.query<{ found: number }>(
    `select count(*)::int as found from (select 1 from visit t where t.centre_id = $1 and ${where} and ${scope.text} limit ${MOST_COUNTED + 1}) x`,
    values,
  )
  return upTo(rows[0]?.found ?? 0)
}

async function waiting(db: Db, { centre, actor, policy, now }: Asked): Promise<Record<(typeof WAITING)[number], number>> {
  const scope = scopeSql('visit', actor, policy, 2)
  const values: unknown[] = [centre, ...scope.values]
  const counts = WAITING.map((tab) => `count(*) filter (where ${placed(visitTab(tab, now), values)})::int as ${tab}`)
  const { rows } = await db.query<Record<(typeof WAITING)[number], number>>(
    `select ${counts.join(', ')} from visit t where t.centre_id = $1 and (${OPEN} or t.awaits_review) and ${scope.text}`,
    values,
  )
  if (!rows[0]) throw new Error('a count answers one row')
  return rows[0]
}

/** One person to be called, with everything that is due of his; `key` names the number without telling it. */
export interface PersonDue {
  key: string
  oldest: Instant
  name: string | null
  number: string | null
  visits: (Pick<VisitRow, 'id' | 'number' | 'title' | 'unit' | 'stage' | 'urgency' | 'attempts' | 'not_before' | 'opened_at'> & {
    caller: { user: string; name: string; since: Instant } | null
  })[]
}

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`

/** 待回访 by person: who has waited longest comes first, urgent matters before all. */
export async function peopleDue(db: Db, q: VisitQuery): Promise<{ rows: PersonDue[]; next?: string }> {
  const scope = scopeSql('visit', q.actor, q.policy, 2)
  const values: unknown[] = [q.centre, ...scope.values]
  const wheres = [visitTab('due', q.now), ...filters(q)].map((where) => placed(where, values))
  const skip = Number(q.after ?? 0)
  const { rows } = await db.query<PersonDue>(
    `select key, min(opened_at) as oldest, min(name) as name, min(masked) as number,
        jsonb_agg(jsonb_build_object('id', id, 'number', number, 'title', title, 'unit', unit, 'stage', stage, 'urgency', urgency,
          'attempts', attempts, 'not_before', ${MS('not_before')}, 'opened_at', ${MS('opened_at')}, 'caller', caller) order by opened_at) as visits
      from (select md5(coalesce(r.contact_digest, r.call_digest, r.id::text)) as key, t.id, t.unit, t.stage, t.opened_at, t.not_before,
          r.number, r.title, r.urgency, r.state->'requester'->'name'->>'masked' as name, t.state->'caller' as caller,
          coalesce(r.state->'requester'->'contactNumber', r.state->'requester'->'callNumber')->>'masked' as masked,
          jsonb_array_length(t.state->'attempts') as attempts
        from ${FROM} where t.centre_id = $1 and ${scope.text} and ${wheres.join(' and ')}) x
      group by key order by bool_or(urgency <> 'normal') desc, min(opened_at), key offset ${skip} limit ${q.limit + 1}`,
    values,
  )
  return { rows: rows.slice(0, q.limit), next: rows.length > q.limit ? String(skip + q.limit) : undefined }
}
