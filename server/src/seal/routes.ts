/** 审计校验 on the audit page: how far everything is sealed, what the last look found, and a look now. For the audit administrator only. */
import { type Static, Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '../audit/note.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { ask, ended, lastRuns } from './runs.ts'
import { sealedUpTo } from './store.ts'

const Ask = Type.Object({ whole: Type.Boolean({ default: true, title: '全面校验' }) }, { additionalProperties: false })

export function sealRoutes(app: FastifyInstance, shell: Shell) {
  const auditor = async (request: FastifyRequest) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (!policy.post(actor.post)?.pages.includes('audit')) return refuse('forbidden', '只有审计管理员可以查看和启动审计校验')
    return { centre, actor }
  }

  app.get('/api/audit/seal', { schema: { summary: '封存和审计校验的情况' } }, async (request) => {
    const { centre } = await auditor(request)
    const [newest] = await lastRuns(shell.pool, centre, 1)
    const { last, whole } = await ended(shell.pool, centre)
    return {
      sealed: await sealedUpTo(shell.pool, centre),
      last: last && { endedAt: last.endedAt, upto: last.upto, found: last.found ?? 0, findings: last.findings ?? [], since: last.since },
      wholeAt: whole?.endedAt,
      running: newest && newest.endedAt === null ? { startedAt: newest.startedAt, progress: newest.progress } : undefined,
      failed: newest?.failed ? '上一次校验没有完成，请再试；如再次出现，请告知系统管理员' : undefined,
    }
  })

  app.post<{ Body: Static<typeof Ask> }>('/api/audit/seal/verify', { schema: { body: Ask, summary: '启动审计校验' } }, async (request) => {
    const { centre, actor } = await auditor(request)
    const now = shell.clock.now()
    const { last } = await ended(shell.pool, centre)
    const since = request.body.whole || last?.upto == null ? undefined : last.upto + 1
    const run = await ask(shell.pool, centre, actor.user, now, since)
    await note(shell, centre, { kind: 'verify_asked', actor: actor.user, post: actor.post, object: run }, now)
    return { ok: true }
  })
}
