/**
 * 首次设置: an empty centre has nobody who could open an account. A link that the server prints once lets the separated administrators
 * (三员分立) be named, each a person of his own; then it is worth nothing. It lives as long as the process that printed it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { type Pool, transaction } from '../db.ts'
import { refuse } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { note } from '../audit/note.ts'
import { weakness } from './password.ts'
import { createPerson } from './store.ts'

const Token = Type.Object({ token: Type.String({ maxLength: 100, title: '设置链接' }) }, { additionalProperties: false })
const Body = Type.Object(
  {
    token: Type.String({ maxLength: 100, title: '设置链接' }),
    people: Type.Array(
      Type.Object(
        {
          post: Type.String({ title: '岗位' }),
          name: Type.String({ minLength: 2, maxLength: 40, title: '姓名' }),
          login: Type.String({ pattern: '^[a-z][a-z0-9._-]{2,39}$', title: '账号' }),
          password: Type.String({ maxLength: 200, title: '密码' }),
        },
        { additionalProperties: false },
      ),
      { title: '管理员' },
    ),
  },
  { additionalProperties: false },
)

/** The token to print, or nothing where somebody can sign in already. */
export async function setupToken(pool: Pool, centre: string): Promise<string | undefined> {
  const { rows } = await pool.query('select 1 from person where centre_id = $1 limit 1', [centre])
  return rows.length ? undefined : randomBytes(24).toString('base64url')
}

const administrators = (policy: Policy) => policy.pack.posts.filter((post) => post.belongs === 'system')

export function setupRoutes(app: FastifyInstance, shell: Shell, centre: string, printed: string | undefined) {
  let token = printed
  const check = (given: string) => {
    const fits = token !== undefined && given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token))
    if (!fits) refuse('not_found', '设置链接无效或已用过，请重新启动服务取得新的链接')
  }
  const limited = { rateLimit: { max: 20, timeWindow: '1 minute' } }

  app.get<{ Querystring: typeof Token.static }>(
    '/api/setup',
    { schema: { querystring: Token, summary: '首次设置' }, config: limited },
    async ({ query }) => {
      check(query.token)
      const { policy } = await shell.packs.current(centre)
      return {
        centre: policy.pack.city.centre,
        posts: administrators(policy).map(({ code, label, note: about }) => ({ code, label, about })),
      }
    },
  )

  app.post<{ Body: typeof Body.static }>(
    '/api/setup',
    { schema: { body: Body, summary: '建立首批管理员' }, config: limited },
    async ({ body }) => {
      check(body.token)
      const { policy } = await shell.packs.current(centre)
      const { people } = body
      for (const { code, label } of administrators(policy)) {
        if (people.filter((p) => p.post === code).length !== 1) refuse('missing', `请填写${label}`, { field: 'people' })
      }
      for (const [i, { login, password }] of people.entries()) {
        if (people.some((p, j) => j < i && p.login === login))
          refuse('same_person', '三员须由不同的人担任，账号不能相同', { field: `people.${i}.login` })
        const weak = weakness(password, login)
        if (weak) refuse(weak.code, weak.message, { field: `people.${i}.password` })
      }
      const now = shell.clock.now()
      const unit = policy.pack.city.centreUnit
      await transaction(shell.pool, async (db) => {
        await db.query('select pg_advisory_xact_lock(hashtext($1))', [`setup ${centre}`])
        const { rows } = await db.query('select 1 from person where centre_id = $1 limit 1', [centre])
        if (rows.length) refuse('already', '管理员已经建立，请直接登录')
        for (const { post, ...person } of people) {
          const user = await createPerson(db, centre, { ...person, posts: [{ post, unit }] }, now)
          await note(
            { pool: db, crypto: shell.crypto },
            centre,
            { kind: 'account_opened', actor: user, post, object: user, detail: { login: person.login, setup: true } },
            now,
          )
        }
      })
      token = undefined
      return { ok: true }
    },
  )
}
