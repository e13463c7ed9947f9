/** 统一口径: found while the caller speaks, cited by one key with its version; without an answer the owner gets a task. */
import { areasAround } from '@huying/core/knowledge/area'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import type { Shell } from '../shell/shell.ts'
import { keeperRoutes } from './keeper.ts'
import { knowledgeReader } from './reader.ts'
import { entryAt, searchEntries } from './store.ts'
import { unansweredRoutes } from './unanswered.ts'

const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 60 })),
    category: Type.Optional(Type.String()),
    region: Type.Optional(Type.String({ maxLength: 15, title: '所办诉求的地点' })),
  },
  { additionalProperties: false },
)
export function knowledgeRoutes(app: FastifyInstance, shell: Shell) {
  keeperRoutes(app, shell)
  unansweredRoutes(app, shell)

  app.get<{ Querystring: typeof Query.static }>(
    '/api/knowledge',
    { schema: { querystring: Query, summary: '检索统一口径' } },
    async (request) => {
      const { centre, policy } = await knowledgeReader(shell, request)
      const { region, ...asked } = request.query
      const place = region ? { region, areas: areasAround(region, policy) } : undefined
      const rows = await searchEntries(shell.pool, centre, { ...asked, place }, shell.clock.now())
      return { rows: rows.map((r) => ({ ...r, unitName: r.unit ? policy.unit(r.unit)?.name : undefined })) }
    },
  )

  app.get<{ Params: { code: string; version: number } }>(
    '/api/knowledge/:code/:version',
    { schema: { summary: '某一版口径' } },
    async (request) => {
      const { centre } = await knowledgeReader(shell, request)
      const found = await entryAt(shell.pool, centre, request.params.code, Number(request.params.version))
      return found ?? refuse('not_found', '没有这一版口径')
    },
  )
}
