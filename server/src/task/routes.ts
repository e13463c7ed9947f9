/** Reading tasks: what a unit owes and what it has done (任务). */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { PAGE } from '../shell/filters.ts'
import { openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { TASK_FILTERS, TASK_TABS, taskList } from './lists.ts'

const Query = Type.Object({ ...TASK_FILTERS, ...PAGE }, { additionalProperties: false })

export function taskRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/tasks/list/:tab',
    { schema: { querystring: Query, summary: '任务列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const tab = TASK_TABS.find((one) => one === request.params.tab)
      if (!tab) return refuse('not_found', '没有这个列表')
      const { policy } = await shell.packs.current(centre)
      const mayOpen = policy.post(actor.post)?.commands.includes('task.open') ?? false
      return { ...(await taskList(shell.pool, tab, { ...request.query, centre, actor, policy })), mayOpen }
    },
  )

  app.get<{ Params: { id: string } }>('/api/tasks/:id', { schema: { summary: '任务详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    return openView(shell, centre, 'task', request.params.id, actor)
  })
}
