/** 短信: the record for whoever runs the system, sending once more with a reason, and what an order's page shows. */
import { isCentre } from '@huying/core/access/permit'
import { plus } from '@huying/core/calendar'
import { MESSAGE_STAGES } from '@huying/core/message/wanted'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { v7 as uuid } from 'uuid'
import { note } from '../audit/note.ts'
import { uuidOf } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import { keyOf } from '../shell/routes.ts'
import type { Shell } from '../shell/shell.ts'
import { COUNTED, keepsMessages, MESSAGE_FILTERS, messageCounts, messageList, messagesOfOrder, shown } from './list.ts'
import type { Sealed } from './prepare.ts'
import { requeue } from './store.ts'
import { PAGE } from '../shell/filters.ts'

const closed = { additionalProperties: false }
const Query = Type.Object(
  {
    ...MESSAGE_FILTERS,
    ...PAGE,
  },
  closed,
)
const Reason = Type.Object({ why: Type.String({ minLength: 2, maxLength: 200, title: '重发原因' }) }, closed)

export function messageRoutes(app: FastifyInstance, shell: Shell) {
  const keeper = async (request: FastifyRequest) => {
    const session = signedIn(request)
    const { policy } = await shell.packs.current(session.centre)
    if (!keepsMessages(session.actor, policy)) refuse('forbidden', '只有系统管理员可以查看和重发短信')
    return { ...session, policy }
  }

  app.get<{ Querystring: typeof Query.static }>(
    '/api/messages',
    { schema: { querystring: Query, summary: '短信记录' } },
    async (request) => {
      const { centre, policy } = await keeper(request)
      const { rows, next } = await messageList(shell.pool, centre, request.query)
      const counts = await messageCounts(shell.pool, centre, plus(shell.clock.now(), -COUNTED))
      const occasions = (policy.pack.messages ?? []).map(({ code, label, text, send }) => ({ code, label, text, send }))
      return { rows: rows.map((row) => shown(row, policy)), next, counts, occasions, connected: shell.messages !== undefined }
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Reason.static }>(
    '/api/messages/:id/resend',
    { schema: { body: Reason, summary: '重发未送达的短信' } },
    async (request) => {
      const { centre, actor, name } = await keeper(request)
      const key = keyOf(request)
      const found = await stageOf(centre, request.params.id)
      if (!found) return refuse('not_found', '没有这条短信')
      if (key && found.course.some((moment) => moment.key === key)) return { ok: true }
      const now = shell.clock.now()
      const { why } = request.body
      if (!(await requeue(shell.pool, centre, found.id, { at: now, stage: 'queued', why, by: name, key }, uuid())))
        return refuse('stage', `这条短信${MESSAGE_STAGES[found.stage]}，只有未送达的可以重发`)
      const detail = { why, code: found.number, stage: MESSAGE_STAGES[found.stage] }
      await note(shell, centre, { kind: 'message_resent', actor: actor.user, post: actor.post, object: found.id, detail }, now)
      shell.wake()
      return { ok: true }
    },
  )

  app.get<{ Params: { id: string } }>('/api/orders/:id/messages', { schema: { summary: '工单的短信' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const stored = await loadFor(shell, centre, 'order', request.params.id, actor)
    if (!stored) return refuse('not_found', '没有找到，或您无权查看')
    const { policy } = await shell.packs.current(centre)
    const rows = await messagesOfOrder(shell.pool, centre, request.params.id)
    return rows.map(({ sealed, ...row }) => {
      const hidden = row.toPerson && !isCentre(actor, policy)
      const words = sealed ? (JSON.parse(shell.crypto.open(sealed)) as Sealed).words : undefined
      return { ...shown(hidden ? { ...row, name: null, masked: null } : row, policy), words }
    })
  })

  async function stageOf(centre: string, id: string) {
    const { rows } = await shell.pool.query<{ id: string; number: string; stage: keyof typeof MESSAGE_STAGES; course: { key?: string }[] }>(
      'select message_id as id, number, stage, course from message where centre_id = $1 and message_id = $2::uuid',
      [centre, uuidOf(id)],
    )
    return rows[0]
  }
}
