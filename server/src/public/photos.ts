/**
 * 照片 of a request: added by its person with number and query code, after it was registered, so that no stranger stores anything here.
 * Judged by the first bytes, sealed in the blob store; the centre sees them with the request, a unit with the order unless it is confidential.
 */
import { type Instant } from '@huying/core/kernel'
import { isSettled } from '@huying/core/request/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { v7 as uuid } from 'uuid'
import { note } from '../audit/note.ts'
import { addressOf } from '../attachment/blobs.ts'
import { type Db, ts } from '../db.ts'
import { erasedAmong, keeping } from '../erasure/files.ts'
import { bare } from '../attachment/bare.ts'
import { refuse, Refused } from '../errors.ts'
import { asFile } from '../file.ts'
import type { SealProvider } from '../seal/provider.ts'
import { recordHash } from '../seal/records.ts'
import type { HttpOptions } from '../session.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { MOVED_ON, openTicket, Ticket } from './ticket.ts'

const MAX_BYTES = 10 * 1024 * 1024

/** First bytes; a dot stands for any. */
const KINDS = {
  'image/jpeg': /^\xff\xd8\xff/,
  'image/png': /^\x89PNG\r\n\x1a\n/,
  'image/webp': /^RIFF[^]{4}WEBP/,
}
const TYPES = Object.keys(KINDS) as (keyof typeof KINDS)[]
const kindOf = (content: Buffer) => TYPES.find((type) => KINDS[type].test(content.subarray(0, 16).toString('latin1')))

/** In headers: a code in an address would stand in every log on the way. */
const Headers = Type.Object({ 'x-number': Ticket.number, 'x-code': Ticket.code })

interface Photo {
  id: string
  sha256: string
  type: string
  size: number
  at: Instant
}

export function photoRoutes(app: FastifyInstance, shell: Shell, { centre }: HttpOptions) {
  // Raw bodies of these types are taken here and nowhere else.
  void app.register((inner, _options, done) => {
    inner.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, next) => next(null, body))
    inner.post<{ Headers: typeof Headers.static }>(
      '/api/public/requests/photos',
      {
        bodyLimit: MAX_BYTES,
        schema: { headers: Headers, summary: '上传照片：jpg、png、webp，每张不超过 10 MB' },
        config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      },
      async ({ headers, body }) => {
        const request = await openTicket(shell, centre, { number: headers['x-number'], code: headers['x-code'] })
        if (isSettled(request)) throw new Refused(MOVED_ON)
        const type = Buffer.isBuffer(body) ? kindOf(body) : undefined
        if (!Buffer.isBuffer(body) || !type) return refuse('invalid', '只能上传 jpg、png、webp 照片；苹果手机的 HEIC 照片请先转成 jpg')
        // Where and with what it was taken is never kept.
        const content = bare(type, body)
        if (!content) return refuse('invalid', '这张照片不完整，打不开，请换一张')
        const { policy } = await shell.packs.current(centre)
        const most = policy.pack.intake.photos?.value ?? 0
        const there = await photosOf(shell.pool, centre, request.id)
        const sha256 = addressOf(content)
        if (!there.some((photo) => photo.sha256 === sha256)) {
          if (there.length >= most) return refuse('limit', `每件最多 ${most} 张照片，这一张没有收下`)
          await keeping(shell.pool, async (db) => {
            await shell.blobs.put(content)
            await addPhoto(db, shell.crypto, centre, request.id, { id: uuid(), sha256, type, size: content.length, at: shell.clock.now() })
          })
        }
        return { ok: true }
      },
    )
    done()
  })

  app.get<{ Params: { id: string } }>('/api/requests/:id/photos', { schema: { summary: '诉求照片' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    if (!(await loadFor(shell, centre, 'request', request.params.id, actor))) return refuse('not_found', '没有找到，或您无权查看')
    const photos = await photosOf(shell.pool, centre, request.params.id)
    const erased = await erasedAmong(
      shell.pool,
      centre,
      photos.map(({ id }) => id),
    )
    // What was erased is not there any more; the course of the request says so.
    return photos.filter(({ id }) => !erased.has(id)).map(({ id, type, size, at }) => ({ id, type, size, at }))
  })

  app.get<{ Params: { id: string; photo: string } }>(
    '/api/requests/:id/photos/:photo',
    { schema: { summary: '查看诉求照片（留痕）' } },
    async (request, reply) => {
      const { centre, actor } = signedIn(request)
      const { id, photo } = request.params
      const stored = await loadFor(shell, centre, 'request', id, actor)
      const found = stored && (await photosOf(shell.pool, centre, id)).find((one) => one.id === photo)
      if (!found || (await erasedAmong(shell.pool, centre, [photo])).size) return refuse('not_found', '没有找到，或您无权查看')
      const content = await shell.blobs.get(found.sha256)
      await note(
        shell,
        centre,
        { kind: 'file_read', actor: actor.user, post: actor.post, object: photo, detail: { request: id } },
        shell.clock.now(),
      )
      const name = `照片.${found.type.replace(/.*[/]/, '').replace('jpeg', 'jpg')}`
      return asFile(reply, name).type(found.type).header('cache-control', 'private, max-age=300').send(content)
    },
  )
}

export async function photosOf(db: Db, centre: string, request: string): Promise<Photo[]> {
  const { rows } = await db.query<Photo>({
    name: 'photos_of',
    text: `select photo_id as id, sha256, type, size, at from request_photo
      where centre_id = $1 and request_id = $2::uuid order by at, photo_id`,
    values: [centre, request],
  })
  return rows
}

async function addPhoto(db: Db, crypto: SealProvider, centre: string, request: string, { id, at, ...photo }: Photo): Promise<void> {
  const row = { photo_id: id, request_id: request, ...photo, at: ts(at) }
  await db.query({
    name: 'add_photo',
    text: `insert into request_photo (centre_id, hash, photo_id, request_id, sha256, type, size, at)
      select $1, decode($2, 'base64'), r.* from jsonb_to_record($3::jsonb)
        as r(photo_id uuid, request_id uuid, sha256 text, type text, size int, at timestamptz)
      on conflict (centre_id, request_id, sha256) do nothing`,
    values: [centre, recordHash(crypto, 'request_photo', centre, row), JSON.stringify(row)],
  })
}
