/** 状态报告: the gateway's signed web hook tells what became of a message (docs/sms.md). */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { uuidOf } from '../db.ts'
import { refuse } from '../errors.ts'
import type { HttpOptions } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { isSigned } from './signature.ts'
import { reported } from './store.ts'

const Report = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 80, title: '短信编号' }),
    stage: Type.Union([Type.Literal('delivered'), Type.Literal('failed')], { title: '状态' }),
    why: Type.Optional(Type.String({ maxLength: 200, title: '未送达原因' })),
  },
  { additionalProperties: false },
)

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, where a signature covers it. */
    said?: string
  }
}

export function reportRoutes(app: FastifyInstance, shell: Shell, { centre, smsSecret }: Pick<HttpOptions, 'centre' | 'smsSecret'>) {
  void app.register((hook, _options, done) => {
    hook.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, parsed) => {
      request.said = String(body)
      try {
        parsed(null, JSON.parse(request.said))
      } catch {
        parsed(Object.assign(new Error('not JSON'), { statusCode: 400 }))
      }
    })
    hook.post<{ Body: typeof Report.static }>(
      '/api/sms/reports',
      { schema: { body: Report, summary: '短信网关推送状态报告（送达、未送达）', tags: ['message'] } },
      async (request) => {
        if (!smsSecret) return refuse('not_found', '没有开通短信接口：请设置 HUYING_SMS_URL 和 HUYING_SMS_SECRET 后重启')
        const now = shell.clock.now()
        if (!isSigned(smsSecret, request.headers, request.said ?? '', now)) return refuse('not_signed_in', '短信接口签名不对或已过期')
        const { id, stage, why } = request.body
        const known = uuidOf(id)
        const found =
          known &&
          (await reported(shell.pool, centre, known, { at: now, stage, why: stage === 'failed' ? (why ?? '网关报告未送达') : undefined }))
        if (!found) return refuse('not_found', `没有编号为“${id}”的短信`, { field: 'id' })
        return { id, stage: found }
      },
    )
    done()
  })
}
