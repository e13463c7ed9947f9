/** Signing in: password, then the second factor where one is enrolled. Five wrong ones lock the account for a while. */
import { formatInstant, HOUR, plus } from '@huying/core/calendar'
import { maskText } from '@huying/text/detect'
import { bar, type Instant, type Refusal } from '@huying/core/kernel'
import { note } from '../audit/note.ts'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { totp } from './factor.ts'
import { findLogin, heldPosts, type LoginRow, noteFailure, openSession, passwordFits } from './store.ts'

/** Wrong passwords or codes in a row before the account rests, and for how long. */
const MOST_FAILURES = 5
const LOCK = 15 * 60_000

export interface Typed {
  login: string
  password: string
  code?: string
}
export type Entered = { ok: true; token: string } | { ok: false; refusal: Refusal }

const wrong = (message: string, field?: string): Entered => ({ ok: false, refusal: bar('not_signed_in', message, { field }) })

/** The token of the new session, or what stands against it. Says nothing about which accounts there are. */
export async function enter(shell: Shell, centre: string, { login, password, code }: Typed): Promise<Entered> {
  const now = shell.clock.now()
  const person = await findLogin(shell.pool, centre, login)
  if (!person || person.closed_at !== null) return stranger(shell, centre, login, password, now)
  const locked = lockOf(person.locked_until, now)
  if (locked) return { ok: false, refusal: locked }
  if (!(await passwordFits(person.password, password))) return failed(shell, centre, person, '账号或密码不对', now)
  const step = person.second_factor ? codeStep(shell, person, code, now) : undefined
  if (step === 'missing') return { ok: false, refusal: bar('missing', `请输入${totp.label}（身份验证器中的 6 位数字）`, { field: 'code' }) }
  if (step === 'wrong') return failed(shell, centre, person, `${totp.label}不对或已用过`, now, 'code')
  const [post] = await heldPosts(shell.pool, centre, person.user_id, now)
  if (!post) return { ok: false, refusal: bar('forbidden', '您还没有岗位，请联系安全管理员或本单位管理员') }
  const token = await openSession(shell.pool, centre, person.user_id, post, now, step)
  await note(shell, centre, { kind: 'login', actor: person.user_id, post: post.post, detail: { unit: post.unit } }, now)
  return { ok: true, token }
}

function lockOf(locked: number | null, now: Instant): Refusal | undefined {
  if (locked === null || locked <= now) return undefined
  const until = formatInstant(locked as Instant).slice(11)
  return bar('locked', `连续输错 ${MOST_FAILURES} 次，账号已锁定至 ${until}，请届时再试，或请系统管理员解除锁定`)
}

function codeStep(shell: Shell, person: LoginRow, code: string | undefined, now: Instant): number | 'missing' | 'wrong' {
  if (!code) return 'missing'
  return totp.fits(shell.crypto.open(Buffer.from(person.second_factor ?? '', 'base64')), code, now, person.factor_step) ?? 'wrong'
}

/** One more wrong try. The one that locks says so at once. */
async function failed(shell: Shell, centre: string, person: LoginRow, what: string, now: Instant, field?: string): Promise<Entered> {
  // After a lock has run out the count begins anew.
  const before = person.locked_until !== null && person.locked_until <= now ? 0 : person.failures
  const lock = before + 1 >= MOST_FAILURES ? plus(now, LOCK) : undefined
  await noteFailure(shell.pool, centre, person.user_id, before + 1, lock)
  await note(shell, centre, { kind: lock ? 'login_locked' : 'login_failed', actor: person.user_id }, now)
  return answered(what, before + 1, lock ?? null, now, field)
}

function answered(what: string, failures: number, lock: number | null, now: Instant, field?: string): Entered {
  const locked = lockOf(lock, now)
  return locked ? { ok: false, refusal: locked } : wrong(`${what}，请重新输入；还可以再试 ${MOST_FAILURES - failures} 次`, field)
}

/** A name that is nobody's, or of a closed account, is answered like any other, takes as long, counts and rests: nothing tells it apart. */
async function stranger(shell: Shell, centre: string, login: string, password: string, now: Instant): Promise<Entered> {
  const kind = `login ${shell.crypto.digest(`login:${login}`)}`
  const until = new Date(plus(now, LOCK)).toISOString()
  await shell.pool.query(`delete from counter where centre_id = $1 and kind like 'login %' and day <= $2`, [
    centre,
    new Date(now).toISOString(),
  ])
  const known = await shell.pool.query<{ value: number; day: string }>(
    'select value, day from counter where centre_id = $1 and kind = $2',
    [centre, kind],
  )
  const tried = known.rows[0]
  if (tried && tried.value >= MOST_FAILURES) return answered('账号或密码不对', tried.value, Date.parse(tried.day), now)
  await passwordFits(NOBODYS, password)
  await shell.pool.query(
    `insert into counter (centre_id, kind, day, value) values ($1, $2, $3, 1)
     on conflict (centre_id, kind, day) do update set value = counter.value + 1`,
    [centre, kind, tried?.day ?? until],
  )
  const failures = (tried?.value ?? 0) + 1
  const lock = failures >= MOST_FAILURES ? plus(now, LOCK) : null
  if (lock)
    await shell.pool.query('update counter set day = $3 where centre_id = $1 and kind = $2', [centre, kind, new Date(lock).toISOString()])
  if (await fewStrangers(shell, centre, now))
    await note(shell, centre, { kind: lock ? 'login_locked' : 'login_failed', actor: '', detail: { login: maskText(login) } }, now)
  return answered('账号或密码不对', failures, lock, now)
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
