/** Reading tasks: what a unit owes and what it has done (任务). */
import type { Policy } from '@huying/core/policy/policy'
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

const ABOUT = "t.state->'about'->>'id'"
/** Only what is an id of ours is looked up; what a task is about is written by whoever opens it. */
const ABOUT_ID = `case when ${ABOUT} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${ABOUT})::uuid end`
/** Number of the order or request that a task is about. */
const NUMBER = `case t.state->'about'->>'noun'
  when 'order' then (select o.number from work_order o where o.centre_id = t.centre_id and o.id = ${ABOUT_ID})
  when 'request' then (select r.number from service_request r where r.centre_id = t.centre_id and r.id = ${ABOUT_ID}) end`

interface Found {
  id: string
  state: Task
  number: string | null
  sort_key: string | null
}

/** How the thing is called that a task is about. */
function nameOf({ noun, id }: Task['about'], number: string | null, policy: Policy): string {
  if (noun === 'unit') return policy.unit(id)?.name ?? id
  if (noun === 'category') return policy.category(id)?.name ?? ''
  return number ?? ''
}

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
      const found = await page<Found>(shell.pool, {
        ...query,
        centre,
        actor,
        policy,
        noun: 'task',
        select: `t.id, t.state, ${NUMBER} as number`,
        from: 'task t',
        where: [['t.stage = ?', tab], ...(kind ? [['t.kind = ?', kind] as [string, string]] : [])],
        sort: 't.due_at',
      })
      const texts = await readTexts(shell.pool, centre, openRefs(found.rows.map((r) => r.state.what)))
      const rows = found.rows.map(({ id, number, state: { kind, about, unit, what, ...told } }) => ({
        id,
        kind,
        about: { ...about, name: nameOf(about, number, policy) },
        unit,
        unitName: policy.unit(unit)?.name ?? unit,
        what: texts.get(what.id),
        due: told.due,
        openedAt: told.openedAt,
        openedBy: told.openedBy,
        endedAt: told.endedAt,
        endedBy: told.endedBy,
      }))
      const mayOpen = policy.post(actor.post)?.commands.includes('task.open') ?? false
      return { rows, next: found.next, mayOpen }
    },
  )

  app.get<{ Params: { id: string } }>('/api/tasks/:id', { schema: { summary: '任务详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    return openView(shell, centre, 'task', request.params.id, actor)
  })
}
