/** 通报: editions, their figures and rows, what units check, and whether everything adds up. */
import { isCentre } from '@huying/core/access/permit'
import { PERIOD_PATTERN } from '@huying/core/bulletin/period'
import type { Edition } from '@huying/core/bulletin/state'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { scopeSql } from '../access.ts'
import { refuse } from '../errors.ts'
import { bulletinFrom } from '../figures/bulletin.ts'
import { setAsked } from '../figures/named.ts'
import { keysAsked, RowsQuery } from '../figures/routes.ts'
import { unitsFrom } from '../figures/units.ts'
import { signedIn } from '../session.ts'
import { asFile } from '../file.ts'
import { PAGE } from '../shell/filters.ts'
import { loadFor, viewOf } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { checkPage } from './check.ts'
import { sheetDocx } from './docx.ts'
import { dailySums } from './frozen.ts'
import { gapsOf } from './gaps.ts'
import { lookFrozen } from './look.ts'
import { frozenRows } from './rows.ts'
import { numberOf, sheetOf, titleOf } from './sheet.ts'
import { sheetText } from './text.ts'
import { verified } from './verify.ts'

const ListQuery = Type.Object(
  { period: Type.Optional(Type.String({ pattern: PERIOD_PATTERN, title: '统计期' })) },
  { additionalProperties: false },
)
const CheckQuery = Type.Object(
  { unit: Type.Optional(Type.String({ maxLength: 60 })), only: Type.Optional(Type.Literal('missed')), ...PAGE },
  { additionalProperties: false },
)
const GapsQuery = Type.Object(
  { after: Type.Optional(Type.String({ maxLength: 40 })), limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }) },
  { additionalProperties: false },
)
const SheetQuery = Type.Object(
  { format: Type.Union([Type.Literal('json'), Type.Literal('md'), Type.Literal('docx')], { default: 'json' }) },
  { additionalProperties: false },
)

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

type By = { Params: { id: string } }
interface Read {
  centre: string
  actor: Actor
  edition: Edition
  policy: Policy
}

const isPublished = ({ stage }: Edition) => stage === 'issued' || stage === 'corrected'
const isFrozen = ({ facts }: Edition) => facts !== undefined

