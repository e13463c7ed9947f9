/** 附件 of an order: who may see the order may read them; who may do something on it may add. Every reading is recorded, as a look at a number is. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { maskText } from '@huying/text/detect'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { asFile } from '../file.ts'
import { erasedAmong, keeping } from '../erasure/files.ts'
import { signedIn } from '../session.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { addressOf } from './blobs.ts'
import { bare } from './bare.ts'
import { kindOf, KINDS, MAX_BYTES, safeName } from './kinds.ts'
import { type Attachment, addAttachment, attachmentsOf } from './store.ts'

const Named = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 255, title: '文件名' }),
    /** A new version of this file; the one before stays. */
    replaces: Type.Optional(Type.String({ format: 'uuid', title: '被替换的附件' })),
  },
  { additionalProperties: false },
)
/** Files of one order: more is no evidence but a dump. */
const MOST = 60

export function attachmentRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { id: string } }>('/api/orders/:id/attachments', { schema: { summary: '工单附件' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { id } = request.params
    if (!(await loadFor(shell, centre, 'order', id, actor))) return refuse('not_found', '没有找到，或您无权查看')
    const files = await attachmentsOf(shell.pool, centre, id)
    const erased = await erasedAmong(
      shell.pool,
      centre,
      files.map((file) => file.id),
    )
    return files.map((file) => ({ ...shown(file), ...(erased.has(file.id) ? { erased: true } : {}) }))
  })

  app.get<{ Params: { id: string; file: string } }>(
    '/api/orders/:id/attachments/:file',
    { schema: { summary: '查看附件（留痕）' } },
    async (request, reply) => {
      const { centre, actor } = signedIn(request)
      const { id, file } = request.params
      const order = await loadFor(shell, centre, 'order', id, actor)
      const found = order && (await attachmentsOf(shell.pool, centre, id)).find((one) => one.id === file)
      if (!found) return refuse('not_found', '没有找到，或您无权查看')
      if ((await erasedAmong(shell.pool, centre, [file])).size) return refuse('gone', '这个附件的内容已依法删除，只保留名称和校验值')
      const content = await shell.blobs.get(found.sha256)
      const detail = { order: id, name: found.name }
      await note(shell, centre, { kind: 'file_read', actor: actor.user, post: actor.post, object: file, detail }, shell.clock.now())
      // A picture is shown by the page, a file is saved.
      return asFile(reply, found.name).type(found.type).header('cache-control', 'private, max-age=300').send(content)
    },
  )

  // Raw bodies of these types are taken here and nowhere else.
  void app.register((inner, _options, done) => {
    inner.addContentTypeParser(Object.keys(KINDS), { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, next) => next(null, body))
    inner.post<{ Params: { id: string }; Querystring: typeof Named.static }>(
      '/api/orders/:id/attachments',
      { bodyLimit: MAX_BYTES, schema: { querystring: Named, summary: '上传附件：jpg、png、pdf，每个不超过 20 MB' } },
      async (request) => {
        const { centre, actor, name: by } = signedIn(request)
        const { id } = request.params
        const view = await openView(shell, centre, 'order', id, actor)
        if (view.open.length === 0) return refuse('forbidden', '这件工单您现在只能查看，不能上传附件')
        const given = request.body
        if (!Buffer.isBuffer(given) || given.length === 0) return refuse('invalid', '没有收到文件，请重新选择')
        const type = kindOf(given)
        if (!type)
          return refuse('invalid', '只能上传 jpg、png 图片或 pdf 文件，其他格式（如苹果手机的 HEIC）请转换后再上传', { field: 'name' })
        const content = type === 'application/pdf' ? given : bare(type, given)
        if (!content) return refuse('invalid', '这张图片不完整，打不开，请重新拍摄或转换后再上传', { field: 'name' })
        const there = await attachmentsOf(shell.pool, centre, id)
        const sha256 = addressOf(content)
        // The same file again is the file that is there, whatever it is called now.
        const same = request.query.replaces === undefined && there.find((one) => one.sha256 === sha256 && one.unit === actor.unit)
        if (same) return shown(same)
        if (there.length >= MOST) return refuse('limit', `每件工单最多 ${MOST} 个附件`)
        const before = replacedBy(there, request.query.replaces, actor.unit)
        const added: Attachment = {
          ...{ id: uuid(), order: id, sha256, type, size: content.length },
          ...{ name: safeName(maskText(request.query.name)), unit: actor.unit, user: actor.user, by, at: shell.clock.now() },
          ...(before ? { version: before.version + 1, replaces: before.id } : { version: 1 }),
        }
        const kept = await keeping(shell.pool, async (db) => {
          await shell.blobs.put(content)
          return addAttachment(db, shell.crypto, centre, added)
        })
        if (!kept) return refuse('already', NEWER)
        return shown(added)
      },
    )
    done()
  })
}

const NEWER = '这个附件已有新版本，请在最新版本上替换'

/** The file of which this is a new version. What somebody gave is replaced by his own unit only; nothing is overwritten (SEC-06). */
function replacedBy(there: readonly Attachment[], id: string | undefined, unit: string): Attachment | undefined {
  if (id === undefined) return undefined
  const found = there.find((one) => one.id === id)
  if (!found) return refuse('not_found', '没有找到要替换的附件', { field: 'replaces' })
  if (found.unit !== unit) return refuse('forbidden', '只能替换本单位上传的附件', { field: 'replaces' })
  if (there.some((one) => one.replaces === id)) return refuse('already', NEWER, { field: 'replaces' })
  return found
}

const shown = ({ id, name, type, size, at, by, unit, sha256, version, replaces }: Attachment) => ({
  ...{ id, name, type, size, at, by, unit, sha256, version },
  ...(replaces ? { replaces } : {}),
})
