/** 超量导出 as a list: one's own applications, and for who may approve them everybody's. */
import type { FastifyInstance } from 'fastify'
import { signedIn } from '../http.ts'
import type { Shell } from '../shell/shell.ts'

export function exportRequestRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/export/requests', { schema: { summary: '超量导出申请' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const approves = policy.post(actor.post)?.commands.includes('export.approve') ?? false
    const { rows } = await shell.pool.query(
      `select a.audit_id as id, a.at, a.actor, p.name, a.detail->>'why' as why, a.detail->'query' as query,
         exists (select 1 from audit ok where ok.centre_id = a.centre_id and ok.kind = 'export_approved' and ok.detail->>'request' = a.audit_id::text) as approved
       from audit a left join person p on p.centre_id = a.centre_id and p.user_id::text = a.actor
       where a.centre_id = $1 and a.kind = 'export_asked' and ($2::text is null or a.actor = $2) order by a.at desc limit 100`,
      [centre, approves ? null : actor.user],
    )
    return { approves, rows }
  })
}
