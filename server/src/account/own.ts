/** 我的账号: password, second factor, who stands in for me, what I have in hand when I leave. */
import type { Instant } from '@huying/core/kernel'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '../audit/note.ts'
import { Refused, refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { totp } from './factor.ts'
import { owedBy } from './owes.ts'
import { weakness } from './password.ts'
import { shownColleagues } from './colleagues.ts'
import { colleagues, endPost, lentBy, personAt, postsOf } from './people_store.ts'
import { lend } from './standin.ts'
import { findOwn, passwordFits, type Session, setPassword } from './store.ts'
import { countOf, handOn, workOf } from './work.ts'

const closed = { additionalProperties: false }
const NewPassword = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 200, title: '现在的密码' }),
    next: Type.String({ minLength: 1, maxLength: 200, title: '新密码' }),
  },
  closed,
)
const Code = Type.Object({ code: Type.String({ pattern: '^\\d{6}$', title: '动态验证码' }) }, closed)
const Phone = Type.Object({ phone: Type.String({ pattern: '^[0-9-]{5,20}$', title: '联系电话' }) }, closed)
const At = Type.Unsafe<Instant>(Type.Integer({ minimum: 0 }))
const Lend = Type.Object({ post: Type.String({ title: '岗位' }), to: Type.String({ title: '代办人' }), from: At, until: At }, closed)
const End = Type.Object({ user: Type.String(), post: Type.String(), unit: Type.String(), from: At }, closed)
const Leave = Type.Object({ to: Type.Optional(Type.String({ title: '接手人' })) }, closed)

/** Whoever holds another's session may not try out his password or code with it. */
const guessed = {
  rateLimit: { max: 5, timeWindow: '10 minutes', keyGenerator: ({ session, ip }: FastifyRequest) => session?.actor.user ?? ip },
}

