/** 审计查询: sign-ins, looks at numbers, exports, prints, changes of rights and refused attempts, for the audit administrator only. */
import { dayOf, formatDay, formatInstant } from '@huying/core/calendar'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hasPage } from '../access.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { asFile } from '../file.ts'
import { PAGE } from '../shell/filters.ts'
import type { Shell } from '../shell/shell.ts'
import { toCsv, toXlsx } from '../export/sheet.ts'
import { taken } from '../export/taken.ts'
import { recordLine, RECORDS } from './file.ts'
import { RECORD_FILTERS, recordList } from './list.ts'
import { AUDIT_KINDS, note } from './note.ts'

const Query = Type.Object(
  {
    ...RECORD_FILTERS,
    ...PAGE,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  },
  { additionalProperties: false },
)
const File = Type.Object(
  { ...RECORD_FILTERS, format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')], { default: 'xlsx', title: '格式' }) },
  { additionalProperties: false },
)
/** Rows of one file: what a spreadsheet opens. */
const MOST = 100_000
const Printed = Type.Object(
  { what: Type.Union([Type.Literal('order'), Type.Literal('sheet'), Type.Literal('list')]), object: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export function auditRoutes(app: FastifyInstance, shell: Shell) {
  const auditor = async (request: FastifyRequest) => {
    const session = signedIn(request)
    const { policy } = await shell.packs.current(session.centre)
    if (!hasPage(session.actor, policy, 'audit')) return refuse('forbidden', '只有审计管理员可以查看审计记录')
    return { ...session, policy }
  }

  app.get<{ Querystring: typeof Query.static }>('/api/audit', { schema: { querystring: Query, summary: '审计记录' } }, async (request) => {
    const { centre, policy } = await auditor(request)
    return recordList(shell.pool, { ...request.query, centre, policy })
  })

  // Whoever keeps the record takes it out without asking anybody; that he did is on record too.
  app.get<{ Querystring: typeof File.static }>(
    '/api/audit/file',
    { schema: { querystring: File, summary: '导出审计记录' } },
    async (request, reply) => {
      const { centre, policy, actor, name } = await auditor(request)
      const { format, ...asked } = request.query
      const now = shell.clock.now()
      const { lines, more } = await taken(
        MOST,
        (part) => recordList(shell.pool, { ...asked, centre, policy, ...part }),
        (rows) => rows.map(recordLine),
      )
      if (more) return refuse('limit', `一个文件最多 ${MOST} 行，请缩小时间范围后分次导出`)
      const detail = { register: RECORDS.name, ...asked, format, rows: lines.length }
      await note(shell, centre, { kind: 'export', actor: actor.user, post: actor.post, detail }, now)
      const file = `${RECORDS.name}-${formatDay(dayOf(now))}.${format}`
      void asFile(reply, file)
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(toCsv(RECORDS, lines))
      const mark = `${name} ${formatInstant(now)} 导出，共 ${lines.length} 条，仅限审计使用`
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(Buffer.from(await toXlsx(RECORDS, lines, mark)))
    },
  )

  app.get('/api/audit/kinds', { schema: { summary: '审计记录的种类' } }, async (request) => {
    await auditor(request)
    return Object.entries(AUDIT_KINDS).map(([code, label]) => ({ code, label }))
  })

  // The browser prints; the page says so, so that paper is on record too.
  app.post<{ Body: typeof Printed.static }>('/api/audit/printed', { schema: { body: Printed, summary: '登记打印' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { what, object } = request.body
    await note(shell, centre, { kind: 'print', actor: actor.user, post: actor.post, object, detail: { what } }, shell.clock.now())
    return { ok: true }
  })
}
