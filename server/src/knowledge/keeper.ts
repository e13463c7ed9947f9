/** 统一口径 for its keepers: every entry with its versions, published and taken out of use by the posts that may. */
import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { Day } from '../period.ts'
import { signedIn } from '../session.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'
import { publishEntries } from './publish.ts'
import { knowledgeReader } from './reader.ts'
import { settleReviews } from './review.ts'
import { keptEntries, retireEntry, versionsOf } from './store.ts'

const closed = { additionalProperties: false }
const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 60 })),
    category: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
    area: Type.Optional(Type.String()),
    state: Type.Optional(Type.Union(['valid', 'future', 'expired', 'retired', 'soon'].map((s) => Type.Literal(s)))),
  },
  closed,
)
const NewEntry = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', maxLength: 60, title: '编号' }),
    title: Type.String({ minLength: 2, maxLength: 80, title: '标题' }),
    category: Type.Optional(Type.String({ title: '事项' })),
    unit: Type.Optional(Type.String({ title: '归口单位' })),
    words: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 })),
    agent: Type.String({ minLength: 2, maxLength: 2000, title: '话务口径' }),
    citizen: Type.String({ minLength: 2, maxLength: 2000, title: '公开口径' }),
    source: Type.Optional(Type.Record(Type.String(), Type.String())),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    area: Type.Optional(Type.String({ title: '适用范围' })),
    task: Type.Optional(Type.String({ format: 'uuid' })),
  },
  closed,
)

export function keeperRoutes(app: FastifyInstance, shell: Shell) {
  const { pool } = shell
  const keeper = async (request: FastifyRequest, command: string, what: string) => {
    const session = signedIn(request)
    const { policy } = await shell.packs.current(session.centre)
    if (!policy.post(session.actor.post)?.commands.includes(command)) return refuse('forbidden', `只有知识管理员可以${what}口径`)
    return { ...session, policy, now: shell.clock.now() }
  }

  app.get<{ Querystring: typeof Query.static }>(
    '/api/knowledge/kept',
    { schema: { querystring: Query, summary: '全部口径（最新版）' } },
    async (request) => {
      const { centre } = await knowledgeReader(shell, request)
      return { rows: await keptEntries(pool, centre, request.query, shell.clock.now()) }
    },
  )

  app.get<{ Params: { code: string } }>('/api/knowledge/:code', { schema: { summary: '一条口径的各版' } }, async (request) => {
    const { centre } = await knowledgeReader(shell, request)
    const rows = await versionsOf(pool, centre, request.params.code, shell.clock.now())
    return rows.length ? { rows } : refuse('not_found', '没有这条口径')
  })

  app.post<{ Body: typeof NewEntry.static }>(
    '/api/knowledge',
    { schema: { body: NewEntry, summary: '发布口径（新条目或新版本）' } },
    async (request) => {
      const { centre, actor, policy, now } = await keeper(request, 'knowledge.publish', '发布')
      const { category, unit, area, from, to, task, code, title } = request.body
      if (category && !policy.isLeaf(category)) return refuse('unknown_code', '请选择到最末一级事项', { field: 'category' })
      if (unit && unit !== policy.pack.city.centreUnit && !policy.unit(unit))
        return refuse('unknown_code', '没有这个单位', { field: 'unit' })
      if (area && area !== WHOLE_AREA && !policy.pack.gazetteer.some((p) => p.code === area))
        return refuse('unknown_code', '没有这个区域', { field: 'area' })
      if (from && to && to < from) return refuse('invalid', '失效日期不能早于生效日期', { field: 'to' })
      await publishEntries(pool, centre, [request.body], actor.name, now)
      await note(shell, centre, { kind: 'knowledge_published', actor: actor.user, post: actor.post, detail: { code, title } }, now)
      await settleReviews(shell, centre, { code, actor })
      if (task) {
        // Answered by the keeper himself; where the unit has answered already there is nothing left to do.
        await execute(shell, { centre, actor, noun: 'task', id: task, command: 'done', input: { evidence: `已发布口径“${title}”` } })
      }
      return { ok: true }
    },
  )

  app.post<{ Params: { code: string } }>('/api/knowledge/:code/retire', { schema: { summary: '停用口径' } }, async (request) => {
    const { centre, actor, now } = await keeper(request, 'knowledge.retire', '停用')
    const { code } = request.params
    if (!(await retireEntry(pool, centre, code, actor.name, now))) return refuse('already', '这条口径没有在用的版本')
    await note(shell, centre, { kind: 'knowledge_retired', actor: actor.user, post: actor.post, detail: { code } }, now)
    await settleReviews(shell, centre, { code, actor })
    return { ok: true }
  })
}
