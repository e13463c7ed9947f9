/** 保存的查询: the address part of a page's filters under a name, kept for one person. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'

const MOST = 30
const Page = Type.String({ pattern: '^[a-z_]{2,20}$', title: '页面' })
const Query = Type.Object({ page: Page }, { additionalProperties: false })
const Save = Type.Object(
  {
    page: Page,
    label: Type.String({ minLength: 1, maxLength: 20, title: '名称' }),
    /** Never a phone number: those are not part of an address. */
    query: Type.String({ minLength: 1, maxLength: 500, title: '查询条件' }),
  },
  { additionalProperties: false },
)

export function filterRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Querystring: typeof Query.static }>(
    '/api/filters',
    { schema: { querystring: Query, summary: '保存的查询' } },
    async (request) => {
      const { centre, user } = signedIn(request)
      const { rows } = await shell.pool.query<{ id: string; label: string; query: string }>(
        'select filter_id as id, label, query from saved_filter where centre_id = $1 and user_id = $2 and page = $3 order by created_at',
        [centre, user, request.query.page],
      )
      return rows
    },
  )

  app.post<{ Body: typeof Save.static }>('/api/filters', { schema: { body: Save, summary: '保存查询' } }, async (request) => {
    const { centre, user } = signedIn(request)
    const { page, label, query } = request.body
    const id = uuid()
    const { rowCount } = await shell.pool.query(
      `insert into saved_filter (centre_id, filter_id, user_id, page, label, query, created_at)
       select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from saved_filter where centre_id = $1 and user_id = $3) < ${MOST}`,
      [centre, id, user, page, label, query, ts(shell.clock.now())],
    )
    if (!rowCount) return refuse('limit', `最多保存 ${MOST} 个查询，请先删去不用的`)
    return { id }
  })

  app.post<{ Params: { id: string } }>('/api/filters/:id/remove', { schema: { summary: '删去保存的查询' } }, async (request) => {
    const { centre, user } = signedIn(request)
    await shell.pool.query('delete from saved_filter where centre_id = $1 and user_id = $2 and filter_id::text = $3', [
      centre,
      user,
      request.params.id,
    ])
    return { ok: true }
  })
}
