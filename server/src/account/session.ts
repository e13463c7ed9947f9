/** Signing in: password, then the second factor where one is enrolled. Five wrong ones lock the account for a while. */
import { formatInstant, plus } from '@huying/core/calendar'
import { bar, type Instant, type Refusal } from '@huying/core/kernel'
import { note } from '../audit/note.ts'
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
  if (!person || person.closed_at !== null) return wrong('账号或密码不对，请重新输入')
  const locked = lockOf(person, now)
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

function lockOf({ locked_until }: LoginRow, now: Instant): Refusal | undefined {
  if (locked_until === null || locked_until <= now) return undefined
  const until = formatInstant(locked_until as Instant).slice(11)
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
  if (lock) return { ok: false, refusal: lockOf({ ...person, locked_until: lock }, now) ?? bar('locked', what) }
  return wrong(`${what}，请重新输入；还可以再试 ${MOST_FAILURES - before - 1} 次`, field)
}
