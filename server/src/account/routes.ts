/** Signing in and out, and the post one acts in. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { NOUNS } from '@huying/core/kernel'
import { note } from '../audit/note.ts'
import { Refused, refuse } from '../errors.ts'
import { COOKIE, type HttpOptions, signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { owedBy } from './owes.ts'
import { othersRoutes } from './others.ts'
import { ownRoutes } from './own.ts'
import { peopleRoutes } from './people.ts'
import { enter } from './session.ts'
import { deviceOf, type SessionRules, sessionRoutes } from './sessions.ts'
import { closeSession, type HeldPost, switchPost } from './store.ts'

const Login = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 60, title: '账号' }),
    password: Type.String({ minLength: 1, maxLength: 200, title: '密码' }),
    code: Type.Optional(Type.String({ pattern: '^\\d{6}$', title: '动态验证码' })),
  },
  { additionalProperties: false },
)
const PostChoice = Type.Object({ post: Type.String(), unit: Type.String() }, { additionalProperties: false })

/** What posts may do besides the commands of the nouns: accounts, agreed answers, packs, exports. */
const isPlain = (command: string) => !NOUNS.some((noun) => command.startsWith(`${noun}.`))

export function accountRoutes(app: FastifyInstance, shell: Shell, { centre, demo }: HttpOptions, rules: () => Promise<SessionRules>) {
  sessionRoutes(app, shell, rules)
  ownRoutes(app, shell)
  peopleRoutes(app, shell)
  othersRoutes(app, shell)

  app.post<{ Body: typeof Login.static }>(
    '/api/login',
    { schema: { body: Login, summary: '登录' }, config: { rateLimit: { max: 300, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const from = { address: request.ip, device: deviceOf(request.headers['user-agent']), rules: await rules() }
      const entered = await enter(shell, centre, { ...request.body, ...from })
      if (!entered.ok) throw new Refused(entered.refusal)
      // A new session never goes on under an old token, and the old one is worth nothing from now on.
      if (request.token) await closeSession(shell.pool, centre, request.token)
      const secure = request.protocol === 'https'
      void reply.setCookie(COOKIE, entered.token, { path: '/', httpOnly: true, sameSite: 'strict', secure })
      return { ok: true, ended: entered.ended }
    },
  )

  app.post('/api/logout', { schema: { summary: '退出' } }, async (request, reply) => {
    const { session, token } = request
    if (token) await closeSession(shell.pool, centre, token)
    if (session) await note(shell, centre, { kind: 'logout', actor: session.user, post: session.actor.post }, shell.clock.now())
    void reply.clearCookie(COOKIE, { path: '/' })
    return { ok: true }
  })

  app.get('/api/me', { schema: { summary: '当前用户、岗位与可用页面' } }, async (request) => {
    const session = signedIn(request)
    const { name, login, csrf, actor, posts, hasFactor } = session
    const { policy } = await shell.packs.current(centre)
    const label = ({ post, unit, standsFor }: HeldPost) => ({
      post,
      unit,
      label: `${policy.post(post)?.label ?? post}${standsFor ? `（代${standsFor}）` : ''}`,
      unitName: policy.unit(unit)?.name ?? policy.pack.city.centre,
    })
    const acting = posts.find((held) => held.post === actor.post && held.unit === actor.unit) ?? actor
    const post = policy.post(actor.post)
    return {
      name,
      login,
      csrf,
      centre,
      user: actor.user,
      actor: label(acting),
      posts: posts.map(label),
      pages: post?.pages ?? [],
      may: post?.commands.filter(isPlain) ?? [],
      hasFactor,
      owes: owedBy(session, policy),
    }
  })

  app.post<{ Body: typeof PostChoice.static }>('/api/me/post', { schema: { body: PostChoice, summary: '切换岗位' } }, async (request) => {
    const { posts, user } = signedIn(request)
    const { post, unit } = request.body
    if (!posts.some((p) => p.post === post && p.unit === unit)) return refuse('forbidden', '您没有这个岗位')
    await switchPost(shell.pool, centre, request.token ?? '', { post, unit })
    await note(shell, centre, { kind: 'post_switched', actor: user, post, detail: { unit } }, shell.clock.now())
    return { ok: true }
  })

  app.get('/api/demo-accounts', { schema: { hide: true } }, async () => {
    if (!demo) return []
    const { policy } = await shell.packs.current(centre)
    const { rows } = await shell.pool.query<{ login: string; name: string; post: string; unit: string }>(
      `select p.login, p.name, h.post, h.unit from person p join post_held h using (centre_id, user_id)
       where centre_id = $1 and login like 'demo.%' and p.closed_at is null and h.stand_in is null and h.to_at is null order by p.created_at, p.login`,
      [centre],
    )
    return rows.map((r) => ({
      ...r,
      label: policy.post(r.post)?.label ?? r.post,
      unitName: policy.unit(r.unit)?.name ?? policy.pack.city.centre,
    }))
  })
}
