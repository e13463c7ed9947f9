/** Reading tasks: what a unit owes and what it has done (任务). */
import type { Task } from '@huying/core/task/task'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../http.ts'
import { page } from '../shell/list.ts'
import { openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts } from '../text/read.ts'

const TASK_TABS = { todo: '待办', done: '已完成', cancelled: '已取消' } as const

const Query = Type.Object(
  {
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

export function taskRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/tasks/list/:tab',
    { schema: { querystring: Query, summary: '任务列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { tab } = request.params
      if (!(tab in TASK_TABS)) return refuse('not_found', '没有这个列表')
      const { policy } = await shell.packs.current(centre)
      const { kind, ...query } = request.query
      const found = await page<{ id: string; state: Task; sort_key: string | null }>(shell.pool, {
        ...query,
        centre,
        actor,
        policy,
        noun: 'task',
        select: 't.id, t.state',
        from: 'task t',
        where: [['t.stage = ?', tab], ...(kind ? [['t.kind = ?', kind] as [string, string]] : [])],
        sort: 't.due_at',
      })
      const texts = await readTexts(shell.pool, centre, openRefs(found.rows.map((r) => r.state.what)))
      const rows = found.rows.map(({ id, state: { kind, about, unit, what, due, openedAt, openedBy } }) => ({
        id,
        kind,
        about,
        unit,
        unitName: policy.unit(unit)?.name ?? unit,
        what: texts.get(what.id),
        due,
        openedAt,
        openedBy,
      }))
      return { rows, next: found.next }
    },
  )

  app.get<{ Params: { id: string } }>('/api/tasks/:id', { schema: { summary: '任务详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    return openView(shell, centre, 'task', request.params.id, actor)
  })
}
