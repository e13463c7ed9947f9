/** Signing in: password, then the second factor where one is enrolled. Five wrong ones lock the account for a while. */
import { formatInstant, HOUR, plus } from '@huying/core/calendar'
import { maskText } from '@huying/text/detect'
import { bar, type Instant, type Refusal } from '@huying/core/kernel'
import { note } from '../audit/note.ts'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { countOne, rest } from '../tally.ts'
import { totp } from './factor.ts'
import { endOldest, type SessionRules } from './sessions.ts'
import {
  countTry,
  findLogin,
  type HeldPost,
  heldPosts,
  lockAccount,
  type LoginRow,
  openSession,
  passwordFits,
  uncountTry,
} from './store.ts'

/** Wrong passwords or codes in a row before the account rests, and for how long. */
const MOST_FAILURES = 5
const LOCK = 15 * 60_000
/** What is counted of names that are nobody's, by name. */
const TRIES = 'sign-in'

export interface Typed {
  login: string
  password: string
  code?: string
  address: string
  device: string | null
  rules: SessionRules
}
/** With the sessions that ended because this one began. */
export type Entered = { ok: true; token: string; ended: { address: string | null; since: Instant }[] } | { ok: false; refusal: Refusal }

const wrong = (message: string, field?: string): Entered => ({ ok: false, refusal: bar('not_signed_in', message, { field }) })

/** The token of the new session, or what stands against it. Says nothing about which accounts there are. */
export async function enter(shell: Shell, centre: string, typed: Typed): Promise<Entered> {
  const now = shell.clock.now()
  const person = await findLogin(shell.pool, centre, typed.login)
  if (!person || person.closed_at !== null) return stranger(shell, centre, typed, now)
  return oneByOne(`${centre} ${person.user_id}`, () => tried(shell, centre, person, typed, now))
}

/** The last try that waits or is under way, by account. */
const underWay = new Map<string, Promise<unknown>>()

/** Whoever signs in right beside himself counts as right before the next is counted: tries that overlap lock nobody out. */
async function oneByOne<T>(account: string, work: () => Promise<T>): Promise<T> {
  const mine = (underWay.get(account) ?? Promise.resolve()).then(work, work)
  underWay.set(account, mine)
  try {
    return await mine
  } finally {
    if (underWay.get(account) === mine) underWay.delete(account)
  }
}

async function tried(shell: Shell, centre: string, person: LoginRow, typed: Typed, now: Instant): Promise<Entered> {
  // Counted before it is looked at: many tries at once, at several processes, gain nothing.
  const tries = await countTry(shell.pool, centre, person.user_id, now)
  if (tries === undefined) return { ok: false, refusal: locked(person.locked_until ?? plus(now, LOCK)) }
  if (tries > MOST_FAILURES) return { ok: false, refusal: locked(await lockAccount(shell.pool, centre, person.user_id, plus(now, LOCK))) }
  const step = await proven(shell, person, typed, now)
  if (typeof step === 'object') return failedOnce(shell, centre, person.user_id, { tries, now, ...step })
  const [post] = await heldPosts(shell.pool, centre, person.user_id, now)
  if (post && step !== 'missing') return opened(shell, centre, { user: person.user_id, post, step, ...typed }, now)
  await uncountTry(shell.pool, centre, person.user_id)
  if (step === 'missing') return { ok: false, refusal: bar('missing', `请输入${totp.label}（身份验证器中的 6 位数字）`, { field: 'code' }) }
  return { ok: false, refusal: bar('forbidden', '您还没有岗位，请联系安全管理员或本单位管理员') }
}

type Opening = Typed & { user: string; post: HeldPost; step?: number }

async function opened(shell: Shell, centre: string, { user, post, rules, ...from }: Opening, now: Instant): Promise<Entered> {
  const token = await openSession(shell.pool, centre, user, post, now, from)
  await note(shell, centre, { kind: 'login', actor: user, post: post.post, detail: { unit: post.unit } }, now)
  const ended = await endOldest(shell.pool, centre, user, rules, now)
  for (const { address } of ended)
    await note(
      shell,
      centre,
      { kind: 'session_ended', actor: user, post: post.post, detail: { why: '超过同时登录数', from: address } },
      now,
    )
  return { ok: true, token, ended }
}

/** What was wrong; else the step of the code, where one is asked for, or that it is missing. */
async function proven(shell: Shell, person: LoginRow, { password, code }: Typed, now: Instant) {
  if (!(await passwordFits(person.password, password))) return { what: '账号或密码不对' }
  if (!person.second_factor) return undefined
  if (!code) return 'missing'
  const secret = shell.crypto.open(Buffer.from(person.second_factor, 'base64'))
  return totp.fits(secret, code, now, person.factor_step) ?? { what: `${totp.label}不对或已用过`, field: 'code' }
}

function locked(until: Instant): Refusal {
  const time = formatInstant(until).slice(11)
  return bar('locked', `连续输错 ${MOST_FAILURES} 次，账号已锁定至 ${time}，请届时再试，或请系统管理员解除锁定`)
}

interface Failed {
  tries: number
  what: string
  field?: string
  now: Instant
}

/** A wrong try. The one that locks says so at once. */
async function failedOnce(shell: Shell, centre: string, user: string, failed: Failed): Promise<Entered> {
  const lock = failed.tries >= MOST_FAILURES ? plus(failed.now, LOCK) : undefined
  if (lock) await lockAccount(shell.pool, centre, user, lock)
  await note(shell, centre, { kind: lock ? 'login_locked' : 'login_failed', actor: user }, failed.now)
  return answered(failed, lock)
}

function answered({ what, field, tries }: Failed, lock: Instant | undefined): Entered {
  return lock ? { ok: false, refusal: locked(lock) } : wrong(`${what}，请重新输入；还可以再试 ${MOST_FAILURES - tries} 次`, field)
}

/** A name that is nobody's, or of a closed account, is answered like any other, takes as long, counts and rests: nothing tells it apart. */
async function stranger(shell: Shell, centre: string, { login, password }: Typed, now: Instant): Promise<Entered> {
  const { count: tries, until } = await countOne(shell, centre, TRIES, login, now, LOCK)
  const failed = { tries, what: '账号或密码不对', now }
  if (tries > MOST_FAILURES) return answered(failed, until)
  await passwordFits(NOBODYS, password)
  const lock = tries === MOST_FAILURES ? await rest(shell, centre, TRIES, login, plus(now, LOCK)) : undefined
  if (await fewStrangers(shell, centre, now))
    await note(shell, centre, { kind: lock ? 'login_locked' : 'login_failed', actor: '', detail: { login: maskText(login) } }, now)
  return answered(failed, lock)
}

/** Made-up names cannot flood the record: so many an hour. */
async function fewStrangers(shell: Shell, centre: string, now: Instant): Promise<boolean> {
  const { rows } = await shell.pool.query<{ count: number }>({
    name: 'strangers',
    text: `select count(*)::int as count from audit where centre_id = $1 and actor = '' and at > $2`,
    values: [centre, ts(plus(now, -HOUR))],
  })
  return (rows[0]?.count ?? 0) < MOST_STRANGERS
}
const MOST_STRANGERS = 200

/** Of a password that nobody has, so that whoever has none is not answered sooner. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$kZ1yqHWy7Hn1Yk0sQJ6Jm5uYIq0vY3p8C0yX3W2k1nE'
