/** 统计查询 and 口径说明: the dictionary, its measures by any dimension and days, as a page, as JSON and as a file, and the rows behind each number. */
import { formatInstant } from '@huying/core/calendar'
import { dictionaryOf } from '@huying/core/measure/dictionary'
import { evaluate } from '@huying/core/measure/evaluate'
import { crossed } from '@huying/core/measure/spread'
import { PERIODS } from '@huying/core/measure/span'
import { instantOf } from '@huying/core/calendar'
import { type Static, Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { type Sheet, toCsv, toXlsx } from '../export/sheet.ts'
import { Day } from '../period.ts'
import { signedIn } from '../session.ts'
import { asFile } from '../file.ts'
import { PAGE } from '../shell/filters.ts'
import type { Shell } from '../shell/shell.ts'
import { COLUMNS } from './columns.ts'
import { labelsOf } from './labels.ts'
import { setAsked } from './named.ts'
import { type Answer, answerOf, askable, dimensionOf, isAddedUp, type Query, WORDS } from './query.ts'
import { figureReader, reaches } from './reach.ts'
import { figureRows } from './rows.ts'

const closed = { additionalProperties: false }
const Dimension = Type.String({ pattern: '^[a-z]{1,20}$', title: '分类' })
const asked = {
  from: Day,
  to: Day,
  by: Type.String({ pattern: '^[a-z]{1,20}$', default: 'all', title: '分类' }),
  and: Type.Optional(Dimension),
  level: Type.Optional(Type.Integer({ minimum: 0, maximum: 9, title: '层级' })),
  /** Names, trees and denominators: of the version in force at the end of the span, or of the one in force now. */
  names: Type.Union([Type.Literal('then'), Type.Literal('now')], { default: 'then', title: '名称和口径' }),
}
const QueryAsked = Type.Object(
  {
    measures: Type.String({ pattern: '^[a-z0-9-]+(,[a-z0-9-]+){0,5}$', title: '指标' }),
    ...asked,
    per: Type.Optional(
      Type.Union(
        PERIODS.map((p) => Type.Literal(p)),
        { title: '时间分段' },
      ),
    ),
    format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('xlsx')], { title: '格式' })),
  },
  closed,
)
const RowsAsked = Type.Object(
  {
    measure: Type.String({ pattern: '^[a-z0-9-]{1,60}$', title: '指标' }),
    part: Type.Union([Type.Literal('numerator'), Type.Literal('denominator'), Type.Literal('rest')], { default: 'numerator' }),
    ...asked,
    key: Type.String({ maxLength: 160, default: 'all' }),
    ...PAGE,
  },
  closed,
)
type Asking = Static<typeof QueryAsked>

