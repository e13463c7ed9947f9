/**
 * For balancers and watchdogs: /api/health says that the process lives, whatever its database does (a restart would not help);
 * /api/ready says whether to send people here. Both need no sign-in and tell nothing but that.
 */
import Fastify, { type FastifyInstance } from 'fastify'
import { metricRoutes } from '../metrics.ts'
import type { Shell } from '../shell/shell.ts'
import type { Site } from './doctor/machine.ts'
import { RETRY_AFTER } from './unavailable.ts'

export interface Health {
  /** Since when the database has not answered. */
  downSince: () => number | undefined
  stopping: () => boolean
}

/** Answered without the database, whoever asks. */
export const isOfHealth = (url: string) => url === '/api/health' || url === '/api/ready'

export function healthRoutes(app: FastifyInstance, { downSince, stopping }: Health) {
  app.get('/api/health', { schema: { hide: true } }, () => ({ ok: true }))
  app.get('/api/ready', { schema: { hide: true } }, (_request, reply) => {
    const why = stopping() ? 'stopping' : downSince() === undefined ? undefined : 'database'
    if (why) return reply.code(503).header('retry-after', RETRY_AFTER).send({ ok: false, why })
    return { ok: true }
  })
}

/** The same two addresses and the metrics, for a process that serves no pages. */
export function healthServer(shell: Shell, health: Health, site: Site): FastifyInstance {
  const app = Fastify({ logger: false })
  healthRoutes(app, health)
  metricRoutes(app, shell, site)
  return app
}
