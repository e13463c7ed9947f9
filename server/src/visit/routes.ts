/** 回访台: what is due now, sorted by person; what waits for 回访审核; one call-back with what was asked and answered. */
import type { ServiceRequest } from '@huying/core/request/state'
import type { Visit } from '@huying/core/visit/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { ts } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../http.ts'
import { type Listing, page } from '../shell/list.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, revealTexts, withTexts } from '../text/read.ts'

const TABS: Record<string, (now: string) => Listing['where']> = {
  due: (now) => [["t.stage in ('due', 'again', 'calling') and t.not_before <= ?", now]],
  later: (now) => [["t.stage = 'again' and t.not_before > ?", now]],
  review: () => [['t.awaits_review']],
  unreached: () => [["t.stage = 'unreached'"]],
  done: () => [["t.stage = 'done' and not t.awaits_review"]],
}
const Query = Type.Object(
  {
    after: Type.Optional(Type.String({ pattern: '^[^~]+~[0-9a-f-]{36}$' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
)

export function visitRoutes(app: FastifyInstance, shell: Shell) {
  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/visits/list/:tab',
    { schema: { querystring: Query, summary: '回访列表' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const { policy } = await shell.packs.current(centre)
      const tab = TABS[request.params.tab]
      if (!tab) return refuse('not_found', '没有这个列表')
      return page(shell.pool, {
        centre,
        actor,
        policy,
        noun: 'visit',
        select: `t.id, t.stage, t.request_id, t.unit, t.caller, t.not_before, t.opened_at, t.done_at, r.number, r.title, r.category, r.contact_digest is not null as has_contact, jsonb_array_length(t.state->'attempts') as attempts, t.state->'outcome' as outcome, t.state->'reasons' as reasons`,
        from: 'visit t join service_request r on r.centre_id = t.centre_id and r.id = t.request_id',
        where: tab(ts(shell.clock.now()) ?? ''),
        sort: request.params.tab === 'done' || request.params.tab === 'unreached' ? 't.done_at' : 't.opened_at',
        descending: request.params.tab === 'done' || request.params.tab === 'unreached',
        ...request.query,
      })
    },
  )

  app.get<{ Params: { id: string } }>('/api/visits/:id', { schema: { summary: '回访详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const view = await openView(shell, centre, 'visit', request.params.id, actor)
    const stored = await loadFor(shell, centre, 'visit', request.params.id, actor)
    const visit = stored?.state as unknown as Visit
    const { rows } = await shell.pool.query<{ state: ServiceRequest }>(
      'select state from service_request where centre_id = $1 and id = $2',
      [centre, visit.request],
    )
    const r = rows[0]?.state
    if (!r) return refuse('not_found', '没有找到这件诉求')
    const texts = await readTexts(shell.pool, centre, openRefs([r.title, r.content, r.wants, r.reply, r.appended]))
    // The number of the call-back that is open is shown in full to the one who makes it, and recorded with the call-back itself (people.md 2).
    const mine = visit.stage === 'calling' && visit.caller?.user === actor.user
    const ref = r.requester.contactNumber ?? r.requester.callNumber
    const number = ref && (mine ? (await revealTexts(shell.pool, centre, [ref.id], shell.crypto)).get(ref.id) : ref.masked)
    const asked = withTexts(
      { number: r.number, title: r.title, content: r.content, wants: r.wants, reply: r.reply, appended: r.appended, outcomes: r.outcomes },
      texts,
    )
    return { ...view, request: asked, person: { name: r.requester.name?.masked, number } }
  })
}
