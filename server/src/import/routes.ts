/**
 * 导入 in 业务管理: the file is looked at first (its heads, what they seem to mean), then run dry or for good, with progress and the rows
 * that did not go in. What is not finished when the process ends is sent again and adds nothing twice.
 */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { v7 as uuid } from 'uuid'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { asFile } from '../file.ts'
import type { Shell } from '../shell/shell.ts'
import { guessMapping, type Mapping, MappingSchema } from './mapping.ts'
import { fileInHand, readRows, type SourceFile, type SourceRow } from './rows.ts'
import { faultLine, type Imported, importRequests } from './run.ts'

/** Larger files go in by the command line, which reads them as they come. */
const MAX_BYTES = 64 * 1024 * 1024
const HELD = 3
const SAMPLE = 5
const MOST_FAULTS = 5000

interface Held {
  id: string
  centre: string
  user: string
  file: SourceFile
  mapping: Mapping
  state: 'read' | 'running' | 'done' | 'failed'
  done: Imported
  faults: string[]
  why?: string
}

const Named = Type.Object({ name: Type.String({ minLength: 1, maxLength: 255, title: '文件名' }) }, { additionalProperties: false })
const Run = Type.Object(
  {
    mapping: MappingSchema,
    as: Type.Union([Type.Literal('history'), Type.Literal('new')], { title: '导入为' }),
    dryRun: Type.Boolean({ title: '试运行' }),
  },
  { additionalProperties: false },
)

export function importRoutes(app: FastifyInstance, shell: Shell) {
  const held = new Map<string, Held>()

  async function allowed(request: FastifyRequest) {
    const session = signedIn(request)
    const { policy } = await shell.packs.current(session.centre)
    if (!policy.post(session.actor.post)?.commands.includes('import.run')) refuse('forbidden', '当前岗位不能导入，请联系业务管理员')
    return session
  }
  async function own(request: FastifyRequest<{ Params: { id: string } }>) {
    const { user } = await allowed(request)
    const found = held.get(request.params.id)
    return found?.user === user ? found : refuse('not_found', '没有这次导入，请重新选择文件')
  }

  void app.register((inner, _options, ready) => {
    inner.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_r, body, next) =>
      next(null, body),
    )
    inner.post<{ Querystring: typeof Named.static }>(
      '/api/imports',
      { bodyLimit: MAX_BYTES, schema: { querystring: Named, summary: '上传待导入的文件' } },
      async (request) => {
        const { centre, user } = await allowed(request)
        const { body } = request
        if (!Buffer.isBuffer(body) || body.length === 0) return refuse('invalid', '没有收到文件，请重新选择')
        const file = fileInHand(request.query.name, body)
        const sample = await sampleOf(file)
        const first = sample[0]
        if (!first) return refuse('invalid', '文件里没有数据行，请检查第一行是否为表头')
        const mapping = guessMapping(request.query.name, Object.keys(first.cells))
        const empty = { read: 0, added: 0, known: 0, faulty: 0 }
        const one: Held = { id: uuid(), centre, user, file, mapping, state: 'read', done: empty, faults: [] }
        held.set(one.id, one)
        for (const id of [...held.keys()].slice(0, -HELD)) if (held.get(id)?.state !== 'running') held.delete(id)
        return { id: one.id, heads: Object.keys(first.cells), mapping, sample: sample.map((row) => row.cells) }
      },
    )
    ready()
  })

  app.post<{ Params: { id: string }; Body: typeof Run.static }>(
    '/api/imports/:id/run',
    { schema: { body: Run, summary: '开始导入（或试运行）' } },
    async (request) => {
      const one = await own(request)
      const { centre, actor } = signedIn(request)
      if (one.state === 'running') return refuse('already', '这次导入正在进行')
      const { mapping, as, dryRun } = request.body
      Object.assign(one, { state: 'running', faults: [], why: undefined })
      const detail = { file: one.file.name, as, dryRun }
      await note(shell, centre, { kind: 'import', actor: actor.user, post: actor.post, object: one.id, detail }, shell.clock.now())
      const faulty = (row: SourceRow, why: string) => {
        if (one.faults.length < MOST_FAULTS) one.faults.push(faultLine(row, why))
      }
      const progress = (done: Imported) => Object.assign(one, { done: { ...done } })
      void importRequests(shell, centre, one.file, { as, mapping, source: mapping.source, dryRun, faulty, progress }).then(
        (done) => Object.assign(one, { state: 'done', done }),
        (error: unknown) => {
          request.log.error({ error }, 'import broke off')
          Object.assign(one, { state: 'failed', why: '导入中断，已导入的保留；请检查文件后重新导入，不会重复' })
        },
      )
      return { ok: true }
    },
  )

  app.get<{ Params: { id: string } }>('/api/imports/:id', { schema: { summary: '导入进度' } }, async (request) => {
    const { state, done, why, faults } = await own(request)
    return { state, ...done, why, faults: faults.slice(0, 50).map((line) => JSON.parse(line) as unknown) }
  })

  app.get<{ Params: { id: string } }>('/api/imports/:id/faults', { schema: { summary: '下载有误的行' } }, async (request, reply) => {
    const { faults } = await own(request)
    return asFile(reply, '导入有误的行.jsonl').type('application/x-ndjson; charset=utf-8').send(faults.join(''))
  })
}

async function sampleOf(file: SourceFile): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  try {
    for await (const row of readRows(file)) {
      rows.push(row)
      if (rows.length === SAMPLE) break
    }
  } catch (error) {
    return refuse(
      'invalid',
      error instanceof Error && error.message.startsWith('不支持') ? error.message : '文件读不出来，请用 .csv、.xlsx 或 .jsonl',
    )
  }
  return rows
}
