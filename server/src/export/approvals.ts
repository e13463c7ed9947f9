/**
 * 超量导出: two persons. One applies, the head of the centre agrees, for that person in that post, that list and exactly those filters, for
 * as long as the pack says. On record the filters stand masked; what is compared is the keyed digest of what was asked.
 */
import { addLength } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { maskText } from '@huying/text/detect'
import { type Static, Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { note } from '../audit/note.ts'
import type { Db } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { EXPORT_KINDS, type ExportKind, EXPORTS, type Reader } from './lists.ts'

type Query = Record<string, unknown>
/** What was approved, to be compared: the list and its filters as they were typed. In which order the rows stand is the reader's affair. */
function digestOf({ crypto }: Shell, what: ExportKind, query: Query): string {
  const filters = Object.keys(EXPORTS[what].query.properties)
    .filter((key) => key !== 'sort' && key !== 'dir' && query[key] !== undefined)
    .sort()
    .map((key) => [key, query[key]])
  return crypto.digest(`export:${JSON.stringify([what, filters])}`)
}

/** Until when the approval may be used: the pack's term from the moment it was given. */
function endOf({ pack, calendar }: Policy, approvedAt: Instant): Instant {
  const term = pack.exports.approvedFor?.value ?? { amount: 0, unit: 'day' as const }
  return addLength(calendar, approvedAt, term).due
}

/** Filters as they go on record: a number typed into the search box does not. */
export const recorded = <Q extends Query>(query: Q): Q => (typeof query.q === 'string' ? { ...query, q: maskText(query.q) } : query)

/** One shape for each list, so that what is applied for is what can be exported. */
const Application = Type.Union(
  EXPORT_KINDS.map((kind) =>
    Type.Object(
      {
        what: Type.Literal(kind),
        why: Type.String({ minLength: 2, maxLength: 200, title: '导出用途' }),
        query: Type.Object(EXPORTS[kind].query.properties, { additionalProperties: false, title: '导出范围' }),
      },
      { additionalProperties: false },
    ),
  ),
)

export function approvalRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/export/applications', { schema: { summary: '超量导出申请' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const approves = policy.post(actor.post)?.commands.includes('export.approve') ?? false
    const { rows } = await shell.pool.query<{ id: string; approvedAt: Instant | null }>(
      `select a.audit_id as id, a.at, a.actor, p.name, coalesce(a.detail->>'what', 'orders') as what, a.detail->>'why' as why, a.detail->'query' as query,
         (select min(ok.at) from audit ok where ok.centre_id = a.centre_id and ok.kind = 'export_approved' and ok.detail->>'request' = a.audit_id::text) as "approvedAt"
       from audit a left join person p on p.centre_id = a.centre_id and p.user_id::text = a.actor
       where a.centre_id = $1 and a.kind = 'export_asked' and ($2::text is null or a.actor = $2) order by a.at desc limit 100`,
      [centre, approves ? null : actor.user],
    )
    const now = shell.clock.now()
    return {
      approves,
      rows: rows.map(({ approvedAt, ...row }) => {
        const until = approvedAt === null ? undefined : endOf(policy, approvedAt)
        return { ...row, approved: approvedAt !== null, until, over: until !== undefined && now > until }
      }),
    }
  })

  app.post<{ Body: Static<typeof Application> }>(
    '/api/export/applications',
    { schema: { body: Application, summary: '申请超量导出' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const post = policy.post(actor.post)
      if (!post?.commands.includes('export.request'))
        return refuse('forbidden', `${post?.label ?? '当前岗位'}不能申请超量导出，请缩小范围后分次导出，或请业务管理员导出`)
      const { what, query } = request.body
      const detail = { ...request.body, query: recorded(query), digest: digestOf(shell, what, query) }
      const id = await note(shell, centre, { kind: 'export_asked', actor: actor.user, post: actor.post, detail }, shell.clock.now())
      return { id }
    },
  )

  app.post<{ Params: { id: string } }>('/api/export/applications/:id/approve', { schema: { summary: '批准超量导出' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    const { id } = request.params
    if (!policy.post(actor.post)?.commands.includes('export.approve')) return refuse('forbidden', '只有热线中心负责人可以批准超量导出')
    const { rows } = await shell.pool.query<{ actor: string }>(
      `select actor from audit where centre_id = $1 and audit_id::text = $2 and kind = 'export_asked'`,
      [centre, id],
    )
    if (!rows[0]) return refuse('not_found', '没有这项导出申请')
    if (rows[0].actor === actor.user) return refuse('same_person', '不能批准自己的导出申请')
    const approved = { kind: 'export_approved', actor: actor.user, post: actor.post, detail: { request: id } } as const
    await note(shell, centre, approved, shell.clock.now())
    return { ok: true }
  })
}

/** Applications that this person may agree to and nobody has yet. */
export async function applicationsWaiting(db: Db, centre: string, user: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from audit a where a.centre_id = $1 and a.kind = 'export_asked' and a.actor <> $2
       and not exists (select 1 from audit ok where ok.centre_id = a.centre_id and ok.kind = 'export_approved' and ok.detail->>'request' = a.audit_id::text)`,
    [centre, user],
  )
  return rows[0]?.count ?? 0
}

/** The approval that this person has in this post for exactly this list with exactly these filters, still in its term; `id` names one. */
export async function approvalFor(shell: Shell, { centre, actor, policy, now }: Reader, what: ExportKind, query: Query, id?: string) {
  const { rows } = await shell.pool.query<{ id: string; at: Instant }>(
    `select a.audit_id::text as id, ok.at from audit a
     join audit ok on ok.centre_id = a.centre_id and ok.kind = 'export_approved' and ok.detail->>'request' = a.audit_id::text
     where a.centre_id = $1 and a.kind = 'export_asked' and a.actor = $2 and a.post = $3 and a.detail->>'digest' = $4
       and ($5::text is null or a.audit_id::text = $5) order by ok.at desc limit 20`,
    [centre, actor.user, actor.post, digestOf(shell, what, query), id ?? null],
  )
  return rows.find(({ at }) => now <= endOf(policy, at))?.id
}
