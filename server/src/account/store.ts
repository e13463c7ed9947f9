/** People, the posts they hold, their sessions. */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Instant } from '@huying/core/kernel'
import { hash, verify } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import { type Db, ts } from '../db.ts'

export interface HeldPost {
  post: string
  unit: string
}

export interface Session {
  centre: string
  user: string
  login: string
  name: string
  csrf: string
  actor: Actor
  posts: HeldPost[]
}

const tokenHash = (token: string) => createHash('sha256').update(token).digest('base64url')

export interface NewPerson {
  login: string
  name: string
  password: string
  phone?: string
  outsourced?: boolean
  posts: HeldPost[]
}

/** Creates a person with posts; answers the id. Throws when the login name is taken. */
export async function createPerson(db: Db, centre: string, person: NewPerson, now: Instant): Promise<string> {
  const id = uuid()
  await db.query(
    `with p as (insert into person (centre_id, user_id, login, name, phone, password, outsourced, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8))
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
    ],
  )
  return id
}

export interface LoginRow {
  user_id: string
  password: string
  failures: number
  locked_until: number | null
  closed_at: number | null
  second_factor: string | null
}

export async function findLogin(db: Db, centre: string, login: string): Promise<LoginRow | undefined> {
  const { rows } = await db.query<LoginRow>(
    'select user_id, password, failures, locked_until, closed_at, second_factor from person where centre_id = $1 and login = $2',
    [centre, login],
  )
  return rows[0]
}

export const passwordFits = (stored: string, typed: string) => verify(stored, typed)

export async function noteFailure(db: Db, centre: string, user: string, lockedUntil: Instant | undefined) {
  await db.query(
    'update person set failures = failures + 1, locked_until = coalesce($3, locked_until) where centre_id = $1 and user_id = $2',
    [centre, user, ts(lockedUntil)],
  )
}

export async function heldPosts(db: Db, centre: string, user: string, now: Instant): Promise<HeldPost[]> {
  const { rows } = await db.query<HeldPost>(
    'select post, unit from post_held where centre_id = $1 and user_id = $2 and from_at <= $3 and (to_at is null or to_at > $3) order by from_at, post, unit',
    [centre, user, ts(now)],
  )
  return rows
}

/** Opens a session in the first of the person's posts; answers the token that only the browser keeps. */
export async function openSession(db: Db, centre: string, user: string, post: HeldPost, now: Instant): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.query(
    `with ok as (update person set failures = 0, locked_until = null where centre_id = $1 and user_id = $2)
     insert into session (centre_id, token_hash, user_id, post, unit, csrf, created_at, seen_at) values ($1, $3, $2, $4, $5, $6, $7, $7)`,
    [centre, user, tokenHash(token), post.post, post.unit, randomBytes(18).toString('base64url'), ts(now)],
  )
  return token
}

export async function findSession(db: Db, centre: string, token: string, now: Instant, idle: number): Promise<Session | undefined> {
  const { rows } = await db.query<{
    user_id: string
    login: string
    name: string
    csrf: string
    post: string
    unit: string
    outsourced: boolean
    posts: HeldPost[]
  }>({
    name: 'session',
    text: `select s.user_id, p.login, p.name, s.csrf, s.post, s.unit, p.outsourced,
        (select jsonb_agg(jsonb_build_object('post', h.post, 'unit', h.unit) order by h.from_at, h.post, h.unit) from post_held h
          where h.centre_id = $1 and h.user_id = s.user_id and h.from_at <= $3 and (h.to_at is null or h.to_at > $3)) as posts
      from session s join person p on p.centre_id = s.centre_id and p.user_id = s.user_id
      where s.centre_id = $1 and s.token_hash = $2 and s.seen_at > $4 and p.closed_at is null`,
    values: [centre, tokenHash(token), ts(now), ts(now - idle)],
  })
  const row = rows[0]
  const posts = row?.posts ?? []
  if (!row || !posts.some((h) => h.post === row.post && h.unit === row.unit)) return undefined
  const actor: Actor = { user: row.user_id, post: row.post, unit: row.unit, name: row.name, outsourced: row.outsourced }
  return { centre, user: row.user_id, login: row.login, name: row.name, csrf: row.csrf, actor, posts }
}

export async function touchSession(db: Db, centre: string, token: string, now: Instant) {
  await db.query({
    name: 'touch',
    text: 'update session set seen_at = $3 where centre_id = $1 and token_hash = $2 and seen_at < $4',
    values: [centre, tokenHash(token), ts(now), ts(now - 60_000)],
  })
}

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
