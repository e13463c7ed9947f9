/** Exports: a list as xlsx or csv, without personal data, up to the pack's rows; more needs the head of the centre. Every export is recorded. */
import { formatDay, dayOf, formatInstant } from '@huying/core/calendar'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { asFile } from '../file.ts'
import type { Shell } from '../shell/shell.ts'
import { approvalFor, approvalRoutes, recorded } from './approvals.ts'
import { EXPORT_KINDS, type ExportKind, EXPORTS, type Reader } from './lists.ts'
import { type Sheet, toCsv, toXlsx } from './sheet.ts'

const OUT = {
  format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')], { default: 'xlsx', title: '格式' }),
  approval: Type.Optional(Type.String({ maxLength: 40, title: '批准编号' })),
}
type Asked = Record<string, unknown> & { format: 'xlsx' | 'csv'; approval?: string }

/** Rows of one file, whoever approved: what a spreadsheet opens. */
const MOST = 100_000

export function exportRoutes(app: FastifyInstance, shell: Shell) {
  approvalRoutes(app, shell)
  for (const kind of EXPORT_KINDS) {
    const { query, summary, sheet } = EXPORTS[kind]
    const querystring = Type.Object({ ...query.properties, ...OUT }, { additionalProperties: false })
    app.get<{ Querystring: Asked }>(`/api/export/${kind}`, { schema: { querystring, summary } }, async (request, reply) => {
      const { centre, actor, name } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { format, approval: given, ...asked } = request.query
      const now = shell.clock.now()
      const { lines, approval } = await taken({ centre, actor, policy, now }, kind, asked, given)
      const detail = {
        register: sheet.name,
        ...recorded(asked),
        format,
        approval,
        rows: lines.length,
      }
      await note(shell, centre, { kind: 'export', actor: actor.user, post: actor.post, detail }, now)
      void asFile(reply, `${fileName(sheet, asked, now)}.${format}`)
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(toCsv(sheet, lines))
      const mark = `${name} ${formatInstant(now)} 导出，共 ${lines.length} 件，仅限工作使用`
      const file = await toXlsx(sheet, lines, mark)
      return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(file))
    })
  }

  /** The lines, each with its number; above the pack's rows only as approved, by the approval named or by whichever there is. */
  async function taken(reader: Reader, kind: ExportKind, query: Record<string, unknown>, given?: string) {
    const { policy } = reader
    const cap = policy.pack.exports.rows
    const read = (limit: number) => EXPORTS[kind].read(shell, reader, query, limit)
    const numbered = (lines: string[][]) => lines.map((line, i) => [String(i + 1), ...line])
    const few = given ? undefined : await read(cap.value)
    if (few && !few.more) return { lines: numbered(few.lines) }
    const approval = await approvalFor(shell, reader, kind, query, given)
    if (given && !approval)
      return refuse('forbidden', '这项导出没有获得批准、已过有效期，或与批准的范围不同，请核对批准编号和筛选条件', { field: 'approval' })
    if (!approval)
      return refuse('limit', `导出超过 ${cap.value} 行，须经热线中心负责人批准，或缩小范围后再导出`, {
        source: cap.source,
        assumed: cap.assumed,
        instead: 'export.request',
      })
    const { lines, more } = await read(MOST)
    if (more) return refuse('limit', `一个文件最多 ${MOST} 行，请缩小范围后分次导出`)
    return { lines: numbered(lines), approval }
  }
}

/** 工单登记表-2024-11-01-2024-11-30; without a period the day on which it was taken out. */
function fileName({ name }: Sheet, { from, to }: Record<string, unknown>, now: Reader['now']): string {
  const today = formatDay(dayOf(now))
  return [name, ...(from || to ? [from ?? '', to ?? today] : [today])].filter(Boolean).join('-')
}