export function measureRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/measures', { schema: { summary: '指标字典：公式、分母、时间口径、取整、来源' } }, async (request) => {
    const { policy, version } = await figureReader(shell, request)
    const measures = [...dictionaryOf(policy).values()].map((measure) => {
      const { cohort, rounding, among, denominator } = evaluate(measure, () => 0)
      const { code, label, group, as, unit, formula, source, assumed, note: remark, excluded } = measure
      const words = { formula, among: measure.among ? among || denominator : undefined, cohort, rounding, source, note: remark }
      const by = Object.keys(WORDS).filter((dimension) => askable(measure, { by: dimension }) === undefined)
      return { code, label, group, as, unit, ...words, assumed, excluded: excluded.map((one) => one.label), by }
    })
    return { version, dimensions: Object.entries(WORDS).map(([code, label]) => ({ code, label })), measures }
  })

  app.get<{ Querystring: Asking }>(
    '/api/measures/query',
    { schema: { querystring: QueryAsked, summary: '统计查询：任意指标按任意分类和时间，附同比、环比' } },
    async (request, reply) => {
      const { reader, policy, version } = await asking(request, request.query)
      const { measures, level = 'own', names: _, format, ...more } = request.query
      const query: Query = { ...more, measures: measures.split(','), level }
      const answer = await answerOf(shell, reader.centre, { policy, version }, query)
      const shown = reader.central ? answer : ownOnly(answer, (unit) => reaches(reader.actor, policy, unit))
      return format ? sent(request, reply, shown, format) : shown
    },
  )

  app.get<{ Querystring: Static<typeof RowsAsked> }>(
    '/api/measures/rows',
    { schema: { querystring: RowsAsked, summary: '统计查询中一个数字的明细' } },
    async (request) => {
      const { reader, policy } = await asking(request, request.query)
      if (!reader.central) return refuse('forbidden', '只有热线中心可以查看数字背后的明细；本单位的工单在“办理工作台”中查看')
      const { measure: code, part, by, and, level = 'own', key, from, to, after, limit } = request.query
      const measure = dictionaryOf(policy).get(code)
      const set = setAsked(policy, { rate: code, part })
      if (!measure || !set) return refuse('not_found', '没有这个指标', { field: 'measure' })
      const { centre, actor } = reader
      const base = { centre, actor, policy, set, first: from, last: to, now: shell.clock.now(), after, limit }
      if (key === 'all' || by === 'all') {
        const { dimension, key: only } = measure.only ?? { dimension: 'all', key: 'all' }
        return figureRows(shell.pool, { ...base, dimension, key: only })
      }
      const labels = await labelsOf(shell, centre, policy, { by, level })
      const [first = '', other] = key.split('~')
      const keys = labels.under(first)
      const dimension = dimensionOf({ by, and })
      if (!and || other === undefined) return figureRows(shell.pool, { ...base, dimension, key, keys })
      if (isAddedUp(dimension)) return figureRows(shell.pool, { ...base, dimension, key, keys: keys.map((one) => crossed(one, other)) })
      const columns = COLUMNS[measure.over]
      const across = [
        { column: columns[by] ?? 'null', keys },
        { column: columns[and] ?? 'null', keys: [other] },
      ]
      return figureRows(shell.pool, { ...base, dimension: 'all', key: 'all', across })
    },
  )

  /** Who asks, and by which version of the pack. A unit's post has the figures of its own units alone. */
  async function asking(request: FastifyRequest, { from, to, by, and, names }: Pick<Asking, 'from' | 'to' | 'by' | 'and' | 'names'>) {
    const reader = await figureReader(shell, request)
    const { centre, actor, central } = reader
    if (from > to) return refuse('invalid', '统计期的起始日期不能晚于截止日期', { field: 'from' })
    if (and === by) return refuse('invalid', '交叉统计要选两个不同的分类', { field: 'and' })
    for (const dimension of [by, and])
      if (dimension !== undefined && !(dimension in WORDS)) return refuse('unknown_code', '没有这种分类，请从列表中选择', { field: 'by' })
    if (!central && (by !== 'unit' || and)) return refuse('forbidden', '承办单位只能按承办单位查看本单位及下级的数字', { field: 'by' })
    const watches = reader.policy.post(actor.post)?.pages.includes('reports')
    if ([by, and].includes('agent') && !watches) return refuse('forbidden', '当前岗位不能查看按话务员统计的数字', { field: 'by' })
    const now = shell.clock.now()
    const end = Math.min(now, instantOf(`${to}T23:59`)) as typeof now
    const version = names === 'now' ? reader.version : await shell.packs.versionAt(centre, end)
    const policy = version === reader.version ? reader.policy : await shell.packs.at(centre, version)
    return { reader, policy, version }
  }

  async function sent(request: FastifyRequest, reply: FastifyReply, answer: Answer, format: 'csv' | 'xlsx') {
    const { centre, actor, name } = signedIn(request)
    const now = shell.clock.now()
    const detail = { register: '统计查询', ...(request.query as object), rows: answer.rows.length }
    await note(shell, centre, { kind: 'export', actor: actor.user, post: actor.post, detail }, now)
    const { sheet, lines } = sheetOf(answer)
    void asFile(reply, `统计查询-${answer.from}-${answer.to}.${format}`)
    if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(toCsv(sheet, lines))
    const mark = `${name} ${formatInstant(now)} 导出，${answer.from} 至 ${answer.to}，按机制配置第 ${answer.version} 版`
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(Buffer.from(await toXlsx(sheet, lines, mark)))
  }
}

/** What a unit's post may read: its own units, and no whole to take the others from. */
const ownOnly = (answer: Answer, reach: (unit: string) => boolean): Answer => ({
  ...answer,
  rows: answer.rows.filter(({ key }) => reach(key)),
  total: { ...answer.total, values: [] },
})

function sheetOf({ by, and, measures, rows, total }: Answer): { sheet: Sheet; lines: string[][] } {
  const heads = measures.flatMap(({ label, as, unit }) => {
    const change = as === 'rate' ? '个百分点' : unit
    return [`${label}（${unit}）`, ...(as === 'count' ? [] : ['分子', '分母']), `环比（${change}）`, `同比（${change}）`]
  })
  const columns = [[[by, and].flatMap((one) => (one ? (WORDS[one] ?? one) : [])).join(' · '), 24], ...heads.map((head) => [head, 14])]
  const lines = [...rows, total].map(({ label, values }) => [
    label,
    ...values.flatMap(({ cell, before, yearAgo }, i) => [
      cell.text ?? '—',
      ...(measures[i]?.as === 'count' ? [] : [String(cell.numerator), String(cell.denominator)]),
      before.change ?? '—',
      yearAgo.change ?? '—',
    ]),
  ])
  return { sheet: { name: '统计查询', columns: columns as unknown as Sheet['columns'] }, lines }
}
