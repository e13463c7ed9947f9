/** People as their administrators see them. */
import type { Instant } from '@huying/core/kernel'
import { type Db, ts } from '../db.ts'

export interface PersonRow {
  user_id: string
  login: string
  name: string
  phone: string | null
  unit: string | null
  outsourced: boolean
  failures: number
  locked_until: number | null
  closed_at: number | null
  created_at: number
  last_login: number | null
  must_change: boolean
  has_factor: boolean
  factor_demanded: boolean
}

const COLUMNS = `p.user_id, p.login, p.name, p.phone, p.unit, p.outsourced, p.failures, p.locked_until, p.closed_at, p.created_at, p.last_login,
  p.must_change, p.second_factor is not null as has_factor, p.factor_demanded`

export interface PostRow {
  user_id: string
  post: string
  unit: string
  from_at: number
  to_at: number | null
  stand_in: string | null
  /** Whom he stands in for. */
  stands_for: string | null
}

export async function personAt(db: Db, centre: string, user: string): Promise<PersonRow | undefined> {
  const { rows } = await db.query<PersonRow>(`select ${COLUMNS} from person p where p.centre_id = $1 and p.user_id::text = $2`, [
    centre,
    user,
  ])
  return rows[0]
}

export interface PeopleQuery {
  q?: string
  unit?: string
  /** open: in service · closed · locked · idle: holds no post */
  state?: string
}

const MOST = 500

/** People by unit and name; `only` keeps a unit's administrator to his own unit. */
export async function people(db: Db, centre: string, { q, unit, state = 'open' }: PeopleQuery, only: string | undefined, now: Instant) {
  const { rows } = await db.query<PersonRow>(
    `select ${COLUMNS} from person p where p.centre_id = $1
       and ($2::text is null or p.unit = $2) and ($3::text is null or p.unit = $3)
       and ($4::text is null or p.name ilike '%' || $4 || '%' or p.login ilike '%' || $4 || '%' or p.phone like $4 || '%')
       and case $5::text when 'closed' then p.closed_at is not null when 'locked' then p.closed_at is null and p.locked_until > $6
         when 'idle' then p.closed_at is null and not exists (select 1 from post_held h where h.centre_id = $1 and h.user_id = p.user_id and (h.to_at is null or h.to_at > $6))
         when 'all' then true else p.closed_at is null end
     order by p.unit nulls first, p.created_at, p.login limit ${MOST}`,
    [centre, only ?? null, unit ?? null, q ?? null, state, ts(now)],
  )
  return rows
}

/** Posts held now or later by these people; for one person with `past` also the former ones. */
export async function postsOf(db: Db, centre: string, users: string[], now: Instant, past = false): Promise<PostRow[]> {
  const { rows } = await db.query<PostRow>(
    `select h.user_id, h.post, h.unit, h.from_at, h.to_at, h.stand_in, q.name as stands_for from post_held h
     left join person q on q.centre_id = h.centre_id and q.user_id = h.stand_in
     where h.centre_id = $1 and h.user_id = any($2::uuid[]) and ($4 or h.to_at is null or h.to_at > $3) order by h.stand_in nulls first, h.from_at`,
    [centre, users, ts(now), past],
  )
  return rows
}

/** Posts of this person that colleagues hold for him, now or later. */
export async function lentBy(db: Db, centre: string, user: string, now: Instant) {
  const { rows } = await db.query<PostRow & { name: string }>(
    `select h.user_id, h.post, h.unit, h.from_at, h.to_at, h.stand_in, p.name from post_held h join person p using (centre_id, user_id)
     where h.centre_id = $1 and h.stand_in::text = $2 and (h.to_at is null or h.to_at > $3) order by h.from_at`,
    [centre, user, ts(now)],
  )
  return rows
}

export interface Grant {
  post: string
  unit: string
  from: Instant
  until?: Instant
}

export async function grant(db: Db, centre: string, user: string, { post, unit, from, until }: Grant) {
  await db.query('insert into post_held (centre_id, user_id, post, unit, from_at, to_at) values ($1, $2, $3, $4, $5, $6)', [
    centre,
    user,
    post,
    unit,
    ts(from),
    ts(until),
  ])
}

/** Ends a post now, with what was lent of it; one that has not begun is taken back altogether. Answers how many were ended. */
export async function endPost(
  db: Db,
  centre: string,
  user: string,
  post: string,
  unit: string,
  from: Instant,
  now: Instant,
): Promise<number> {
  const { rowCount } = await db.query(
    `with mine as (update post_held set to_at = greatest($6::timestamptz, from_at) where centre_id = $1 and user_id::text = $2 and post = $3 and unit = $4 and from_at = $5
         and (to_at is null or to_at > $6) returning stand_in),
       lent as (update post_held set to_at = greatest($6::timestamptz, from_at) where centre_id = $1 and stand_in::text = $2 and post = $3 and unit = $4
         and (to_at is null or to_at > $6) and exists (select 1 from mine where stand_in is null) returning 1)
     select 1 from mine`,
    [centre, user, post, unit, ts(from), ts(now)],
  )
  return rowCount ?? 0
}

/** The account is closed: posts, loans and sessions end with it. */
export async function closePerson(db: Db, centre: string, user: string, now: Instant) {
  await db.query(
    `with p as (update person set closed_at = $3 where centre_id = $1 and user_id::text = $2),
       h as (update post_held set to_at = greatest($3::timestamptz, from_at) where centre_id = $1 and (user_id::text = $2 or stand_in::text = $2) and (to_at is null or to_at > $3))
     delete from session where centre_id = $1 and user_id::text = $2`,
    [centre, user, ts(now)],
  )
}

/** Colleagues in service who could take over: same unit, holding a post now. */
export async function colleagues(db: Db, centre: string, user: string, unit: string, now: Instant) {
  const { rows } = await db.query<{ user: string; name: string; posts: string[] }>(
    `select p.user_id as "user", p.name, array_agg(distinct h.post) as posts from person p join post_held h using (centre_id, user_id)
     where p.centre_id = $1 and p.unit = $2 and p.user_id::text <> $3 and p.closed_at is null and h.stand_in is null
       and h.from_at <= $4 and (h.to_at is null or h.to_at > $4) group by 1, 2 order by p.name limit 300`,
    [centre, unit, user, ts(now)],
  )
  return rows
}
