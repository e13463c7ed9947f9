/** People, the posts they hold, their sessions. */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Instant } from '@huying/core/kernel'
import { hash, verify } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import { type Db, ts } from '../db.ts'

export interface HeldPost {
  post: string
  unit: string
  /** Name of the person it is held for (委托代办). */
  standsFor?: string
}

export interface Session {
  centre: string
  user: string
  login: string
  name: string
  csrf: string
  seenAt: Instant
  actor: Actor
  posts: HeldPost[]
  /** The password was given by somebody else. */
  mustChange: boolean
  hasFactor: boolean
  factorDemanded: boolean
}

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('base64url')

export interface NewPerson {
  login: string
  name: string
  password: string
  phone?: string
  outsourced?: boolean
  /** Where he works; else the unit of his first post. */
  unit?: string
  mustChange?: boolean
  posts: HeldPost[]
}

/** Creates a person with posts; answers the id. Throws when the login name is taken. */
export async function createPerson(db: Db, centre: string, person: NewPerson, now: Instant): Promise<string> {
  const id = uuid()
  await db.query(
    `with p as (insert into person (centre_id, user_id, login, name, phone, password, outsourced, created_at, unit, must_change)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $10, $11))
     insert into post_held (centre_id, user_id, post, unit, from_at) select $1, $2, x.post, x.unit, $8::timestamptz from jsonb_to_recordset($9::jsonb) as x(post text, unit text)`,
    [
      centre,
      id,
      person.login,
      person.name,
      person.phone ?? null,
      await hash(person.password),
      person.outsourced ?? false,
      ts(now),
      JSON.stringify(person.posts),
      person.unit ?? person.posts[0]?.unit ?? null,
      person.mustChange ?? false,
    ],
  )
  return id
}

export interface LoginRow {
  user_id: string
  password: string
  failures: number
  locked_until: Instant | null
  closed_at: number | null
  second_factor: string | null
  factor_step: number | null
}

const LOGIN_ROW = 'user_id, password, failures, locked_until, closed_at, second_factor, factor_step'

export async function findLogin(db: Db, centre: string, login: string): Promise<LoginRow | undefined> {
  const { rows } = await db.query<LoginRow>(`select ${LOGIN_ROW} from person where centre_id = $1 and login = $2`, [centre, login])
  return rows[0]
}

/** The same row by the person, for acts on one's own account. */
export async function findOwn(db: Db, centre: string, user: string): Promise<LoginRow | undefined> {
  const { rows } = await db.query<LoginRow>(`select ${LOGIN_ROW} from person where centre_id = $1 and user_id = $2`, [centre, user])
  return rows[0]
}

export const passwordFits = (stored: string, typed: string) => verify(stored, typed)

/** One more try in a row, after a lock has run out the first; how many there are, or undefined while the account rests. */
export async function countTry(db: Db, centre: string, user: string, now: Instant): Promise<number | undefined> {
  const { rows } = await db.query<{ failures: number }>(
    `update person set failures = case when locked_until is null then failures + 1 else 1 end, locked_until = null
     where centre_id = $1 and user_id = $2 and (locked_until is null or locked_until <= $3) returning failures`,
    [centre, user, ts(now)],
  )
  return rows[0]?.failures
}

/** It was no wrong one. */
export async function uncountTry(db: Db, centre: string, user: string) {
  await db.query('update person set failures = greatest(failures - 1, 0) where centre_id = $1 and user_id = $2', [centre, user])
}

export async function lockAccount(db: Db, centre: string, user: string, until: Instant): Promise<Instant> {
  await db.query('update person set locked_until = $3 where centre_id = $1 and user_id = $2', [centre, user, ts(until)])
  return until
}

/** A password that the person chose (`mustChange` false) or that an administrator gave; every other session of his ends. */
export async function setPassword(db: Db, centre: string, user: string, password: string, mustChange: boolean, keep?: string) {
  await db.query(
    `with p as (update person set password = $3, must_change = $4, failures = 0, locked_until = null where centre_id = $1 and user_id = $2)
     delete from session where centre_id = $1 and user_id = $2 and token_hash <> $5`,
    [centre, user, await hash(password), mustChange, keep ? tokenHash(keep) : ''],
  )
}