export function ownRoutes(app: FastifyInstance, shell: Shell) {
  const { pool, crypto } = shell
  const now = () => shell.clock.now()
  const ownRow = async ({ centre, user }: Session) => (await findOwn(pool, centre, user)) ?? refuse('not_signed_in', '请先登录')

  app.get('/api/me/account', { schema: { summary: '我的账号' } }, async (request) => {
    const session = signedIn(request)
    const { centre, user } = session
    const { policy } = await shell.packs.current(centre)
    const person = await personAt(pool, centre, user)
    const demanded = session.factorDemanded || session.posts.some(({ post }) => policy.post(post)?.secondFactor)
    return {
      name: session.name,
      login: session.login,
      phone: person?.phone ?? undefined,
      unit: person?.unit ?? session.actor.unit,
      lastLogin: person?.last_login ?? undefined,
      factor: { label: totp.label, on: session.hasFactor, demanded },
      owes: owedBy(session, policy),
      posts: await postsOf(pool, centre, [user], now()),
      lent: await lentBy(pool, centre, user, now()),
    }
  })

  app.post<{ Body: typeof NewPassword.static }>(
    '/api/me/password',
    { schema: { body: NewPassword, summary: '修改密码' }, config: guessed },
    async (request) => {
      const session = signedIn(request)
      const { current, next } = request.body
      if (!(await passwordFits((await ownRow(session)).password, current)))
        return refuse('invalid', '现在的密码不对，请重新输入', { field: 'current' })
      if (current === next) return refuse('unchanged', '新密码与现在的密码相同，请另设一个', { field: 'next' })
      const weak = weakness(next, session.login)
      if (weak) throw new Refused(weak)
      await setPassword(pool, session.centre, session.user, next, false, request.token)
      await note(shell, session.centre, { kind: 'password_changed', actor: session.user, post: session.actor.post }, now())
      return { ok: true }
    },
  )

  app.post<{ Body: typeof Phone.static }>('/api/me/phone', { schema: { body: Phone, summary: '修改联系电话' } }, async (request) => {
    const { centre, user } = signedIn(request)
    await pool.query('update person set phone = $3 where centre_id = $1 and user_id = $2', [centre, user, request.body.phone])
    return { ok: true }
  })

  // Shown once, kept sealed; it counts only after a code made from it was typed.
  app.post('/api/me/factor', { schema: { summary: '绑定动态验证码：取密钥' } }, async (request) => {
    const { centre, user, login } = signedIn(request)
    const { secret, uri } = totp.enrol(login)
    await pool.query('update person set factor_pending = $3 where centre_id = $1 and user_id = $2', [
      centre,
      user,
      crypto.seal(secret).toString('base64'),
    ])
    return { secret, uri }
  })

  app.post<{ Body: typeof Code.static }>(
    '/api/me/factor/confirm',
    { schema: { body: Code, summary: '绑定动态验证码：确认' }, config: guessed },
    async (request) => {
      const session = signedIn(request)
      const { rows } = await pool.query<{ factor_pending: string | null }>(
        'select factor_pending from person where centre_id = $1 and user_id = $2',
        [session.centre, session.user],
      )
      const pending = rows[0]?.factor_pending
      if (!pending) return refuse('stage', '请先取得密钥，再输入验证码确认')
      const step = totp.fits(crypto.open(Buffer.from(pending, 'base64')), request.body.code, now(), null)
      if (step === undefined) return refuse('invalid', '验证码不对，请核对手机时间后输入最新的 6 位数字', { field: 'code' })
      await pool.query(
        'update person set second_factor = factor_pending, factor_pending = null, factor_step = $3 where centre_id = $1 and user_id = $2',
        [session.centre, session.user, step],
      )
      await note(shell, session.centre, { kind: 'factor_on', actor: session.user, post: session.actor.post }, now())
      return { ok: true }
    },
  )

  app.post<{ Body: typeof Code.static }>(
    '/api/me/factor/off',
    { schema: { body: Code, summary: '停用动态验证码' }, config: guessed },
    async (request) => {
      const session = signedIn(request)
      const { policy } = await shell.packs.current(session.centre)
      if (owedBy({ ...session, hasFactor: false }, policy).includes('factor'))
        return refuse('forbidden', '本岗位须使用动态验证码，不能停用')
      const own = await ownRow(session)
      if (!own.second_factor) return refuse('unchanged', '没有启用动态验证码')
      const step = totp.fits(crypto.open(Buffer.from(own.second_factor, 'base64')), request.body.code, now(), own.factor_step)
      if (step === undefined) return refuse('invalid', '验证码不对或已用过，请输入最新的 6 位数字', { field: 'code' })
      await pool.query('update person set second_factor = null, factor_step = null where centre_id = $1 and user_id = $2', [
        session.centre,
        session.user,
      ])
      await note(shell, session.centre, { kind: 'factor_off', actor: session.user, post: session.actor.post }, now())
      return { ok: true }
    },
  )

  app.get('/api/me/colleagues', { schema: { summary: '可以接手或代办的同事' } }, async (request) => {
    const { centre, user, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const rows = await colleagues(pool, centre, user, actor.unit, now())
    return shownColleagues(rows, policy)
  })

  app.post<{ Body: typeof Lend.static }>('/api/me/stand-in', { schema: { body: Lend, summary: '委托代办' } }, async (request) => {
    const { centre, user, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (!policy.post(actor.post)?.commands.includes('account.stand_in')) return refuse('forbidden', '当前岗位不能委托代办，请联系管理员')
    const owner = (await personAt(pool, centre, user)) ?? refuse('not_signed_in', '请先登录')
    const { to, ...lending } = request.body
    const colleague = await personAt(pool, centre, to)
    await lend(pool, { centre, policy, owner, colleague }, { ...lending, to, unit: actor.unit }, now())
    await note(shell, centre, { kind: 'stand_in_given', actor: user, post: actor.post, object: to, detail: lending }, now())
    return { ok: true }
  })

  app.post<{ Body: typeof End.static }>('/api/me/stand-in/end', { schema: { body: End, summary: '结束委托' } }, async (request) => {
    const { centre, user, actor } = signedIn(request)
    const { user: colleague, post, unit, from } = request.body
    const mine = (await lentBy(pool, centre, user, now())).some(
      (l) => l.user_id === colleague && l.post === post && l.unit === unit && l.from_at === from,
    )
    if (!mine) return refuse('not_found', '没有这项委托，或已经结束')
    await endPost(pool, centre, colleague, post, unit, from, now())
    await note(shell, centre, { kind: 'stand_in_ended', actor: user, post: actor.post, object: colleague, detail: { post, unit } }, now())
    return { ok: true }
  })

  app.get('/api/me/work', { schema: { summary: '本人手上的件：领取、在办、回访中、草稿' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const work = await workOf(shell, centre, user)
    return { ...work, count: countOf(work) }
  })

  app.post<{ Body: typeof Leave.static }>(
    '/api/me/leave',
    { schema: { body: Leave, summary: '离岗：领取的件放回或交给同事' } },
    async (request) => {
      const { centre, user, actor } = signedIn(request)
      const { to } = request.body
      const colleague = to === undefined ? undefined : (await colleagues(pool, centre, user, actor.unit, now())).find((c) => c.user === to)
      if (to !== undefined && !colleague) return refuse('unknown_code', '没有这位同事，请从列表中选择', { field: 'to' })
      const done = await handOn(shell, { centre, by: actor, from: user, to: colleague, seatOnly: true })
      if (done.done)
        await note(shell, centre, { kind: 'handed_on', actor: user, post: actor.post, object: to, detail: { done: done.done } }, now())
      return done
    },
  )
}
