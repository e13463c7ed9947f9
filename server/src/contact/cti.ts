/**
 * CTI web hook: the telephone system tells what happens on the line, by the same commands that are given by hand. Who calls proves
 * itself by a shared secret; the page that describes it is docs/cti.md.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Actor, SYSTEM } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ts } from '../db.ts'
import { Refused, refuse } from '../errors.ts'
import type { HttpOptions } from '../session.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'

const Call = Type.Object(
  {
    event: Type.Union([Type.Literal('ringing'), Type.Literal('answered'), Type.Literal('ended')], { title: '通话事件' }),
    callId: Type.String({ minLength: 1, maxLength: 80, title: '通话编号' }),
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 40, title: '来电号码' })),
    line: Type.Optional(Type.String({ maxLength: 40, title: '被叫的归并热线号码' })),
    agent: Type.Optional(Type.String({ maxLength: 60, title: '接听人账号' })),
  },
  { additionalProperties: false },
)
type CallEvent = typeof Call.static

const SECRET = 'x-huying-cti-secret'
/** A call that began longer ago is another call with the same number of the telephone system. */
const LONGEST = 12 * 3_600_000
const TELEPHONE: Actor = { ...SYSTEM, name: '电话系统' }

export function ctiRoutes(app: FastifyInstance, shell: Shell, { centre, ctiSecret }: Pick<HttpOptions, 'centre' | 'ctiSecret'>) {
  app.post<{ Body: CallEvent }>(
    '/api/cti/calls',
    { schema: { body: Call, summary: '电话系统推送来电（振铃、接听、挂断）', tags: ['contact'] } },
    async (request) => {
      prove(request, ctiSecret)
      const { policy } = await shell.packs.current(centre)
      const call = request.body
      if (call.event === 'ringing') return ring(shell, centre, call, policy)
      const found = await callOf(shell, centre, call.callId)
      if (!found) return refuse('not_found', `没有编号为“${call.callId}”的来电，请先推送振铃`, { field: 'callId' })
      return call.event === 'answered' ? answer(shell, centre, found, call, policy) : end(shell, centre, found)
    },
  )
}

/** Compared by digest, so that the time taken tells nothing about the secret. */
function prove(request: FastifyRequest, secret: string | undefined) {
  if (!secret) return refuse('not_found', '没有开通电话接口：请设置 HUYING_CTI_SECRET 后重启')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const given = request.headers[SECRET]
  if (typeof given !== 'string' || !timingSafeEqual(digest(given), digest(secret))) return refuse('not_signed_in', '电话接口密钥不对')
}

const lineCode = (dialled: string | undefined, policy: Policy) =>
  policy.pack.kinds.lines.find((l) => l.number === dialled || l.code === dialled)?.code

async function ring(shell: Shell, centre: string, { callId, number, line }: CallEvent, policy: Policy) {
  const channel = policy.pack.kinds.channels.find((c) => c.medium === 'phone')?.code
  const input = { channel, line: lineCode(line, policy), number, callId, ringing: true }
  // The same ringing told twice is one call.
  const done = await execute(shell, { centre, actor: TELEPHONE, noun: 'contact', command: 'open', input, key: `cti:${callId}:ringing` })
  if (!done.ok) throw new Refused(done.refusal)
  return { contact: done.id, stage: 'ringing' }
}

interface Found {
  id: string
  stage: string
}

async function callOf(shell: Shell, centre: string, callId: string): Promise<Found | undefined> {
  const { rows } = await shell.pool.query<Found>({
    name: 'cti_call',
    text: `select id, stage from contact where centre_id = $1 and started_at > $2 and state->>'callId' = $3 order by started_at desc limit 1`,
    values: [centre, ts(shell.clock.now() - LONGEST), callId],
  })
  return rows[0]
}

/** Picked up on the telephone itself: the call appears on that person's desk. */
async function answer(shell: Shell, centre: string, { id, stage }: Found, { agent, callId }: CallEvent, policy: Policy) {
  if (!agent) return refuse('missing', '请填写接听人账号', { field: 'agent' })
  if (stage !== 'ringing') return { contact: id, stage }
  const { rows } = await shell.pool.query<{ user: string; name: string; outsourced: boolean; post: string; unit: string }>(
    `select p.user_id as user, p.name, p.outsourced, h.post, h.unit from person p join post_held h using (centre_id, user_id)
      where p.centre_id = $1 and p.login = $2 and p.closed_at is null and h.from_at <= $3 and (h.to_at is null or h.to_at > $3)`,
    [centre, agent, ts(shell.clock.now())],
  )
  const actor = rows.find((r) => policy.post(r.post)?.commands.includes('contact.answer'))
  if (!actor) return refuse('unknown_code', `没有可以接听的账号“${agent}”`, { field: 'agent' })
  const done = await execute(shell, { centre, actor, noun: 'contact', id, command: 'answer', input: {}, key: `cti:${callId}:answered` })
  if (!done.ok) throw new Refused(done.refusal)
  return { contact: id, stage: 'open' }
}

/** Hung up while it rang: 未接. Hung up later: the agent still owes the result, so the call stays open until he gives it. */
async function end(shell: Shell, centre: string, { id, stage }: Found) {
  if (stage !== 'ringing') return { contact: id, stage }
  const done = await execute(shell, { centre, actor: TELEPHONE, noun: 'contact', id, command: 'miss', input: {} })
  if (!done.ok) throw new Refused(done.refusal)
  return { contact: id, stage: 'missed' }
}
