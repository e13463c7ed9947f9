/** Signing in and out, and the post one acts in. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { formatInstant, plus } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { COOKIE, type HttpOptions, signedIn } from '../http.ts'
import type { Shell } from '../shell/shell.ts'
import { closeSession, findLogin, heldPosts, noteFailure, openSession, passwordFits, switchPost } from './store.ts'

const Login = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 60, title: '账号' }),
    password: Type.String({ minLength: 1, maxLength: 200, title: '密码' }),
  },
  { additionalProperties: false },
)
const PostChoice = Type.Object({ post: Type.String(), unit: Type.String() }, { additionalProperties: false })

/** Wrong passwords in a row before the account rests, and for how long. */
const MOST_FAILURES = 5
const LOCK = 15 * 60_000

export function accountRoutes(app: FastifyInstance, shell: Shell, { centre, demo }: HttpOptions) {
  const audit = (actor: string, kind: string, detail: object, now: Instant) =>
    shell.pool.query(
      `insert into audit (centre_id, audit_id, at, actor, post, kind, object, detail) values ($1, $2, $3, $4, '', $5, null, $6)`,
      [centre, uuid(), ts(now), actor, kind, JSON.stringify(detail)],
    )

  app.post<{ Body: typeof Login.static }>(
    '/api/login',
    { schema: { body: Login, summary: '登录' }, config: { rateLimit: { max: 300, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const now = shell.clock.now()
      const { login, password } = request.body
      const person = await findLogin(shell.pool, centre, login)
      if (!person || person.closed_at !== null) return refuse('not_signed_in', '账号或密码不对，请重新输入')
      if (person.locked_until !== null && person.locked_until > now) {
        return refuse(
          'locked',
          `密码连续输错 ${MOST_FAILURES} 次，账号已锁定至 ${formatInstant(person.locked_until as Instant)}，请稍后再试或联系系统管理员`,
        )
      }
      if (!(await passwordFits(person.password, password))) {
        const lock = person.failures + 1 >= MOST_FAILURES ? plus(now, LOCK) : undefined
        await noteFailure(shell.pool, centre, person.user_id, lock)
        await audit(person.user_id, lock ? 'login_locked' : 'login_failed', {}, now)
        return refuse('not_signed_in', '账号或密码不对，请重新输入')
      }
      const [post] = await heldPosts(shell.pool, centre, person.user_id, now)
      if (!post) return refuse('forbidden', '您还没有岗位，请联系本单位管理员')
      const token = await openSession(shell.pool, centre, person.user_id, post, now)
      await audit(person.user_id, 'login', { post: post.post, unit: post.unit }, now)
      void reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' })
      return { ok: true }
    },
  )

  app.post('/api/logout', { schema: { summary: '退出' } }, async (request, reply) => {
    if (request.token) await closeSession(shell.pool, centre, request.token)
    void reply.clearCookie(COOKIE, { path: '/' })
    return { ok: true }
  })

  app.get('/api/me', { schema: { summary: '当前用户、岗位与可用页面' } }, async (request) => {
    const { name, login, csrf, actor, posts } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const label = ({ post, unit }: { post: string; unit: string }) => ({
      post,
      unit,
      label: policy.post(post)?.label ?? post,
      unitName: policy.unit(unit)?.name ?? policy.pack.city.centre,
    })
    return {
      name,
      login,
      csrf,
      centre,
      user: actor.user,
      actor: label(actor),
      posts: posts.map(label),
      pages: policy.post(actor.post)?.pages ?? [],
    }
  })

  app.post<{ Body: typeof PostChoice.static }>('/api/me/post', { schema: { body: PostChoice, summary: '切换岗位' } }, async (request) => {
    const { posts } = signedIn(request)
    if (!posts.some((p) => p.post === request.body.post && p.unit === request.body.unit)) return refuse('forbidden', '您没有这个岗位')
    await switchPost(shell.pool, centre, request.token ?? '', request.body)
    return { ok: true }
  })

  app.get('/api/demo-accounts', { schema: { hide: true } }, async () => {
    if (!demo) return []
    const { policy } = await shell.packs.current(centre)
    const { rows } = await shell.pool.query<{ login: string; name: string; post: string; unit: string }>(
      `select p.login, p.name, h.post, h.unit from person p join post_held h using (centre_id, user_id) where centre_id = $1 and login like 'demo.%' order by p.created_at, p.login`,
      [centre],
    )
    return rows.map((r) => ({
      ...r,
      label: policy.post(r.post)?.label ?? r.post,
      unitName: policy.unit(r.unit)?.name ?? policy.pack.city.centre,
    }))
  })
}
