/** Reading orders: worklists, the pool in groups, one order with its people and its explained clocks. */
import { closeClock, type Order } from '@huying/core/order/state'
import { explain, levelOf } from '@huying/core/deadline/timeline'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../http.ts'
import { refuse } from '../errors.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { CENTRE_TABS, type CentreTab, centreList, poolGroups, UNIT_TABS, type UnitTab, unitCounts, unitList } from './lists.ts'
import { membersFor, timelineOf } from './page.ts'

const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 60 })),
    unit: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    type: Type.Optional(Type.String()),
    urgency: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

export function orderRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/orders/list/:tab',
    { schema: { querystring: Query, summary: '中心工单列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!(request.params.tab in CENTRE_TABS)) return refuse('not_found', '没有这个列表')
      return centreList(shell.pool, request.params.tab as CentreTab, { ...request.query, centre, actor, policy, now: shell.clock.now() })
    },
  )

  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/orders/unit/:tab',
    { schema: { querystring: Query, summary: '本单位承办单列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!(request.params.tab in UNIT_TABS)) return refuse('not_found', '没有这个列表')
      return unitList(shell.pool, request.params.tab as UnitTab, { ...request.query, centre, actor, policy, now: shell.clock.now() })
    },
  )

  app.get('/api/orders/unit', { schema: { summary: '本单位各列表件数' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const counts = await unitCounts(shell.pool, centre, actor.unit, shell.clock.now())
    return Object.entries(UNIT_TABS).map(([tab, label]) => ({ tab, label, count: counts[tab as UnitTab] }))
  })

  app.get('/api/orders/pool', { schema: { summary: '待派发分组' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (actor.unit !== policy.pack.city.centreUnit) return refuse('forbidden', '只有热线中心可以查看待派工单')
    return poolGroups(shell.pool, centre)
  })

  app.get<{ Params: { id: string } }>('/api/orders/:id', { schema: { summary: '工单详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { id } = request.params
    const view = await openView(shell, centre, 'order', id, actor)
    const stored = await loadFor(shell, centre, 'order', id, actor)
    const order = stored?.state as unknown as Order
    const now = shell.clock.now()
    const clocks = order.assignments.flatMap((a) =>
      Object.values(a.clocks).map((clock) => ({
        assignment: a.no,
        unit: a.unit,
        kind: clock.kind,
        due: clock.due,
        level: levelOf(clock, now),
        stoppedAt: clock.stoppedAt,
        provisional: clock.provisional ?? false,
        counts: clock === closeClock(a),
        lines: explain(clock, now),
      })),
    )
    return { ...view, clocks, members: await membersFor(shell, centre, order, actor), timeline: await timelineOf(shell, centre, order) }
  })
}
