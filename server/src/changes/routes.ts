/** Server-sent changes: GET /api/changes. */
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '@huying/core/kernel'
import { scopeOf } from '../access.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { Feed } from './feed.ts'

/** A comment line now and then keeps proxies from closing a quiet connection; so often it is asked whether the session still runs. */
const HEARTBEAT = 20_000

/** `running` answers the session of a token as it is now. */
export function changeRoutes(app: FastifyInstance, shell: Shell, running: (token: string) => Promise<{ actor: Actor } | undefined>) {
  const feed = new Feed(shell.pool, () => shell.clock.now())
  const open = new Set<ServerResponse>()
  // Told to go, so that they come back to another process at once; a stream that stays open would keep this one from stopping.
  app.addHook('preClose', (done) => {
    feed.stop()
    for (const raw of open) raw.end('event: bye\ndata: {}\n\n')
    done()
  })

  app.get('/api/changes', { schema: { summary: '变更推送（text/event-stream）' } }, async (request, reply) => {
    const { centre, actor } = signedIn(request)
    const { token = '' } = request
    let reader = { actor, policy: (await shell.packs.current(centre)).policy }
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    open.add(raw)
    const stop = feed.listen(centre, {
      scope: (noun) => scopeOf(noun, reader.actor, reader.policy),
      tell: (changes) => raw.write(`data: ${JSON.stringify(changes)}\n\n`),
    })
    /** Signed out, idle too long, the account closed or another post chosen: the stream follows. */
    const check = async () => {
      const session = await running(token)
      if (!session) return raw.end()
      reader = { actor: session.actor, policy: (await shell.packs.current(centre)).policy }
      return raw.write(': \n\n')
    }
    const beat = setInterval(() => void check().catch(() => undefined), HEARTBEAT)
    raw.on('close', () => {
      stop()
      open.delete(raw)
      clearInterval(beat)
    })
  })
}
