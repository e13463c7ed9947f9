/** Lists of 回访: what is due now, gathered by person so that one call asks about everything; what is agreed for later; what is done. */
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { phraseQuery } from '@huying/text/bigram'
import { scopeSql } from '../access.ts'
import { type Db, ts } from '../db.ts'
import { page, placed, type Where } from '../shell/list.ts'

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
  after?: string
  limit: number
}

/** A number, or words of the request. */
function wordsWhere(typed: string): Where {
  if (/^\d{6}-?\d{1,6}$/.test(typed)) return ['r.number = ?', typed.includes('-') ? typed : `${typed.slice(0, 6)}-${typed.slice(6)}`]
  const phrase = phraseQuery(typed)
  return phrase ? ['r.search @@ ?::tsquery', phrase] : ['true']
}

const filters = ({ q, unit }: VisitQuery): Where[] => [...(q ? [wordsWhere(q)] : []), ...(unit ? [['t.unit = ?', unit] as Where] : [])]

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

export function visitList(db: Db, tab: VisitTab, q: VisitQuery) {
  const ended = tab === 'done' || tab === 'unreached'
  return page<VisitRow>(db, {
    ...q,
    noun: 'visit',
    select: `t.id, t.stage, t.request_id, t.order_id, t.unit, t.caller, t.not_before, t.opened_at, t.done_at, r.number, r.title, r.category,
      r.urgency, r.contact_digest is not null as has_contact, jsonb_array_length(t.state->'attempts') as attempts,
      t.state->'outcome' as outcome, t.state->'reasons' as reasons, (t.state->>'selfRated')::boolean as self_rated`,
    from: FROM,
    where: [visitTab(tab, q.now), ...filters(q)],
    sort: ended ? 't.done_at' : tab === 'later' ? 't.not_before' : 't.opened_at',
    descending: ended,
  })
}

/** How many each list holds, for the heads of the page: the waiting by their own few rows, the ended by an index alone. */
export async function visitCounts(db: Db, asked: Omit<VisitQuery, 'limit'>): Promise<Record<VisitTab, number>> {
  const waiting = await countedIn(db, asked, WAITING, `(${OPEN} or t.awaits_review)`)
  return { ...waiting, ...(await countedIn(db, asked, ENDED, "t.stage in ('done', 'unreached')")) }
}
const WAITING = ['due', 'later', 'review'] as const
const ENDED = ['unreached', 'done'] as const

async function countedIn<T extends VisitTab>(
  db: Db,
  { centre, actor, policy, now }: Omit<VisitQuery, 'limit'>,
  tabs: readonly T[],
  within: string,
): Promise<Record<T, number>> {
  const scope = scopeSql('visit', actor, policy, 2)
  const values: unknown[] = [centre, ...scope.values]
  const counts = tabs.map((tab) => `count(*) filter (where ${placed(visitTab(tab, now), values)})::int as ${tab}`)
  const { rows } = await db.query<Record<T, number>>(
    `select ${counts.join(', ')} from visit t where t.centre_id = $1 and ${within} and ${scope.text}`,
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
