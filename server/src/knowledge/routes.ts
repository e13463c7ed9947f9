/** 统一口径: found while the caller speaks, cited by one key with its version; without an answer the owner gets a task. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../http.ts'
import type { Shell } from '../shell/shell.ts'
import { type Entry, publishEntries } from './publish.ts'
import { entryAt, searchEntries } from './store.ts'

const Query = Type.Object(
  { q: Type.Optional(Type.String({ maxLength: 60 })), category: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
const NewEntry = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', title: '编号' }),
    title: Type.String({ minLength: 2, maxLength: 80, title: '标题' }),
    category: Type.Optional(Type.String({ title: '事项' })),
    unit: Type.Optional(Type.String({ title: '归口单位' })),
    words: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 })),
    agent: Type.String({ minLength: 2, maxLength: 2000, title: '话务口径' }),
    citizen: Type.String({ minLength: 2, maxLength: 2000, title: '公开口径' }),
    source: Type.Optional(Type.Record(Type.String(), Type.String())),
    from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    area: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export function knowledgeRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Querystring: typeof Query.static }>(
    '/api/knowledge',
    { schema: { querystring: Query, summary: '检索统一口径' } },
    async (request) => {
      const { centre } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { q, category } = request.query
      const rows = await searchEntries(shell.pool, centre, q, category, shell.clock.now())
      return { rows: rows.map((r) => ({ ...r, unitName: r.unit ? policy.unit(r.unit)?.name : undefined })) }
    },
  )

  app.get<{ Params: { code: string; version: number } }>(
    '/api/knowledge/:code/:version',
    { schema: { summary: '某一版口径' } },
    async (request) => {
      const { centre } = signedIn(request)
      const found = await entryAt(shell.pool, centre, request.params.code, Number(request.params.version))
      return found ?? refuse('not_found', '没有这一版口径')
    },
  )

  app.post<{ Body: typeof NewEntry.static }>(
    '/api/knowledge',
    { schema: { body: NewEntry, summary: '发布口径（新条目或新版本）' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!policy.post(actor.post)?.commands.includes('knowledge.publish')) return refuse('forbidden', '只有知识管理员可以发布口径')
      const { category, unit } = request.body
      if (category && !policy.isLeaf(category)) return refuse('unknown_code', '请选择到最末一级事项', { field: 'category' })
      if (unit && !policy.unit(unit)) return refuse('unknown_code', '没有这个单位', { field: 'unit' })
      await publishEntries(shell.pool, centre, [request.body satisfies Entry], actor.name, shell.clock.now())
      return { ok: true }
    },
  )
}
