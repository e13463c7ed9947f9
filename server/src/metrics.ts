/** Health for machines: GET /metrics in the Prometheus format, to this machine only. No label holds a path's ids or a person. */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { ts } from './db.ts'
import { refuse } from './errors.ts'
import { MOST_TRIES } from './jobs.ts'
import { free, type Site } from './operation/doctor/machine.ts'
import { lastDone } from './operation/upkeep.ts'
import { sealLag } from './seal/sealer.ts'
import type { Shell } from './shell/shell.ts'

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

export function metricRoutes(app: FastifyInstance, shell: Shell, site?: Site) {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const answers = new Histogram({
    name: 'huying_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  })
  const jobs = gaugesOf(register)

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    answers.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    // Whoever comes through a proxy of this machine is not of this machine.
    if (!LOCAL.has(request.socket.remoteAddress ?? '') || request.headers['x-forwarded-for'] !== undefined)
      return refuse('not_found', '没有这个地址')
    const now = ts(shell.clock.now())
    const { rows } = await shell.pool.query<{ due: number; stuck: number; late: number; unfolded: number }>(
      `select count(*) filter (where due_at <= $1 and attempts < $2)::int as due, count(*) filter (where attempts >= $2)::int as stuck,
        coalesce(extract(epoch from $1::timestamptz - min(due_at) filter (where due_at <= $1 and attempts < $2)), 0)::float8 as late,
        (select count(*)::int from delta) as unfolded from job where due_at <= $1`,
      [now, MOST_TRIES],
    )
    jobs.due.set(rows[0]?.due ?? 0)
    jobs.stuck.set(rows[0]?.stuck ?? 0)
    jobs.late.set(rows[0]?.late ?? 0)
    jobs.unfolded.set(rows[0]?.unfolded ?? 0)
    if (site) await below(shell, site, jobs)
    jobs.unsealed.set(await sealLag(shell.pool, shell.clock.now()))
    return reply.type(register.contentType).send(await register.metrics())
  })
}

/** Disk and backup: what an alarm should ring for before people notice. */
async function below({ pool, packs, clock }: Shell, { data }: Site, gauges: ReturnType<typeof gaugesOf>) {
  gauges.disk.set((await free(data))?.bytes ?? 0)
  for (const { centre } of await packs.centres()) {
    const { good } = await lastDone(pool, centre, 'backup')
    if (good) gauges.backup.set({ centre }, Math.max(0, (clock.now() - good.at) / 1000))
  }
}

function gaugesOf(register: Registry) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [register] })
  return {
    disk: gauge('huying_disk_free_bytes', 'Free bytes of the disk with the data folder'),
    backup: new Gauge({
      ...{ name: 'huying_backup_age_seconds', help: 'Time since the last backup that succeeded', labelNames: ['centre'] as const },
      registers: [register],
    }),
    due: gauge('huying_jobs_due', 'Follow-ups and timers that are due and not yet done'),
    stuck: gauge('huying_jobs_stuck', 'Jobs that failed too often and wait for a person'),
    late: gauge('huying_jobs_late_seconds', 'How long the oldest due job has waited'),
    unsealed: gauge('huying_seal_late_seconds', 'How long the oldest unsealed event has waited'),
    unfolded: gauge('huying_deltas_unfolded', 'Figures not yet folded into the daily sums'),
  }
}
