/** 审计查询: sign-ins, looks at numbers, exports, prints and changes of rights, for the audit administrator only. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'
import { Day, endOfDay, startOfDay } from '../period.ts'
import { AUDIT_KINDS, note } from './note.ts'

const Query = Type.Object(
  {
    kind: Type.Optional(Type.String()),
    q: Type.Optional(Type.String({ maxLength: 40, title: '人员' })),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  },
  { additionalProperties: false },
)
const Printed = Type.Object(
  { what: Type.Union([Type.Literal('order'), Type.Literal('sheet'), Type.Literal('list')]), object: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

interface Row {
  id: string
  at: number
  kind: string
  actor: string
  name: string | null
  login: string | null
  post: string
  object: string | null
  about: string | null
  detail: object
  sort_key: string
}

/** Whose name or login holds what was typed: few, and looked up first, so that their records are found by index. */
async function peopleCalled(db: Db, centre: string, typed: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select user_id::text as id from person where centre_id = $1 and (name ilike '%' || $2 || '%' or login ilike '%' || $2 || '%')`,
    [centre, typed],
  )
  return rows.map(({ id }) => id)
}

export function auditRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Querystring: typeof Query.static }>('/api/audit', { schema: { querystring: Query, summary: '审计记录' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    if (!policy.post(actor.post)?.pages.includes('audit')) return refuse('forbidden', '只有审计管理员可以查看审计记录')
    const { kind, q, from, to, after, limit } = request.query
    const [at, id] = after?.split('~') ?? []
    const { rows } = await shell.pool.query<Row>(
      `select a.audit_id as id, a.at, a.kind, a.actor, p.name, p.login, a.post, a.object, coalesce(o.name, r.number) as about, a.detail, a.at::text as sort_key
       from audit a left join person p on p.centre_id = a.centre_id and p.user_id::text = a.actor
         left join person o on o.centre_id = a.centre_id and o.user_id::text = a.object
         left join service_request r on r.centre_id = a.centre_id and r.id = case when a.object ~ '^[0-9a-f-]{36}$' then a.object::uuid end
       where a.centre_id = $1 and ($2::text is null or a.kind = $2) and ($3::text[] is null or a.actor = any($3))
         and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5::timestamptz)
         and ($6::timestamptz is null or (a.at, a.audit_id) < ($6, $7::uuid))
       order by a.at desc, a.audit_id desc limit $8`,
      [
        centre,
        kind ?? null,
        q ? await peopleCalled(shell.pool, centre, q) : null,
        from ? startOfDay(from) : null,
        to ? endOfDay(to) : null,
        at ?? null,
        id ?? null,
        limit + 1,
      ],
    )
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((r) => ({ ...r, postLabel: policy.post(r.post)?.label ?? '' })),
      next: last && `${last.sort_key}~${last.id}`,
    }
  })

  app.get('/api/audit/kinds', { schema: { summary: '审计记录的种类' } }, (request) => {
    signedIn(request)
    return Object.entries(AUDIT_KINDS).map(([code, label]) => ({ code, label }))
  })

  // The browser prints; the page says so, so that paper is on record too.
  app.post<{ Body: typeof Printed.static }>('/api/audit/printed', { schema: { body: Printed, summary: '登记打印' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { what, object } = request.body
    await note(shell, centre, { kind: 'print', actor: actor.user, post: actor.post, object, detail: { what } }, shell.clock.now())
    return { ok: true }
  })
}
