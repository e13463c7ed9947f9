/** 催签: whom to call about orders nobody has signed for, and what came of the calls. A call changes nothing in the order itself. */
import { DAY, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { requirePage, scopeSql } from '../access.ts'
import { note } from '../audit/note.ts'
import { type Db, ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { signMessages } from '../message/list.ts'
import type { Shell } from '../shell/shell.ts'

/** Who signs for a unit, and may be called about it. */
const SIGNERS = ['liaison', 'county_officer', 'unit_leader']
/** An order that was not signed for so long has long been sent elsewhere. */
const LOOK_BACK = 30 * DAY

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
}

export interface Signer {
  unit: string
  name: string
  post: string
  label: string
  phone: string | null
}
export interface Call {
  order: string
  at: Instant
  by: string
  reached: boolean
  note: string | null
}

const Body = Type.Object(
  {
    orders: Type.Array(Type.String({ pattern: '^[0-9a-f-]{36}$' }), { minItems: 1, maxItems: 200 }),
    reached: Type.Boolean({ title: '是否接通' }),
    note: Type.Optional(Type.String({ maxLength: 200, title: '通话情况' })),
  },
  { additionalProperties: false },
)

export function reminderRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/orders/reminders', { schema: { summary: '催签：各单位签收人电话、已作的催签、催签短信' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    requirePage(actor, policy, '催签情况', 'dispatch')
    const now = shell.clock.now()
    const reader = { centre, actor, policy }
    const messages = await signMessages(shell.pool, reader, signOccasions(policy), plus(now, -LOOK_BACK))
    return { signers: await signersOf(shell.pool, centre, policy, now), calls: await callsOf(shell.pool, reader, now), messages }
  })

  app.post<{ Body: typeof Body.static }>('/api/orders/reminders', { schema: { body: Body, summary: '登记电话催签' } }, async (request) => {
    const { centre, actor, name } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    requirePage(actor, policy, '催签情况', 'dispatch')
    if (!policy.post(actor.post)?.commands.includes('order.recall')) return refuse('forbidden', '您的岗位不能登记催签')
    const now = shell.clock.now()
    const { orders, reached, note: text } = request.body
    const waiting = await unsignedAmong(shell.pool, centre, orders, actor, policy)
    if (!waiting.length) return refuse('stage', '这些工单已经签收，不用再催')
    const noted = { kind: 'sign_reminded', actor: actor.user, post: actor.post, detail: { by: name, reached, note: text } } as const
    for (const object of waiting) await note(shell, centre, { ...noted, object }, now)
    return { recorded: waiting.length }
  })
}

const signOccasions = ({ pack }: Policy) =>
  (pack.messages ?? []).filter(({ event }) => event !== 'replied' && event.clock === 'sign').map(({ code }) => code)

async function signersOf(db: Db, centre: string, policy: Policy, now: Instant): Promise<Signer[]> {
  const { rows } = await db.query<Omit<Signer, 'label'>>({
    name: 'signers',
    text: `select distinct h.unit, p.name, h.post, p.phone from post_held h join person p using (centre_id, user_id)
      where h.centre_id = $1 and h.post = any($2::text[]) and p.closed_at is null and h.from_at <= $3 and (h.to_at is null or h.to_at > $3)
      order by h.unit, p.name`,
    values: [centre, SIGNERS, ts(now)],
  })
  const rank = (post: string) => SIGNERS.indexOf(post)
  return rows.map((row) => ({ ...row, label: policy.post(row.post)?.label ?? row.post })).sort((a, b) => rank(a.post) - rank(b.post))
}

async function callsOf(db: Db, { centre, actor, policy }: Reader, now: Instant): Promise<Call[]> {
  const scope = scopeSql('order', actor, policy, 3)
  const { rows } = await db.query<Call>(
    `select c.object as "order", c.at, c.detail->>'by' as by, (c.detail->>'reached')::boolean as reached, c.detail->>'note' as note
      from audit c join work_order t on t.centre_id = c.centre_id and t.id = c.object::uuid
      where c.centre_id = $1 and c.kind = 'sign_reminded' and c.at > $2 and ${scope.text} order by c.at desc`,
    [centre, ts(plus(now, -LOOK_BACK)), ...scope.values],
  )
  return rows
}

async function unsignedAmong(db: Db, centre: string, orders: readonly string[], actor: Actor, policy: Policy): Promise<string[]> {
  const scope = scopeSql('order', actor, policy, 3)
  const { rows } = await db.query<{ id: string }>(
    `select t.id from work_order t where t.centre_id = $1 and t.id = any($2::uuid[]) and t.stage = 'dispatched' and ${scope.text}`,
    [centre, orders, ...scope.values],
  )
  return rows.map(({ id }) => id)
}
