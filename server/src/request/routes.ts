/** Reading requests: lists, one request, the person on the line with his matters, and revealing a number. */
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { SETTLED } from '@huying/core/request/state'
import { maskText, normalPhone } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { scopeSql } from '../access.ts'
import { withinLimit } from '../audit/looks.ts'
import { note } from '../audit/note.ts'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { FILTERS, filterWheres, PAGE } from '../shell/filters.ts'
import { page } from '../shell/list.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, revealTexts, withTexts } from '../text/read.ts'
import { reportRoutes } from './reports.ts'

const { q, stage, channel } = FILTERS
const Query = Type.Object({ q, stage, channel, ...PAGE }, { additionalProperties: false })
const Number_ = Type.Object({ number: Type.String({ minLength: 3, maxLength: 40, title: '电话号码' }) }, { additionalProperties: false })
const Reveal = Type.Object({ why: Type.Optional(Type.String({ maxLength: 200, title: '查看原因' })) }, { additionalProperties: false })

interface Row {
  id: string
  number: string
  title: string
  stage: string
  channel: string
  type: string
  category: string
  urgency: string
  registered_at: number
  sort_key: string | null
}

export function requestRoutes(app: FastifyInstance, shell: Shell) {
  reportRoutes(app, shell)
  app.get<{ Querystring: typeof Query.static }>(
    '/api/requests',
    { schema: { querystring: Query, summary: '诉求列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const { after, limit } = request.query
      return page<Row>(shell.pool, {
        centre,
        actor,
        policy,
        noun: 'request',
        select: 't.id, t.number, t.title, t.stage, t.channel, t.type, t.category, t.urgency, t.registered_at',
        from: 'service_request t',
        where: filterWheres('requests', request.query),
        sort: 't.registered_at',
        descending: true,
        after,
        limit,
      })
    },
  )

  app.get<{ Params: { id: string } }>('/api/requests/:id', { schema: { summary: '诉求详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    return openView(shell, centre, 'request', request.params.id, actor)
  })

  // The number travels in the body, never in an address that logs keep.
  app.post<{ Body: typeof Number_.static }>(
    '/api/callers/find',
    { schema: { body: Number_, summary: '按号码查来电人及其诉求' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      if (!policy.post(actor.post)?.commands.includes('request.register')) return refuse('forbidden', '只有受理岗位可以按号码查询')
      return callerOf(shell, centre, request.body.number, actor, policy)
    },
  )

  app.post<{ Params: { id: string }; Body: typeof Reveal.static }>(
    '/api/requests/:id/reveal',
    { schema: { body: Reveal, summary: '查看号码（留痕）' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const stored = await loadFor(shell, centre, 'request', request.params.id, actor)
      const r = stored?.state as unknown as ServiceRequest | undefined
      if (!r || !stored) return refuse('not_found', '没有找到，或您无权查看')
      if (!request.body.why) return refuse('missing', '请填写查看原因', { field: 'why' })
      await withinLimit(shell, centre, actor, stored.policy, shell.clock.now())
      const refs = [r.requester.name, r.requester.callNumber, r.requester.contactNumber].filter((x) => x !== undefined)
      const plain = await revealTexts(
        shell.pool,
        centre,
        refs.map((x) => x.id),
        shell.crypto,
      )
      const seen = {
        kind: 'reveal',
        actor: actor.user,
        post: actor.post,
        object: r.id,
        detail: { why: maskText(request.body.why) },
      } as const
      await note(shell, centre, seen, shell.clock.now())
      const of = (ref: { id: string } | undefined) => ref && plain.get(ref.id)
      return { name: of(r.requester.name), callNumber: of(r.requester.callNumber), contactNumber: of(r.requester.contactNumber) }
    },
  )
}

/**
 * The person behind a number: open matters first with what an agent reads out, then the last ten closed. By keyed hash, never by text.
 * Only what the reader may see: that somebody's number stands behind a confidential report is the very thing to be kept.
 */
async function callerOf(shell: Shell, centre: string, number: string, actor: Actor, policy: Policy) {
  const known = normalPhone(number)
  const digests = known ? shell.crypto.lookups(known) : []
  const scope = scopeSql('request', actor, policy, 3)
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>(
    `select t.state from service_request t where t.centre_id = $1 and (t.call_digest = any($2) or t.contact_digest = any($2)) and ${scope.text}
      order by t.registered_at desc limit 60`,
    [centre, digests, ...scope.values],
  )
  const requests = rows.map((r) => r.state)
  const texts = await readTexts(
    shell.pool,
    centre,
    requests.flatMap((r) => openRefs([r.title, r.content, r.reply?.text, r.answer?.text])),
  )
  const { rows: contacts } = await shell.pool.query<{ count: number }>({
    name: 'caller_contacts',
    text: `select count(*) as count from contact where centre_id = $1 and number_digest = any($2) and started_at > $3`,
    values: [centre, digests, ts(shell.clock.now() - 90 * 86_400_000)],
  })
  const named = requests.find((r) => r.requester.name && !r.confidential)
  const [plain] = named?.requester.name
    ? [...(await revealTexts(shell.pool, centre, [named.requester.name.id], shell.crypto)).values()]
    : []
  const brief = (r: ServiceRequest) =>
    withTexts(
      {
        id: r.id,
        number: r.number,
        stage: r.stage,
        title: r.title,
        category: r.category,
        type: r.type,
        registeredAt: r.registeredAt,
        closedAt: r.closedAt,
        answerBy: r.answerBy,
        order: r.links.at(-1)?.number,
        unit: r.reply?.unit,
        urges: r.urges.length,
        rounds: r.rounds,
        reply: r.reply?.text ?? r.answer?.text,
        outcome: r.outcomes.at(-1)?.outcome,
      },
      texts,
    )
  return {
    name: plain,
    calls90: contacts[0]?.count ?? 0,
    open: requests.filter((r) => !SETTLED.includes(r.stage)).map(brief),
    closed: requests
      .filter((r) => SETTLED.includes(r.stage))
      .slice(0, 10)
      .map(brief),
  }
}
