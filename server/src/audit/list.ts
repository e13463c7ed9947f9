/** 审计查询: the records by person, kind, object, result, source address and time. Names and numbers are looked up first, so that an index serves. */
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { type Static, Type } from '@sinclair/typebox'
import type { Db } from '../db.ts'
import { Day, endOfDay, startOfDay } from '../period.ts'
import { numberIn } from '../shell/list.ts'

/** Attempts that came to nothing. */
const REFUSED = ['refused', 'login_failed', 'login_locked']

export const RECORD_FILTERS = {
  kind: Type.Optional(Type.String({ maxLength: 40, title: '种类' })),
  q: Type.Optional(Type.String({ maxLength: 40, title: '人员' })),
  object: Type.Optional(Type.String({ maxLength: 60, title: '对象：编号、姓名或账号' })),
  result: Type.Optional(Type.Union([Type.Literal('done'), Type.Literal('refused')], { title: '结果' })),
  address: Type.Optional(Type.String({ maxLength: 45, title: '来源地址' })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}
type RecordFilters = Static<ReturnType<typeof Type.Object<typeof RECORD_FILTERS>>>

interface Row {
  id: string
  at: Instant
  kind: string
  actor: string
  name: string | null
  login: string | null
  post: string
  object: string | null
  about: string | null
  address: string | null
  detail: Record<string, unknown>
  sort_key: string
}
export type Shown = Row & { postLabel: string; refused: boolean }

/** Whose name or login holds what was typed. */
async function peopleCalled(db: Db, centre: string, typed: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select user_id::text as id from person where centre_id = $1 and (name ilike '%' || $2 || '%' or login ilike '%' || $2 || '%')`,
    [centre, typed],
  )
  return rows.map(({ id }) => id)
}

/** Things of that number, or people of that name. */
async function objectsCalled(db: Db, centre: string, typed: string): Promise<string[]> {
  const number = numberIn(typed)
  if (!number) return [typed, ...(await peopleCalled(db, centre, typed))]
  const { rows } = await db.query<{ id: string }>(
    `select id::text as id from work_order where centre_id = $1 and number = $2
     union all select id::text from service_request where centre_id = $1 and number = $2`,
    [centre, number],
  )
  return rows.map(({ id }) => id)
}

export interface Asked extends RecordFilters {
  centre: string
  policy: Policy
  after?: string
  limit: number
}

/** One page, the newest first. */
export async function recordList(db: Db, asked: Asked): Promise<{ rows: Shown[]; next?: string }> {
  const { centre, policy, kind, q, object, result, address, from, to, after, limit } = asked
  const [at, id] = after?.split('~') ?? []
  const { rows } = await db.query<Row>(
    `select a.audit_id as id, a.at, a.kind, a.actor, p.name, coalesce(p.login, a.detail->>'login') as login, a.post, a.object,
       coalesce(o.name, r.number, w.number) as about, a.detail->>'address' as address, a.detail - 'address' - 'digest' as detail, a.at::text as sort_key
     from audit a left join person p on p.centre_id = a.centre_id and p.user_id::text = a.actor
       left join person o on o.centre_id = a.centre_id and o.user_id::text = a.object
       left join service_request r on r.centre_id = a.centre_id and r.id = case when a.object ~ '^[0-9a-f-]{36}$' then a.object::uuid end
       left join work_order w on w.centre_id = a.centre_id and w.id = case when a.object ~ '^[0-9a-f-]{36}$' then a.object::uuid end
     where a.centre_id = $1 and ($2::text is null or a.kind = $2) and ($3::text[] is null or a.actor = any($3))
       and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5::timestamptz)
       and ($6::timestamptz is null or (a.at, a.audit_id) < ($6, $7::uuid)) and ($9::text[] is null or a.object = any($9))
       and ($10::text is null or (a.kind = any($11::text[])) = ($10 = 'refused')) and ($12::text is null or a.detail->>'address' = $12)
     order by a.at desc, a.audit_id desc limit $8`,
    [
      ...[centre, kind ?? null, q ? await peopleCalled(db, centre, q) : null],
      ...[from ? startOfDay(from) : null, to ? endOfDay(to) : null, at ?? null, id ?? null, limit + 1],
      ...[object ? await objectsCalled(db, centre, object.trim()) : null, result ?? null, REFUSED, address?.trim() || null],
    ],
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map((r) => ({ ...r, postLabel: policy.post(r.post)?.label ?? '', refused: REFUSED.includes(r.kind) })),
    next: last && `${last.sort_key}~${last.id}`,
  }
}
