/** 账号: closing, passwords, locks and the second factor of other people, for the administrators who may. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { actingOver } from './over.ts'
import { firstPassword } from './password.ts'
import { closePerson } from './people_store.ts'
import { setPassword } from './store.ts'
import { countOf, workOf } from './work.ts'

const closed = { additionalProperties: false }
const Demand = Type.Object({ demanded: Type.Boolean() }, closed)
const Nothing = Type.Object({}, closed)

export function othersRoutes(app: FastifyInstance, shell: Shell) {
  const { pool } = shell
  const { over, record } = actingOver(shell)

  app.post<{ Params: { id: string }; Body: typeof Nothing.static }>(
    '/api/people/:id/close',
    { schema: { body: Nothing, summary: '关闭账号' } },
    async (request) => {
      const all = await over(request, 'account.close')
      const open = countOf(await workOf(shell, all.centre, all.person.user_id))
      if (open) return refuse('pending', `不能关闭：${all.person.name}手上还有 ${open} 件没有交接，请先交接给同事`)
      await closePerson(pool, all.centre, all.person.user_id, all.now)
      await record(all, 'account_closed')
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Nothing.static }>(
    '/api/people/:id/reset-password',
    { schema: { body: Nothing, summary: '重置密码' } },
    async (request) => {
      const all = await over(request, 'account.reset')
      const password = firstPassword()
      await setPassword(pool, all.centre, all.person.user_id, password, true)
      await record(all, 'password_reset')
      return { password }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Nothing.static }>(
    '/api/people/:id/unlock',
    { schema: { body: Nothing, summary: '解除锁定' } },
    async (request) => {
      const all = await over(request, 'account.reset')
      await pool.query('update person set failures = 0, locked_until = null where centre_id = $1 and user_id = $2', [
        all.centre,
        all.person.user_id,
      ])
      await record(all, 'account_unlocked')
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Nothing.static }>(
    '/api/people/:id/reset-factor',
    { schema: { body: Nothing, summary: '重置动态验证码' } },
    async (request) => {
      const all = await over(request, 'account.reset')
      await pool.query(
        'update person set second_factor = null, factor_pending = null, factor_step = null where centre_id = $1 and user_id = $2',
        [all.centre, all.person.user_id],
      )
      await record(all, 'factor_reset')
      return { ok: true }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Demand.static }>(
    '/api/people/:id/demand-factor',
    { schema: { body: Demand, summary: '要求使用动态验证码' } },
    async (request) => {
      const all = await over(request, 'account.demand')
      const { demanded } = request.body
      await pool.query('update person set factor_demanded = $3 where centre_id = $1 and user_id = $2', [
        all.centre,
        all.person.user_id,
        demanded,
      ])
      await record(all, 'factor_demanded', { demanded })
      return { ok: true }
    },
  )
}
