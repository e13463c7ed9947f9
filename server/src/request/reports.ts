/** What is counted over requests and can be opened row by row: matters by catalogue version, instant answers, ledgers. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { centralReader, figureReader } from '../figures/reach.ts'
import { page } from '../shell/list.ts'
import type { Shell } from '../shell/shell.ts'
import { COUNTED_AT } from './counted.ts'
import { INSTANT_LISTS, instantOf, instantWhere } from './instant.ts'
import { type LedgerName, LEDGERS, ledgerOf } from './ledgers.ts'
import { Month, MonthPath } from '../period.ts'
import { topicsOf } from './topics.ts'
import { PAGE } from '../shell/filters.ts'

const Paging = Type.Object(PAGE, { additionalProperties: false })
const Catalogue = Type.Object(
  { catalogue: Type.Optional(Type.Integer({ minimum: 1, title: '事项目录版本' })) },
  { additionalProperties: false },
)
const ListPath = Type.Object({ month: Month, list: Type.String() })
const LedgerPath = Type.Object({ ledger: Type.String(), month: Month })

export function reportRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: typeof MonthPath.static; Querystring: typeof Catalogue.static }>(
    '/api/topics/:month',
    { schema: { params: MonthPath, querystring: Catalogue, summary: '事项统计：逐级上卷，可按任一版目录复算' } },
    async (request) => {
      const { centre, version } = await centralReader(shell, request, '事项统计')
      const wanted = request.query.catalogue ?? version
      if (wanted > version) return refuse('not_found', `没有第 ${wanted} 版事项目录，现行为第 ${version} 版`, { field: 'catalogue' })
      return topicsOf(shell, centre, request.params.month, wanted)
    },
  )

  app.get<{ Params: typeof MonthPath.static }>(
    '/api/instant/:month',
    { schema: { params: MonthPath, summary: '即时答复率' } },
    async (request) => {
      const { centre } = await centralReader(shell, request, '即时答复率')
      return instantOf(shell.pool, centre, request.params.month)
    },
  )

  app.get<{ Params: typeof ListPath.static; Querystring: typeof Paging.static }>(
    '/api/instant/:month/:list',
    {
      schema: { params: ListPath, querystring: Paging, summary: '即时答复率的明细：quoted 引用口径、unquoted 即答但无依据、later 未即答' },
    },
    async (request) => {
      const { centre, actor, policy } = await centralReader(shell, request, '即时答复率')
      const { month, list } = request.params
      if (!(list in INSTANT_LISTS)) return refuse('not_found', '没有这个列表')
      return page(shell.pool, {
        centre,
        actor,
        policy,
        noun: 'request',
        select: `t.id, t.number, t.title, t.stage, t.category, t.state->>'contact' as contact, t.state->'answer'->'knowledge' as knowledge`,
        from: 'service_request t',
        where: instantWhere(month, list),
        sort: COUNTED_AT,
        ...request.query,
      })
    },
  )

  app.get<{ Params: typeof LedgerPath.static; Querystring: typeof Paging.static }>(
    '/api/ledgers/:ledger/:month',
    { schema: { params: LedgerPath, querystring: Paging, summary: '台账：praise 表扬、unreasonable 无理诉求认定' } },
    async (request) => {
      const { centre, actor, policy } = await figureReader(shell, request)
      const { ledger, month } = request.params
      if (!(ledger in LEDGERS)) return refuse('not_found', '没有这个台账')
      return ledgerOf(shell, ledger as LedgerName, month, { ...request.query, centre, actor, policy })
    },
  )
}
