/** Exports: a list as xlsx or csv, without personal data, up to the pack's rows; more needs the head of the centre. Every export is recorded. */
import { formatInstant } from '@huying/core/calendar'
import type { Order } from '@huying/core/order/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { scopeSql } from '../access.ts'
import { type AuditKind, note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../http.ts'
import { endOfDay, startOfDay } from '../period.ts'
import type { Shell } from '../shell/shell.ts'
import { readTexts } from '../text/read.ts'
import { registerLine, toCsv, toXlsx } from './register.ts'

const Query = Type.Object(
  {
    from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: '受理日期起' }),
    to: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: '受理日期止' }),
    unit: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    stage: Type.Optional(Type.String()),
    format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')], { default: 'xlsx' }),
    approval: Type.Optional(Type.String({ title: '批准编号' })),
  },
  { additionalProperties: false },
)
type Asked = typeof Query.static

const Ask = Type.Object(
  { why: Type.String({ minLength: 2, maxLength: 200, title: '导出用途' }), query: Query },
  { additionalProperties: false },
)

export function exportRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Querystring: Asked }>(
    '/api/export/orders',
    { schema: { querystring: Query, summary: '导出工单登记表' } },
    async (request, reply) => {
      const { centre, actor, name } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { query } = request
      const cap = policy.pack.exports.rows
      const allowed = query.approval ? await approvedRows(centre, actor.user, query) : cap.value
      const scope = scopeSql('order', actor, policy, 7)
      const { rows } = await shell.pool.query<{ state: Order }>(
        `select t.state from work_order t where t.centre_id = $1 and t.accepted_at >= $2::timestamptz and t.accepted_at < $3::timestamptz
         and ($4::text is null or t.unit_paths && array[$4::text]) and ($5::text is null or t.category_path && array[$5::text]) and ($6::text is null or t.stage = $6::text)
         and ${scope.text} order by t.accepted_at, t.id limit ${allowed + 1}`,
        [
          centre,
          startOfDay(query.from),
          endOfDay(query.to),
          query.unit ?? null,
          query.category ?? null,
          query.stage ?? null,
          ...scope.values,
        ],
      )
      if (rows.length > allowed) {
        return refuse('limit', `导出超过 ${allowed} 行，须经热线中心负责人批准，或缩小范围后再导出`, {
          source: cap.source,
          assumed: cap.assumed,
          instead: 'export.request',
        })
      }
      const now = shell.clock.now()
      const texts = await readTexts(
        shell.pool,
        centre,
        rows.flatMap(({ state }) => [state.title.id, state.content.id]),
      )
      const lines = rows.map(({ state }, i) =>
        registerLine(
          { order: state, title: texts.get(state.title.id) ?? '', content: texts.get(state.content.id) ?? '' },
          i + 1,
          policy,
          now,
        ),
      )
      await audit(request, 'export', { ...query, rows: rows.length })
      const file = `工单登记表-${query.from}-${query.to}.${query.format}`
      void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
      if (query.format === 'csv') return reply.type('text/csv; charset=utf-8').send(toCsv(lines))
      const mark = `${name} ${formatInstant(now)} 导出，共 ${rows.length} 件，仅限工作使用`
      return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(await toXlsx(lines, mark)))
    },
  )

  // Two persons: one asks, the head of the centre agrees; the approval is for that person, that query, once.
  app.post<{ Body: typeof Ask.static }>('/api/export/requests', { schema: { body: Ask, summary: '申请超量导出' } }, async (request) => {
    const id = await audit(request, 'export_asked', request.body)
    return { id }
  })

  app.post<{ Params: { id: string } }>('/api/export/requests/:id/approve', { schema: { summary: '批准超量导出' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (!policy.post(actor.post)?.commands.includes('export.approve')) return refuse('forbidden', '只有热线中心负责人可以批准超量导出')
    const { rows } = await shell.pool.query<{ actor: string }>(
      `select actor from audit where centre_id = $1 and audit_id::text = $2 and kind = 'export_asked'`,
      [centre, request.params.id],
    )
    if (!rows[0]) return refuse('not_found', '没有这项导出申请')
    if (rows[0].actor === actor.user) return refuse('same_person', '不能批准自己的导出申请')
    await audit(request, 'export_approved', { request: request.params.id })
    return { ok: true }
  })

  function audit(request: FastifyRequest, kind: AuditKind, detail: object): Promise<string> {
    const { centre, actor } = signedIn(request)
    return note(shell.pool, centre, { kind, actor: actor.user, post: actor.post, detail }, shell.clock.now())
  }

  async function approvedRows(centre: string, user: string, query: Asked): Promise<number> {
    const { rows } = await shell.pool.query<{ detail: { query: Asked } }>(
      `select a.detail from audit a join audit ok on ok.centre_id = a.centre_id and ok.kind = 'export_approved' and ok.detail->>'request' = a.audit_id::text
       where a.centre_id = $1 and a.audit_id::text = $2 and a.kind = 'export_asked' and a.actor = $3`,
      [centre, query.approval, user],
    )
    const asked = rows[0]?.detail.query
    const same = asked && (['from', 'to', 'unit', 'category', 'stage'] as const).every((k) => asked[k] === query[k])
    return same ? MOST : refuse('forbidden', '这项导出没有获得批准，或与批准的范围不同')
  }
}

/** Rows of one file, whoever approved: what a spreadsheet opens. */
const MOST = 100_000
