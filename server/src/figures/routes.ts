/** 统计通报: the month's figures, unit by unit and day by day, and the rows behind each of them. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { daysOf, MonthPath } from '../period.ts'
import { PAGE } from '../shell/filters.ts'
import type { Shell } from '../shell/shell.ts'
import { bulletinOf } from './bulletin.ts'
import { checkShown } from './check.ts'
import { setAsked } from './named.ts'
import { centralReader, figureReader, reaches } from './reach.ts'
import { figureRows } from './rows.ts'
import { dayFigures, unitFigures } from './units.ts'

export const RowsQuery = Type.Object(
  {
    /** A counted figure, or a rate with the part of it that is asked for. */
    figure: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,40}$', title: '数量' })),
    rate: Type.Optional(Type.String({ pattern: '^[a-zA-Z0-9-]{1,40}$', title: '指标' })),
    part: Type.Union([Type.Literal('numerator'), Type.Literal('denominator'), Type.Literal('rest')], { default: 'numerator' }),
    dimension: Type.String({ pattern: '^[a-z]{1,20}$', default: 'all', title: '维度' }),
    /** One key, or several by commas: 前十 and what else is added up. */
    key: Type.String({ maxLength: 1200, default: 'all' }),
    /** The whole without these keys of the dimension: 其余. */
    except: Type.Optional(Type.String({ maxLength: 1200, title: '除外' })),
    ...PAGE,
  },
  { additionalProperties: false },
)
type Asked = typeof RowsQuery.static

/** Which keys of the dimension are asked for. */
export function keysAsked({ dimension, key, except }: Pick<Asked, 'dimension' | 'key' | 'except'>) {
  const keys = key.split(',')
  return { dimension, key: keys[0] ?? key, keys, except: except?.split(',') }
}
/** Which version's dictionary, names and settings; absent: those in force. */
const VersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, title: '机制配置版本' })) },
  { additionalProperties: false },
)

export function figureRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: typeof MonthPath.static; Querystring: typeof VersionQuery.static }>(
    '/api/bulletin/:month',
    { schema: { params: MonthPath, querystring: VersionQuery, summary: '月度运行情况' } },
    async (request) => {
      const { centre } = await centralReader(shell, request, '全市月度通报')
      return bulletinOf(shell, centre, request.params.month, request.query.version)
    },
  )

  app.get<{ Params: typeof MonthPath.static }>(
    '/api/bulletin/:month/units',
    { schema: { params: MonthPath, summary: '各承办单位指标' } },
    async (request) => {
      const { centre, actor, policy } = await figureReader(shell, request)
      const rows = await unitFigures(shell, centre, request.params.month)
      return rows.filter(({ unit }) => reaches(actor, policy, unit))
    },
  )

  app.get<{ Params: typeof MonthPath.static }>(
    '/api/bulletin/:month/days',
    { schema: { params: MonthPath, summary: '每日受理件数' } },
    async (request) => {
      const { centre } = await centralReader(shell, request, '全市每日受理件数')
      const { first, last } = daysOf(request.params.month)
      return dayFigures(shell.pool, centre, first, last)
    },
  )

  app.get('/api/figures/check', { schema: { summary: '数据自检：最近一次的结果' } }, async (request) => {
    const { centre } = await figureReader(shell, request, 'system')
    return checkShown(shell, centre)
  })

  app.get<{ Params: typeof MonthPath.static; Querystring: Asked }>(
    '/api/bulletin/:month/rows',
    { schema: { params: MonthPath, querystring: RowsQuery, summary: '数字背后的明细：与统计同一口径，逐件列出' } },
    async (request) => {
      const { centre, actor, policy } = await centralReader(shell, request, '数字背后的明细')
      const { figure, rate, part, after, limit } = request.query
      const set = setAsked(policy, { figure, rate, part })
      if (!set) return refuse('not_found', '没有这个指标', { field: 'rate' })
      const page = { ...keysAsked(request.query), after, limit }
      return figureRows(shell.pool, { ...page, ...daysOf(request.params.month), centre, actor, policy, set, now: shell.clock.now() })
    },
  )
}
