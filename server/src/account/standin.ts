/** 委托代办: a post is held for its owner by a colleague of the same unit, from–to. What was lent cannot be lent on. */
import { clashOf } from '@huying/core/access/administrators'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { type Db, ts } from '../db.ts'
import { refuse } from '../errors.ts'
import type { PersonRow } from './people_store.ts'

export interface Lending {
  post: string
  unit: string
  to: string
  from: Instant
  until: Instant
}

interface Lender {
  centre: string
  policy: Policy
  owner: PersonRow
  colleague: PersonRow | undefined
}

export async function lend(db: Db, { centre, policy, owner, colleague }: Lender, lending: Lending, now: Instant) {
  const { post, unit, from, until } = lending
  if (policy.post(post)?.belongs === 'system')
    return refuse('forbidden_pair', '系统、安全、审计三员的岗位不能委托代办，请由安全管理员另授', { field: 'post' })
  if (!colleague || colleague.closed_at !== null) return refuse('unknown_code', '没有这位同事，请从列表中选择', { field: 'to' })
  if (colleague.user_id === owner.user_id) return refuse('same_person', '不能委托给本人，请选择另一位同事', { field: 'to' })
  if (colleague.unit !== owner.unit) return refuse('not_yours', '代办人须是同一单位的在岗人员', { field: 'to' })
  if (until <= from || until <= now) return refuse('invalid', '委托的结束时间须晚于开始时间和现在', { field: 'until' })
  const { rows } = await db.query<{ own: boolean; held: boolean; posts: string[] | null }>(
    `select exists (select 1 from post_held where centre_id = $1 and user_id = $2 and post = $4 and unit = $5 and stand_in is null and (to_at is null or to_at > $6)) as own,
       exists (select 1 from post_held where centre_id = $1 and user_id = $3 and post = $4 and unit = $5 and (to_at is null or to_at > $6) and from_at < $7) as held,
       (select array_agg(post) from post_held where centre_id = $1 and user_id = $3 and (to_at is null or to_at > $6)) as posts`,
    [centre, owner.user_id, colleague.user_id, post, unit, ts(from), ts(until)],
  )
  if (!rows[0]?.own) return refuse('not_yours', '只能委托本人正式担任的岗位，代办的岗位不能再委托', { field: 'post' })
  const clash = clashOf(policy, post, rows[0].posts ?? [])
  if (clash)
    return refuse('forbidden_pair', `${colleague.name}是${policy.post(clash)?.label ?? clash}，三员不能代办业务岗位`, { field: 'to' })
  if (rows[0].held) return refuse('already', `${colleague.name}这段时间已有这个岗位，不用委托`, { field: 'to' })
  await db.query('insert into post_held (centre_id, user_id, post, unit, from_at, to_at, stand_in) values ($1, $2, $3, $4, $5, $6, $7)', [
    centre,
    colleague.user_id,
    post,
    unit,
    ts(from),
    ts(until),
    owner.user_id,
  ])
}
