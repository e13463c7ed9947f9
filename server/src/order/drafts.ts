/** 答复草稿: what somebody is writing on one assignment, saved while he writes; sealed, his own, gone when the reply is out. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'

/** Without a body the draft is dropped. */
const Draft = Type.Object({ body: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, { additionalProperties: false })
const Where = Type.Object({ id: Type.String({ format: 'uuid' }), no: Type.Integer() }, { additionalProperties: false })
type Params = typeof Where.static

export function replyDraftRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: Params }>('/api/orders/:id/drafts/:no', { schema: { params: Where, summary: '本人的答复草稿' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const { rows } = await shell.pool.query<{ sealed: Buffer; savedAt: number }>(
      'select sealed, saved_at as "savedAt" from reply_draft where centre_id = $1 and user_id = $2 and order_id = $3 and assignment = $4',
      [centre, user, request.params.id, request.params.no],
    )
    const [row] = rows
    return row ? { body: JSON.parse(shell.crypto.open(row.sealed)) as unknown, savedAt: row.savedAt } : {}
  })

  app.post<{ Params: Params; Body: typeof Draft.static }>(
    '/api/orders/:id/drafts/:no',
    { schema: { params: Where, body: Draft, summary: '保存答复草稿' } },
    async (request) => {
      const { centre, user, actor } = signedIn(request)
      const { id, no } = request.params
      if (!(await loadFor(shell, centre, 'order', id, actor))) return refuse('not_found', '没有找到，或您无权查看')
      const now = shell.clock.now()
      const key = [centre, user, id, no]
      const { body } = request.body
      if (body)
        await shell.pool.query(
          `insert into reply_draft (centre_id, user_id, order_id, assignment, sealed, saved_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (centre_id, user_id, order_id, assignment) do update set sealed = excluded.sealed, saved_at = excluded.saved_at`,
          [...key, shell.crypto.seal(JSON.stringify(body)), ts(now)],
        )
      else
        await shell.pool.query('delete from reply_draft where centre_id = $1 and user_id = $2 and order_id = $3 and assignment = $4', key)
      return { savedAt: now }
    },
  )
}
