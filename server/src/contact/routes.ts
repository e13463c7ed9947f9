/** 来电: one call as the strip shows it, the month's close, and the calls behind each of its figures. */
import { type Disposition, DISPOSITIONS } from '@huying/core/contact/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { centralReader } from '../figures/reach.ts'
import { signedIn } from '../session.ts'
import { Month, MonthPath, spanOf } from '../period.ts'
import { type Listing, page } from '../shell/list.ts'
import { openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { callsOf, lineOf } from './closing.ts'
import { lineRoutes } from './line.ts'
import { PAGE } from '../shell/filters.ts'

const Paging = Type.Object(PAGE, { additionalProperties: false })
const ListPath = Type.Object({ month: Month, list: Type.String() })

const ANSWERED: Listing['where'][number] = ["t.state->>'medium' = 'phone' and t.state->'answeredAt' is not null"]

export function contactRoutes(app: FastifyInstance, shell: Shell) {
  lineRoutes(app, shell)
  app.get<{ Params: { id: string } }>('/api/contacts/:id', { schema: { summary: '来电详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const view = await openView(shell, centre, 'contact', request.params.id, actor)
    return { ...view, line: lineOf(view.state.line as string | undefined, policy) }
  })

  app.get<{ Params: typeof MonthPath.static }>(
    '/api/contacts/month/:month',
    { schema: { params: MonthPath, summary: '来电关账：成单、非成单及原因、原热线' } },
    async (request) => {
      const { centre, policy } = await centralReader(shell, request, '来电统计')
      return callsOf(shell.pool, centre, request.params.month, policy)
    },
  )

  app.get<{ Params: typeof ListPath.static; Querystring: typeof Paging.static }>(
    '/api/contacts/month/:month/:list',
    { schema: { params: ListPath, querystring: Paging, summary: '某一处置结果的来电；uncoded 为悬空来电' } },
    async (request) => {
      const { centre, actor, policy } = await centralReader(shell, request, '来电统计')
      const { month, list } = request.params
      if (list !== 'uncoded' && !(list in DISPOSITIONS)) return refuse('not_found', '没有这种处置结果')
      const [from, to] = spanOf(month)
      const { rows, next } = await page<{ id: string; sort_key: string | null; disposition: Disposition | null }>(shell.pool, {
        centre,
        actor,
        policy,
        noun: 'contact',
        select: `t.id, t.stage, t.disposition, t.started_at, t.state->'agent'->>'name' as agent, t.state->'number'->>'masked' as number, t.state->'requests' as requests`,
        from: 'contact t',
        where: [
          ANSWERED,
          ['t.started_at >= ?::timestamptz and t.started_at < ?::timestamptz', from, to],
          list === 'uncoded' ? ['t.disposition is null'] : ['t.disposition = ?', list],
        ],
        sort: 't.started_at',
        ...request.query,
      })
      return { rows: rows.map((r) => ({ ...r, label: r.disposition && DISPOSITIONS[r.disposition] })), next }
    },
  )
}
