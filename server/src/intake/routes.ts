/** 受理台: what the agent sees while the caller speaks: what his words point to, unit and deadline as soon as the matter is known, running orders like it. */
import { dayOf, formatDay, formatDue } from '@huying/core/calendar'
import { clockFor } from '@huying/core/deadline/choose'
import { route } from '@huying/core/dispatch/route'
import { isCentre } from '@huying/core/access/permit'
import type { Instant } from '@huying/core/kernel'
import { matterFacts } from '@huying/core/request/facts'
import { requiredFacts } from '@huying/core/request/input'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { contactRoutes } from '../contact/routes.ts'
import { scopeSql } from '../access.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { coverageOf, undetermined } from './duties.ts'
import { readStory } from './reading.ts'
import { settingsOf } from './settings.ts'
import { PAGE } from '../shell/filters.ts'

const Preview = Type.Object(
  {
    type: Type.String({ title: '诉求类型' }),
    category: Type.String({ title: '事项' }),
    channel: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    urgency: Type.Optional(Type.String()),
    affected: Type.Optional(Type.Integer()),
    firm: Type.Optional(Type.Boolean()),
    superiorDue: Type.Optional(Type.Unsafe<Instant>(Type.Integer({ minimum: 0, title: '上级平台时限' }))),
  },
  { additionalProperties: false },
)
const Nearby = Type.Object({ category: Type.String(), region: Type.Optional(Type.String()) }, { additionalProperties: false })

const Story = Type.Object({ text: Type.String({ minLength: 1, maxLength: 4000, title: '内容' }) }, { additionalProperties: false })
const Paging = Type.Object(PAGE, { additionalProperties: false })

export function intakeRoutes(app: FastifyInstance, shell: Shell) {
  contactRoutes(app, shell)

  app.get('/api/intake/settings', { schema: { summary: '受理台设置：话后整理、挂起、问候语、要素名称、转接去向' } }, async (request) => {
    const { policy } = await shell.packs.current(signedIn(request).centre)
    return settingsOf(policy)
  })

  app.post<{ Body: typeof Story.static }>(
    '/api/intake/read',
    { schema: { body: Story, summary: '从叙述中提出事项、标识、同类受影响主体（只作建议）' } },
    async (request) => {
      const { policy } = await shell.packs.current(signedIn(request).centre)
      return readStory(request.body.text, policy)
    },
  )

  app.get('/api/duties/coverage', { schema: { summary: '职责覆盖率、监管空白和无主事项' } }, async (request) => {
    const { policy } = await shell.packs.current(signedIn(request).centre)
    return coverageOf(policy, formatDay(dayOf(shell.clock.now())))
  })

  app.get<{ Querystring: typeof Paging.static }>(
    '/api/orders/undetermined',
    { schema: { querystring: Paging, summary: '待会商：没有建议承办单位的待派工单' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!isCentre(actor, policy)) return refuse('forbidden', '只有热线中心可以查看待会商工单')
      return undetermined(shell, { ...request.query, centre, actor, policy })
    },
  )

  app.post<{ Body: typeof Preview.static }>(
    '/api/intake/preview',
    { schema: { body: Preview, summary: '试算承办单位与截止时间' } },
    async (request) => {
      const { centre } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { type, category, channel, region, urgency, affected, firm, superiorDue } = request.body
      if (!policy.isLeaf(category)) return refuse('unknown_code', '请选择到最末一级事项', { field: 'category' })
      const now = shell.clock.now()
      const marks = urgency && urgency !== 'normal' ? [{ kind: urgency, by: '', at: now }] : []
      const medium = policy.pack.kinds.channels.find((c) => c.code === channel)?.medium ?? 'phone'
      const matter = {
        type,
        category,
        categoryPath: policy.categoryPath(category),
        channel: channel ?? 'phone',
        medium,
        marks,
        place: { region },
        affected: affected === undefined ? undefined : { low: affected },
        confidential: false,
      }
      const facts = { level: 1, role: 'lead', round: 1, ...matterFacts(matter, { policy }, firm === true) }
      const proposal = route(facts, policy, formatDay(dayOf(now)))
      const clock = clockFor('close', facts, { accepted: now, dispatched: now }, { policy, now }, { superiorDue })
      const unit =
        proposal.unit === undefined ? undefined : { code: proposal.unit, name: policy.unit(proposal.unit)?.name ?? proposal.unit }
      return {
        ...proposal,
        unit,
        due: clock?.due,
        dueText: clock && formatDue(clock.due),
        provisional: clock?.provisional ?? false,
        dueWhy: clock?.segments.map((s) => s.text),
        dueSource: clock?.segments.find((s) => s.source)?.source,
        requires: requiredFacts(type, category, policy),
      }
    },
  )

  app.get<{ Querystring: typeof Nearby.static }>(
    '/api/orders/nearby',
    { schema: { querystring: Nearby, summary: '同事项同区域的在办工单' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!policy.post(actor.post)?.commands.includes('request.register')) return refuse('forbidden', '只有受理岗位可以查看')
      const { category, region } = request.query
      const scope = scopeSql('order', actor, policy, 4)
      const { rows } = await shell.pool.query(
        `select t.id, t.number, t.title, coalesce(t.lead_unit, t.proposed_unit) as unit, t.members, t.opened_at, t.region from work_order t
        where t.centre_id = $1 and t.stage in ('pooled', 'dispatched', 'working') and t.category = $2
          and ($3::text is null or starts_with(t.region, left($3::text, 6))) and ${scope.text}
        order by t.opened_at desc limit 8`,
        [centre, category, region ?? null, ...scope.values],
      )
      return rows
    },
  )
}
