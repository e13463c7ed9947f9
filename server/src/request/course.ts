/** 经过 of one request: its own events in words, for requests that need no order and beside those that have one. */
import type { ServiceRequest } from '@huying/core/request/state'
import type { Instant } from '@huying/core/kernel'
import { explain, levelOf } from '@huying/core/deadline/timeline'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'

export function courseRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { id: string } }>('/api/requests/:id/course', { schema: { summary: '诉求经过与答复时限' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const stored = await loadFor(shell, centre, 'request', request.params.id, actor)
    if (!stored) return refuse('not_found', '没有找到，或您无权查看')
    const { answerBy, links } = stored.state as unknown as ServiceRequest
    const { rows } = await shell.pool.query<{ type: string; at: Instant; post: string; body: Record<string, unknown> }>(
      `select type, at, post, case when type = 'reached' then body - 'state' else body end as body from event where centre_id = $1 and noun = 'request' and stream = $2::uuid order by seq`,
      [centre, request.params.id],
    )
    const texts = await readTexts(shell.pool, centre, openRefs(rows.map((r) => r.body)))
    const now = shell.clock.now()
    return {
      lines: rows.map((r) => ({ ...r, body: withTexts(r.body, texts) })),
      clock: answerBy && { due: answerBy.due, level: levelOf(answerBy, now), stoppedAt: answerBy.stoppedAt, lines: explain(answerBy, now) },
      order: links.find((link) => link.to === undefined)?.order,
    }
  })
}
