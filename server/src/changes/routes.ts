/** Server-sent changes: GET /api/changes. */
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { Feed } from './feed.ts'

/** A comment line now and then keeps proxies from closing a quiet connection. */
const HEARTBEAT = 20_000

export function changeRoutes(app: FastifyInstance, shell: Shell) {
  const feed = new Feed(shell.pool, () => shell.clock.now())
  app.addHook('onClose', () => feed.stop())

  app.get('/api/changes', { schema: { summary: '变更推送（text/event-stream）' } }, (request, reply) => {
    const { centre } = signedIn(request)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    const stop = feed.listen(centre, (changes) => raw.write(`data: ${JSON.stringify(changes)}\n\n`))
    const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT)
    raw.on('close', () => {
      stop()
      clearInterval(beat)
    })
  })
}
