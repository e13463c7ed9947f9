/** 登录: how long a session lives and how many one account has at once (pack `sessions`); one's own sessions, and why one ended. */
import { HOUR, MINUTE } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import { type Db, ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { tokenHash } from './store.ts'

export interface SessionRules {
  /** Milliseconds without a request, and from the sign-in on. */
  idle: number
  life: number
  /** Of one account at once. */
  most: number
}

/** As good as no limit. */
const MANY = 1000

/**
 * Packs published before there were such settings get those that every session had. A demonstration account is everybody's: whoever
 * enters it ends nobody else's session.
 */
export function sessionRules({ pack: { sessions } }: Policy, demo: boolean): SessionRules {
  const { idle = { value: 120 }, life = { value: 12 }, most = { value: MANY } } = sessions ?? {}
  return { idle: idle.value * MINUTE, life: life.value * HOUR, most: demo ? MANY : most.value }
}

interface Open {
  id: string
  address: string | null
  device: string | null
  since: Instant
  seen: Instant
  here: boolean
}

/** Sessions that still run, the newest first. An id is the beginning of what is kept of the token: it opens nothing. */
const OPEN = `centre_id = $1 and user_id = $2 and left_at is null and seen_at > $3 and created_at > $4`
const open = (centre: string, user: string, { idle, life }: SessionRules, now: Instant) => [centre, user, ts(now - idle), ts(now - life)]

/** Ends the oldest beyond the most that an account may have; answers which. */
export async function endOldest(db: Db, centre: string, user: string, rules: SessionRules, now: Instant) {
  const { rows } = await db.query<Pick<Open, 'address' | 'since'>>(
    `update session set left_at = $5, left_why = 'elsewhere' where centre_id = $1 and token_hash = any(
       array(select token_hash from session where ${OPEN} order by created_at desc, token_hash offset $6)) returning address, created_at as since`,
    [...open(centre, user, rules, now), ts(now), rules.most],
  )
  return rows
}

/** What to say to whoever comes with a token that opens nothing any more. */
export async function whyEnded(
  db: Db,
  centre: string,
  token: string,
  { idle, life }: SessionRules,
  now: Instant,
): Promise<string | undefined> {
  const { rows } = await db.query<{ left_why: keyof typeof WHY | null; created_at: Instant; seen_at: Instant }>(
    'select left_why, created_at, seen_at from session where centre_id = $1 and token_hash = $2',
    [centre, tokenHash(token)],
  )
  const session = rows[0]
  if (!session) return undefined
  if (session.left_why) return WHY[session.left_why]
  if (session.created_at <= now - life) return `本次登录已满 ${life / HOUR} 小时，请重新登录`
  return session.seen_at <= now - idle ? `${idle / MINUTE} 分钟没有操作，已自动退出，请重新登录` : undefined
}
const WHY = {
  elsewhere: '您的账号又在别处登录，超过了可以同时登录的数目，这里的登录已退出；如不是您本人，请登录后立即修改密码',
  left: '这里的登录已被您在“我的账号”中退出，请重新登录',
}

const Path = Type.Object({ id: Type.String({ pattern: '^[\\w-]{16}$', title: '登录' }) }, { additionalProperties: false })

export function sessionRoutes(app: FastifyInstance, shell: Shell, rulesOf: () => Promise<SessionRules>) {
  app.get('/api/me/sessions', { schema: { summary: '本人的登录' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const rules = await rulesOf()
    const { rows } = await shell.pool.query<Open>(
      `select left(token_hash, 16) as id, address, device, created_at as since, seen_at as seen, token_hash = $5 as here
       from session where ${OPEN} order by here desc, created_at desc`,
      [...open(centre, user, rules, shell.clock.now()), tokenHash(request.token ?? '')],
    )
    return { rows, most: rules.most }
  })

  app.post<{ Params: typeof Path.static }>(
    '/api/me/sessions/:id/end',
    { schema: { params: Path, summary: '退出本人在别处的登录' } },
    async (request) => {
      const { centre, user, actor } = signedIn(request)
      const now = shell.clock.now()
      const { rows } = await shell.pool.query<{ address: string | null }>(
        `update session set left_at = $5, left_why = 'left' where ${OPEN} and left(token_hash, 16) = $6 and token_hash <> $7 returning address`,
        [...open(centre, user, await rulesOf(), now), ts(now), request.params.id, tokenHash(request.token ?? '')],
      )
      const [ended] = rows
      if (!ended) return refuse('not_found', '没有这次登录，或已经退出')
      await note(
        shell,
        centre,
        { kind: 'session_ended', actor: user, post: actor.post, detail: { why: '本人退出', from: ended.address } },
        now,
      )
      return { ok: true }
    },
  )
}

/** A browser and a system in a few words, from what the browser says of itself. */
export function deviceOf(said: string | undefined): string | null {
  if (!said) return null
  const word = (words: readonly (readonly [RegExp, string])[]) => words.find(([sign]) => sign.test(said))?.[1]
  const device = [word(BROWSERS), word(SYSTEMS)].filter(Boolean).join(' · ')
  return device || said.slice(0, 40)
}
const BROWSERS = [
  [/QAXBrowser|Qaxbrowser/i, '奇安信浏览器'],
  [/360/, '360 浏览器'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/Kylin/i, '麒麟'],
  [/UOS|UnionTech/i, '统信'],
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const
