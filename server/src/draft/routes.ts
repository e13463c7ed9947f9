/** 草稿: what an agent has written and not yet submitted, sealed as a whole, found again on another computer. Parked ones (挂起) are few. */
import { maskText } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { ts, uuidOf } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'

const Draft = Type.Object(
  {
    id: Type.Optional(Type.String({ format: 'uuid' })),
    label: Type.String({ maxLength: 40, title: '名称' }),
    body: Type.Record(Type.String(), Type.Unknown()),
    parked: Type.Boolean({ default: false, title: '挂起' }),
  },
  { additionalProperties: false },
)

export function draftRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/drafts', { schema: { summary: '本人挂起的草稿' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const { rows } = await shell.pool.query<{
      id: string
      label: string
      sealed: Buffer
      createdAt: number
      savedAt: number
      parkedAt: number | null
    }>(
      'select draft_id as id, label, sealed, created_at as "createdAt", saved_at as "savedAt", parked_at as "parkedAt" from draft where centre_id = $1 and user_id = $2 order by created_at',
      [centre, user],
    )
    return rows.map(({ sealed, ...r }) => ({ ...r, body: JSON.parse(shell.crypto.open(sealed)) as unknown }))
  })

  app.post<{ Body: typeof Draft.static }>('/api/drafts', { schema: { body: Draft, summary: '保存草稿' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const { label, body, parked } = request.body
    const id = request.body.id ?? uuid()
    const now = ts(shell.clock.now())
    const most = policy.pack.intake.parked.value
    // One statement: the limit is counted where the draft is written, so two tabs cannot pass it together. A draft keeps the moment it was parked.
    const { rowCount } = await shell.pool.query(
      `insert into draft (centre_id, draft_id, user_id, label, sealed, created_at, saved_at, parked_at)
       select $1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz, case when $7::boolean then $6::timestamptz end
       where not $7 or (select count(*) from draft where centre_id = $1 and user_id = $3 and draft_id <> $2 and parked_at is not null) < $8
       on conflict (centre_id, draft_id) do update set label = excluded.label, sealed = excluded.sealed, saved_at = excluded.saved_at,
           parked_at = case when excluded.parked_at is not null then coalesce(draft.parked_at, excluded.parked_at) end
         where draft.user_id = excluded.user_id`,
      [centre, id, user, maskText(label), shell.crypto.seal(JSON.stringify(body)), now, parked, most],
    )
    if (!rowCount) return refuse('limit', `最多挂起 ${most} 件，请先恢复并提交其中一件`)
    return { id, savedAt: shell.clock.now() }
  })

  app.delete<{ Params: { id: string } }>('/api/drafts/:id', { schema: { summary: '删除草稿' } }, async (request) => {
    const { centre, user } = signedIn(request)
    await shell.pool.query('delete from draft where centre_id = $1 and user_id = $2 and draft_id = $3::uuid', [
      centre,
      user,
      uuidOf(request.params.id),
    ])
    return { ok: true }
  })
}
