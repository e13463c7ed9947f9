/** 系统健康 for whoever runs the machine: what the doctor finds, and the follow-ups that failed too often, to be tried again with a reason. */
import { AGGREGATES } from '@huying/core/nouns'
import type { Noun } from '@huying/core/kernel'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '../../audit/note.ts'
import { type Db, ts } from '../../db.ts'
import { refuse } from '../../errors.ts'
import { MOST_TRIES } from '../../jobs.ts'
import { keepsMessages } from '../../message/list.ts'
import { signedIn } from '../../session.ts'
import type { Shell } from '../../shell/shell.ts'
import { examine } from './examine.ts'
import { LEVELS, worst } from './finding.ts'
import type { Site } from './machine.ts'

const Retry = Type.Object(
  { key: Type.String({ maxLength: 200, title: '事项' }), why: Type.String({ minLength: 2, maxLength: 200, title: '重试原因' }) },
  { additionalProperties: false },
)

export function healthPageRoutes(app: FastifyInstance, shell: Shell, site: Site | undefined) {
  const keeper = async (request: FastifyRequest) => {
    const session = signedIn(request)
    const { policy } = await shell.packs.current(session.centre)
    // The post that runs the machine: messages and follow-ups alike.
    if (!keepsMessages(session.actor, policy)) refuse('forbidden', '只有系统管理员可以查看系统健康')
    return session
  }

  app.get('/api/system/health', { schema: { summary: '系统健康' } }, async (request) => {
    const { centre } = await keeper(request)
    const findings = site ? await examine(shell, site) : []
    return {
      at: shell.clock.now(),
      level: worst(findings),
      findings: findings.map((f) => ({ ...f, levelLabel: LEVELS[f.level] })),
      stuck: await stuckJobs(shell.pool, centre),
    }
  })

  app.post<{ Body: typeof Retry.static }>(
    '/api/system/health/retry',
    { schema: { body: Retry, summary: '重试失败的后续事项' } },
    async (request) => {
      const { centre, actor } = await keeper(request)
      const { key, why } = request.body
      const now = shell.clock.now()
      const { rowCount } = await shell.pool.query(
        'update job set attempts = 0, due_at = $3, lease_until = null where centre_id = $1 and key = $2 and attempts >= $4',
        [centre, key, ts(now), MOST_TRIES],
      )
      if (!rowCount) return refuse('not_found', '没有这项失败的后续事项，可能已经重试')
      await note(shell, centre, { kind: 'job_retried', actor: actor.user, post: actor.post, detail: { key, why } }, now)
      shell.wake()
      return { ok: true }
    },
  )
}

interface StuckJob {
  key: string
  noun: Noun
  command: string
  due: number
  attempts: number
  why: string | null
  cause: string | null
}

async function stuckJobs(db: Db, centre: string) {
  const { rows } = await db.query<StuckJob>(
    `select key, noun, command, due_at as due, attempts, last_error as why, cause from job where centre_id = $1 and attempts >= $2 order by due_at limit 100`,
    [centre, MOST_TRIES],
  )
  const label = ({ noun, command }: StuckJob) => AGGREGATES[noun].commands.find((c) => c.name === command)?.button ?? command
  return rows.map((job) => ({ ...job, label: label(job) }))
}
