/** Reading orders: worklists, the pool in groups, one order with its people and its explained clocks. */
import type { Clock } from '@huying/core/deadline/clock'
import { closeClock, type Order } from '@huying/core/order/state'
import { explain, levelOf } from '@huying/core/deadline/timeline'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { requirePage } from '../access.ts'
import { centralReader, figureReader } from '../figures/reach.ts'
import { signedIn } from '../session.ts'
import { Month } from '../period.ts'
import { refuse } from '../errors.ts'
import { DIRECTION, ORDER_FILTERS, PAGE, sortOf } from '../shell/filters.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { BELOW_TABS, belowList, type BelowTab, unitsBelow } from './below.ts'
import { unitCounts } from './counts.ts'
import { CENTRE_SORTS, centreList, SORTS, sortedList, unitList } from './lists.ts'
import { poolGroups } from './pool.ts'
import { CENTRE_TABS, type CentreTab, UNIT_TABS, type UnitTab } from './tabs.ts'
import { networkReport } from './network.ts'
import { DESK_LISTS, type DeskList, deskList, deskStrip } from './desk.ts'
import { replyDraftRoutes } from './drafts.ts'
import { timelinessOf } from './timeliness.ts'
import { membersFor, timelineOf } from './page.ts'
import { revealRoutes } from './reveal.ts'
import { sheetRoutes } from './sheets.ts'
import { reminderRoutes } from './reminders.ts'

const Query = Type.Object({ ...ORDER_FILTERS, ...PAGE }, { additionalProperties: false })
const CentreQuery = Type.Object({ ...ORDER_FILTERS, sort: sortOf(CENTRE_SORTS), dir: DIRECTION, ...PAGE }, { additionalProperties: false })

const DeskQuery = Type.Object(
  {
    ...Query.properties,
    sort: sortOf(SORTS),
    desc: Type.Optional(Type.Boolean()),
    mine: Type.Optional(Type.Boolean({ title: '仅我经办' })),
  },
  { additionalProperties: false },
)

const MonthPath = Type.Object({ month: Month }, { additionalProperties: false })

export function orderRoutes(app: FastifyInstance, shell: Shell) {
  replyDraftRoutes(app, shell)
  revealRoutes(app, shell)
  sheetRoutes(app, shell)
  reminderRoutes(app, shell)
  app.get<{ Params: { tab: string }; Querystring: typeof CentreQuery.static }>(
    '/api/orders/list/:tab',
    { schema: { querystring: CentreQuery, summary: '中心工单列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!(request.params.tab in CENTRE_TABS)) return refuse('not_found', '没有这个列表')
      return centreList(shell.pool, request.params.tab as CentreTab, { ...request.query, centre, actor, policy, now: shell.clock.now() })
    },
  )

  app.get<{ Params: { tab: string }; Querystring: typeof DeskQuery.static }>(
    '/api/orders/unit/:tab',
    { schema: { querystring: DeskQuery, summary: '本单位承办单列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { tab } = request.params
      const asked = { ...request.query, centre, actor, policy, now: shell.clock.now() }
      if (tab in DESK_LISTS) return sortedList(shell.pool, [deskList(tab as DeskList, asked)], asked)
      if (!(tab in UNIT_TABS)) return refuse('not_found', '没有这个列表')
      return unitList(shell.pool, tab as UnitTab, asked)
    },
  )

  app.get('/api/orders/desk', { schema: { summary: '今日必办、下一工作日到期和本单位本月数' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    return deskStrip(shell.pool, { centre, actor, policy, now: shell.clock.now() })
  })

  app.get('/api/orders/unit', { schema: { summary: '本单位各列表件数' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const counts = await unitCounts(shell.pool, { centre, actor, policy, now: shell.clock.now() })
    return Object.entries(UNIT_TABS).map(([tab, label]) => ({ tab, label, ...counts[tab as UnitTab] }))
  })

  app.get('/api/orders/below', { schema: { summary: '下级单位：在办、临期、超期、待审和按时办结' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    return unitsBelow(shell.pool, { centre, actor, policy, now: shell.clock.now() })
  })

  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/orders/below/:tab',
    { schema: { querystring: Query, summary: '下级承办单列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!(request.params.tab in BELOW_TABS)) return refuse('not_found', '没有这个列表')
      return belowList(shell.pool, request.params.tab as BelowTab, { ...request.query, centre, actor, policy, now: shell.clock.now() })
    },
  )

  app.get('/api/orders/pool', { schema: { summary: '待派发分组' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    requirePage(actor, policy, '待派工单', 'dispatch')
    return poolGroups(shell.pool, { centre, actor, policy, now: shell.clock.now() })
  })

  app.get<{ Params: typeof MonthPath.static }>(
    '/api/orders/timeliness/:month',
    { schema: { params: MonthPath, summary: '签收、首派、退单、延期和按时办结，按单位' } },
    async (request) => timelinessOf(shell, await figureReader(shell, request), request.params.month),
  )

  app.get('/api/orders/network', { schema: { summary: '承办网络和完备率' } }, async (request) => {
    const { centre, policy } = await centralReader(shell, request, '承办网络')
    return networkReport(shell.pool, { centre, policy, now: shell.clock.now() })
  })

  app.get<{ Params: { id: string } }>('/api/orders/:id', { schema: { summary: '工单详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { id } = request.params
    const view = await openView(shell, centre, 'order', id, actor)
    const stored = await loadFor(shell, centre, 'order', id, actor)
    const order = stored?.state as unknown as Order
    const now = shell.clock.now()
    const told = (assignment: number, unit: string, clock: Clock, counts: boolean) => ({
      assignment,
      unit,
      kind: clock.kind,
      due: clock.due,
      level: levelOf(clock, now),
      stoppedAt: clock.stoppedAt,
      provisional: clock.provisional ?? false,
      counts,
      lines: explain(clock, now),
    })
    const { dispatchClock } = order
    const clocks = [
      ...(dispatchClock ? [told(0, stored?.policy.pack.city.centreUnit ?? '', dispatchClock, true)] : []),
      ...order.assignments.flatMap((a) => Object.values(a.clocks).map((clock) => told(a.no, a.unit, clock, clock === closeClock(a)))),
    ]
    return { ...view, clocks, members: await membersFor(shell, centre, order, actor), timeline: await timelineOf(shell, centre, order) }
  })
}
