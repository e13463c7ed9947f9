/** Reading requests: lists, one request, the person on the line with his matters, and revealing a number. */
import { DAY, MINUTE } from '@huying/core/calendar'
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { SETTLED } from '@huying/core/request/state'
import { maskText, normalPhone } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { scopeSql } from '../access.ts'
import { look, type Looker } from '../audit/looks.ts'
import { note } from '../audit/note.ts'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { FILTERS, filterWheres, PAGE } from '../shell/filters.ts'
import { page } from '../shell/list.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { countOne, forget } from '../tally.ts'
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
      const number = normalPhone(request.body.number)
      if (number) await noteFind(shell, { centre, actor, policy, now: shell.clock.now() }, number)
      const digests = number ? shell.crypto.lookups(number) : []
      return callerOf(shell, centre, digests, actor, policy)
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
      const noted = { kind: 'reveal', object: r.id, detail: { why: maskText(request.body.why) } } as const
      await look(shell, { centre, actor, policy: stored.policy, now: shell.clock.now() }, noted)
      const refs = [r.requester.name, r.requester.callNumber, r.requester.contactNumber].filter((x) => x !== undefined)
      const plain = await revealTexts(
        shell.pool,
        centre,
        refs.map((x) => x.id),
        shell.crypto,
      )
      const of = (ref: { id: string } | undefined) => ref && plain.get(ref.id)
      return { name: of(r.requester.name), callNumber: of(r.requester.callNumber), contactNumber: of(r.requester.contactNumber) }
    },
  )
}

/**
 * Whose number was looked up is on record, once in ten minutes: the page asks again. The number of one's own call does not count against
 * the looks of an hour; any other does.
 */
async function noteFind(shell: Shell, looker: Looker, number: string) {
  const { centre, actor, now } = looker
  const who = `${actor.user} ${number}`
  if ((await countOne(shell, centre, FIND, who, now, 10 * MINUTE)).count > 1) return
  const { rows } = await shell.pool.query({
    name: 'on my line',
    text: `select 1 from contact where centre_id = $1 and number_digest = any($2) and stage = 'open' and agent = $3 and started_at > $4 limit 1`,
    values: [centre, shell.crypto.lookups(number), actor.user, ts(now - DAY)],
  })
  const detail = { tail: number.slice(-4), why: rows.length ? 'line' : '受理' }
  if (rows.length) return note(shell, centre, { kind: 'phone_search', actor: actor.user, post: actor.post, detail }, now)
  try {
    return await look(shell, looker, { kind: 'phone_search', detail })
  } catch (error) {
    // Refused is not found: the next time is the first again.
    await forget(shell, centre, FIND, who)
    throw error
  }
}
const FIND = 'caller found'

/**
 * The person behind a number: open matters first with what an agent reads out, then the last ten closed. By keyed hash, never by text.
 * Only what the reader may see: that somebody's number stands behind a confidential report is the very thing to be kept.
 */
async function callerOf(shell: Shell, centre: string, digests: readonly string[], actor: Actor, policy: Policy) {
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
    values: [centre, digests, ts(shell.clock.now() - 90 * DAY)],
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
