/** 无答案: what an agent found no agreed answer for becomes a task of the unit that owns the matter; its text is then published. */
import { addLength } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Task } from '@huying/core/task/task'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse, Refused } from '../errors.ts'
import { signedIn } from '../session.ts'
import { execute } from '../shell/execute.ts'
import { page } from '../shell/list.ts'
import { keyOf } from '../shell/routes.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import { ownerOf } from './owner.ts'
import { REVIEW, REVIEWED } from './review.ts'
import { PAGE } from '../shell/filters.ts'

export const NO_ANSWER = 'no_answer'
/** 补录期限 (KB-02 names it as an example). */
export const LIMIT = { amount: 3, unit: 'workday' } as const

const Ask = Type.Object(
  {
    question: Type.String({ minLength: 4, maxLength: 500, title: '诉求人问了什么' }),
    category: Type.Optional(Type.String({ title: '事项' })),
    region: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
const Query = Type.Object(
  {
    state: Type.Union([Type.Literal('todo'), Type.Literal('answered'), Type.Literal('published')], { default: 'todo' }),
    ...PAGE,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  },
  { additionalProperties: false },
)

/** What a review is about was published again or taken out of use since. */
const RENEWED = `exists (select 1 from knowledge k where k.centre_id = t.centre_id and k.code = ${REVIEWED.code} and k.version > ${REVIEWED.version})`
const PUBLISHED = `(exists (select 1 from knowledge k where k.centre_id = t.centre_id and k.task_id = t.id) or (t.kind = '${REVIEW}' and ${RENEWED}))`
const STATES: Record<typeof Query.static.state, string> = {
  todo: "t.stage = 'todo'",
  answered: `t.stage = 'done' and not ${PUBLISHED}`,
  published: `t.stage = 'done' and ${PUBLISHED}`,
}

export function unansweredRoutes(app: FastifyInstance, shell: Shell) {
  app.post<{ Body: typeof Ask.static }>(
    '/api/knowledge/unanswered',
    { schema: { body: Ask, summary: '无答案：请归口单位补录' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!policy.post(actor.post)?.commands.includes('knowledge.cite')) return refuse('forbidden', '当前岗位不能上报无答案')
      const { question, category } = request.body
      if (category && !policy.category(category)) return refuse('unknown_code', '没有这个事项', { field: 'category' })
      const now = shell.clock.now()
      const unit = ownerOf(policy, category)
      const input = {
        kind: NO_ANSWER,
        about: { noun: 'category', id: category ?? '' },
        unit,
        what: question,
        due: addLength(policy.calendar, now, LIMIT).due,
      }
      // Any agent may report; opening tasks of other kinds stays with the posts that have the command.
      const done = await execute(shell, {
        centre,
        actor: { ...actor, user: 'system' },
        noun: 'task',
        command: 'open',
        input,
        key: keyOf(request),
      })
      if (!done.ok) throw new Refused(done.refusal)
      return { id: done.id, unit, unitName: policy.unit(unit)?.name ?? policy.pack.city.centre }
    },
  )

  app.get<{ Querystring: typeof Query.static }>(
    '/api/knowledge/tasks',
    { schema: { querystring: Query, summary: '补录、续审任务' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { state, after, limit } = request.query
      const { rows, next } = await page<{ id: string; sort_key: string | null; state: Task; code: string | null; title: string | null }>(
        shell.pool,
        {
          centre,
          actor,
          policy,
          noun: 'task',
          select: `t.id, t.state, case when t.kind = '${REVIEW}' then ${REVIEWED.code}
          else (select k.code from knowledge k where k.centre_id = t.centre_id and k.task_id = t.id limit 1) end as code,
          case when t.kind = '${REVIEW}' then ${REVIEWED.title} end as title`,
          from: 'task t',
          where: [['t.kind = any(?::text[])', [NO_ANSWER, REVIEW]], [STATES[state]]],
          sort: 't.due_at',
          after,
          limit,
        },
      )
      const texts = await readTexts(shell.pool, centre, openRefs(rows.map((r) => r.state)))
      return {
        rows: rows.map(({ id, code, title, state: task }) => ({
          id,
          kind: task.kind,
          code,
          title,
          ...row(withTexts(task, texts) as Told, policy),
        })),
        next,
      }
    },
  )
}

interface Told extends Omit<Task, 'what' | 'evidence'> {
  what: string
  evidence?: string
}

const row = ({ stage, about, unit, what, due, openedAt, openedBy, endedAt, endedBy, evidence }: Told, policy: Policy) => ({
  stage,
  category: about.noun === 'category' && about.id ? about.id : undefined,
  unit,
  unitName: policy.unit(unit)?.name ?? policy.pack.city.centre,
  what,
  due: due as Instant,
  openedAt,
  openedBy,
  endedAt,
  endedBy,
  evidence,
})