export function bulletinRoutes(app: FastifyInstance, shell: Shell) {
  /** The edition, where the reader may see it at all. */
  const read = async (request: FastifyRequest<By>): Promise<Read> => {
    const { centre, actor } = signedIn(request)
    const stored = await loadFor(shell, centre, 'edition', request.params.id, actor)
    if (!stored) return refuse('not_found', '没有找到，或您无权查看')
    return { centre, actor, edition: stored.state as unknown as Edition, policy: stored.policy }
  }
  /** Figures: of the centre at any time, of others once it was issued. */
  const readFigures = async (request: FastifyRequest<By>): Promise<Read> => {
    const found = await read(request)
    if (!isFrozen(found.edition)) return refuse('stage', '数据正在关账，稍后再看')
    if (!isCentre(found.actor, found.policy) && !isPublished(found.edition)) return refuse('forbidden', '通报印发前只能核对本单位的明细')
    return found
  }
  const readCentral = async (request: FastifyRequest<By>): Promise<Read> => {
    const found = await readFigures(request)
    return isCentre(found.actor, found.policy) ? found : refuse('forbidden', '只有热线中心可以查看明细')
  }

  app.get<{ Querystring: typeof ListQuery.static }>(
    '/api/editions',
    { schema: { querystring: ListQuery, summary: '通报各版' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const scope = scopeSql('edition', actor, policy, 3)
      const { rows } = await shell.pool.query<{ state: Edition }>(
        `select t.state from edition t where t.centre_id = $1 and ($2::text is null or t.period = $2) and ${scope.text} order by t.state->>'last' desc, t.period, t.no desc, t.cutoff_at desc limit 200`,
        [centre, request.query.period ?? null, ...scope.values],
      )
      const kinds = (policy.pack.bulletins ?? []).map(({ code, label, period = 'month' }) => ({ code, label, period }))
      const mayClose = policy.post(actor.post)?.commands.includes('edition.close') ?? false
      return { kinds, mayClose, rows: await Promise.all(rows.map(({ state }) => lineOf(shell, centre, state))) }
    },
  )

  app.get<By>('/api/editions/:id', { schema: { summary: '通报一版' } }, async (request) => {
    const { centre, actor, policy, edition } = await read(request)
    const stored = await loadFor(shell, centre, 'edition', edition.id, actor)
    if (!stored) return refuse('not_found', '没有找到，或您无权查看')
    const kind = policy.pack.bulletins?.find(({ code }) => code === edition.kind)
    return {
      ...(await viewOf(shell, centre, 'edition', edition.id, actor, stored)),
      title: titleOf(edition, policy),
      number: numberOf(edition, policy),
      sections: kind?.sections ?? [],
      claims: kind?.objections ?? [],
      central: isCentre(actor, policy),
    }
  })

  app.get<By & { Querystring: typeof SheetQuery.static }>(
    '/api/editions/:id/sheet',
    { schema: { querystring: SheetQuery, summary: '通报全文' } },
    async (request, reply) => {
      const { centre, edition } = await readFigures(request)
      const sheet = await sheetOf(shell, centre, edition)
      const { format } = request.query
      if (format === 'json') return sheet
      const file = asFile(reply, `${sheet.title}-第${sheet.no}版.${format}`)
      if (format === 'docx') return file.type(DOCX).send(await sheetDocx(sheet))
      return file.type('text/markdown; charset=utf-8').send(sheetText(sheet))
    },
  )

  app.get<By>('/api/editions/:id/figures', { schema: { summary: '本版数字' } }, async (request) => {
    const { centre, edition } = await readFigures(request)
    return bulletinFrom(await lookFrozen(shell, centre, edition))
  })
  app.get<By>('/api/editions/:id/figures/units', { schema: { summary: '本版各承办单位指标' } }, async (request) => {
    const { centre, edition } = await readFigures(request)
    return unitsFrom(await lookFrozen(shell, centre, edition))
  })
  app.get<By>('/api/editions/:id/figures/days', { schema: { summary: '本版每日受理件数' } }, async (request) => {
    const { centre, edition } = await readFigures(request)
    const days = await dailySums(shell.pool, centre, edition.id, 'accepted')
    return days.map(({ day, amount }) => ({ day, accepted: amount }))
  })
  app.get<By & { Querystring: typeof RowsQuery.static }>(
    '/api/editions/:id/figures/rows',
    { schema: { querystring: RowsQuery, summary: '本版数字背后的明细：关账时的数，今天的工单' } },
    async (request) => {
      const { centre, actor, edition, policy } = await readCentral(request)
      const { figure, rate, part, after, limit } = request.query
      const set = setAsked(policy, { figure, rate, part })
      if (!set) return refuse('not_found', '没有这个指标', { field: 'rate' })
      return frozenRows(shell, { ...keysAsked(request.query), after, limit, centre, actor, edition, policy, set })
    },
  )

  app.get<By & { Querystring: typeof CheckQuery.static }>(
    '/api/editions/:id/check',
    { schema: { querystring: CheckQuery, summary: '单位核对：计入和不计入本单位的明细' } },
    async (request) => {
      const { centre, actor, edition, policy } = await read(request)
      if (!isFrozen(edition)) return refuse('stage', '数据正在关账，稍后再看')
      const central = isCentre(actor, policy)
      const { unit = actor.unit, only, after, limit } = request.query
      if (!central && unit !== actor.unit) return refuse('forbidden', '只能核对本单位的明细')
      return checkPage(shell, centre, edition, { unit, only, after, limit })
    },
  )
  app.get<By & { Querystring: typeof GapsQuery.static }>(
    '/api/editions/:id/gaps',
    { schema: { querystring: GapsQuery, summary: '闭环校验：缺环节的工单' } },
    async (request) => {
      const { centre, edition } = await readCentral(request)
      return gapsOf(shell.pool, centre, edition.id, request.query.limit, request.query.after)
    },
  )
  app.get<By>('/api/editions/:id/verify', { schema: { summary: '勾稽核对：本版数字与明细逐项相比' } }, async (request) => {
    const { centre, edition } = await readCentral(request)
    return verified(shell, centre, edition)
  })
}

async function lineOf(shell: Shell, centre: string, edition: Edition) {
  const policy = await shell.packs.at(centre, edition.version)
  const { id, kind, period, no, stage, cutoff, issued, facts, corrects, correctedBy } = edition
  return {
    id,
    kind,
    period,
    no,
    stage,
    cutoff,
    corrects,
    correctedBy,
    title: titleOf(edition, policy),
    number: numberOf(edition, policy),
    issuedAt: issued?.at,
    facts: facts?.count,
  }
}