export async function heldPosts(db: Db, centre: string, user: string, now: Instant): Promise<HeldPost[]> {
  const { rows } = await db.query<HeldPost>(
    `select post, unit from post_held where centre_id = $1 and user_id = $2 and from_at <= $3 and (to_at is null or to_at > $3)
     order by stand_in nulls first, from_at, post, unit`,
    [centre, user, ts(now)],
  )
  return rows
}

interface NewSession {
  /** Step of the second factor's code. */
  step?: number
  address?: string
  device?: string | null
}

/** Opens a session in the first of the person's posts; answers the token that only the browser keeps. */
export async function openSession(
  db: Db,
  centre: string,
  user: string,
  post: HeldPost,
  now: Instant,
  more: NewSession = {},
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.query(
    `with ok as (update person set failures = 0, locked_until = null, last_login = $7, factor_step = coalesce($8, factor_step) where centre_id = $1 and user_id = $2)
     insert into session (centre_id, token_hash, user_id, post, unit, csrf, created_at, seen_at, address, device) values ($1, $3, $2, $4, $5, $6, $7, $7, $9, $10)`,
    [
      ...[centre, user, tokenHash(token), post.post, post.unit, randomBytes(18).toString('base64url'), ts(now)],
      ...[more.step ?? null, more.address ?? null, more.device ?? null],
    ],
  )
  return token
}

interface SessionRow {
  user_id: string
  login: string
  name: string
  csrf: string
  seen_at: Instant
  post: string
  unit: string
  outsourced: boolean
  must_change: boolean
  has_factor: boolean
  factor_demanded: boolean
  posts: HeldPost[] | null
}

export async function findSession(
  db: Db,
  centre: string,
  token: string,
  now: Instant,
  rules: { idle: number; life: number },
): Promise<Session | undefined> {
  const { rows } = await db.query<SessionRow>({
    name: 'session',
    text: `select s.user_id, p.login, p.name, s.csrf, s.seen_at, s.post, s.unit, p.outsourced, p.must_change, p.second_factor is not null as has_factor, p.factor_demanded,
        (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('post', h.post, 'unit', h.unit, 'standsFor', q.name)) order by h.stand_in nulls first, h.from_at, h.post, h.unit)
          from post_held h left join person q on q.centre_id = h.centre_id and q.user_id = h.stand_in
          where h.centre_id = $1 and h.user_id = s.user_id and h.from_at <= $3 and (h.to_at is null or h.to_at > $3)) as posts
      from session s join person p on p.centre_id = s.centre_id and p.user_id = s.user_id
      where s.centre_id = $1 and s.token_hash = $2 and s.seen_at > $4 and s.created_at > $5 and s.left_at is null and p.closed_at is null`,
    values: [centre, tokenHash(token), ts(now), ts(now - rules.idle), ts(now - rules.life)],
  })
  const row = rows[0]
  const posts = row?.posts ?? []
  const held = posts.find((h) => h.post === row?.post && h.unit === row.unit)
  if (!row || !held) return undefined
  // Whoever stands in signs with both names, so that the timeline says for whom.
  const name = held.standsFor ? `${row.name}（代${held.standsFor}）` : row.name
  return {
    centre,
    user: row.user_id,
    login: row.login,
    name: row.name,
    csrf: row.csrf,
    seenAt: row.seen_at,
    actor: { user: row.user_id, post: row.post, unit: row.unit, name, outsourced: row.outsourced },
    posts,
    mustChange: row.must_change,
    hasFactor: row.has_factor,
    factorDemanded: row.factor_demanded,
  }
}

/** Notes that the session is in use, once a minute: a write for each request would be a write too many. */
export async function touchSession(db: Db, centre: string, token: string, seenAt: Instant, now: Instant) {
  if (now - seenAt < TOUCH_EVERY) return
  await db.query({
    name: 'touch',
    text: 'update session set seen_at = $3 where centre_id = $1 and token_hash = $2',
    values: [centre, tokenHash(token), ts(now)],
  })
}
const TOUCH_EVERY = 60_000

export async function switchPost(db: Db, centre: string, token: string, to: HeldPost) {
  await db.query('update session set post = $3, unit = $4 where centre_id = $1 and token_hash = $2', [
    centre,
    tokenHash(token),
    to.post,
    to.unit,
  ])
}

export async function closeSession(db: Db, centre: string, token: string) {
  await db.query('delete from session where centre_id = $1 and token_hash = $2', [centre, tokenHash(token)])
}
