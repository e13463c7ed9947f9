/** Server-sent changes: GET /api/changes. */
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { Feed } from './feed.ts'

/** A comment line now and then keeps proxies from closing a quiet connection. */
const HEARTBEAT = 20_000

export function changeRoutes(app: FastifyInstance, shell: Shell) {
  const feed = new Feed(shell.pool, () => shell.clock.now())
  const open = new Set<ServerResponse>()
  // Told to go, so that they come back to another process at once; a stream that stays open would keep this one from stopping.
  app.addHook('preClose', (done) => {
    feed.stop()
    for (const raw of open) raw.end('event: bye\ndata: {}\n\n')
    done()
  })

  app.get('/api/changes', { schema: { summary: '变更推送（text/event-stream）' } }, (request, reply) => {
    const { centre } = signedIn(request)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    open.add(raw)
    const stop = feed.listen(centre, (changes) => raw.write(`data: ${JSON.stringify(changes)}\n\n`))
    const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT)
    raw.on('close', () => {
      stop()
      open.delete(raw)
      clearInterval(beat)
    })
  })
}
