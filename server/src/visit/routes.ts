/** 回访台: what is due now, sorted by person; what waits for 回访审核; one call-back with what was asked and answered. */
import { isCentre } from '@huying/core/access/permit'
import { inRound, type Order } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Visit } from '@huying/core/visit/state'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePage, seesPerson } from '../access.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { FILTERS, PAGE } from '../shell/filters.ts'
import { loadFor, openView } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { openRefs, readTexts, revealTexts, withTexts } from '../text/read.ts'
import { peopleDue, VISIT_FILTERS, VISIT_TABS, visitCounts, visitList, type VisitTab } from './lists.ts'

const { q, unit } = FILTERS
const Query = Type.Object({ ...VISIT_FILTERS, ...PAGE }, { additionalProperties: false })
/** A worklist that is worked off from the front: pages are counted, not keyed. */
const PeopleQuery = Type.Object(
  { q, unit, limit: PAGE.limit, after: Type.Optional(Type.String({ pattern: '^\\d{1,6}$' })) },
  { additionalProperties: false },
)

export function visitRoutes(app: FastifyInstance, shell: Shell) {
  const reader = async (request: FastifyRequest) => {
    const { centre, actor } = signedIn(request)
    const { policy } = await shell.packs.current(centre)
    return { centre, actor, policy, now: shell.clock.now() }
  }

  app.get('/api/visits', { schema: { summary: '回访各列表件数' } }, async (request) => {
    const counts = await visitCounts(shell.pool, await reader(request))
    return Object.entries(VISIT_TABS).map(([tab, label]) => ({ tab, label, ...counts[tab as VisitTab] }))
  })

  app.get<{ Querystring: typeof PeopleQuery.static }>(
    '/api/visits/people',
    { schema: { querystring: PeopleQuery, summary: '待回访的人：同一号码的各件合为一次通话' } },
    async (request) => {
      const who = await reader(request)
      requirePage(who.actor, who.policy, '待回访的人', 'visit')
      return peopleDue(shell.pool, { ...request.query, ...who })
    },
  )

  app.get<{ Params: { tab: string }; Querystring: typeof Query.static }>(
    '/api/visits/list/:tab',
    { schema: { querystring: Query, summary: '回访列表' } },
    async (request) => {
      const { tab } = request.params
      if (!(tab in VISIT_TABS)) return refuse('not_found', '没有这个列表')
      return visitList(shell.pool, tab as VisitTab, { ...request.query, ...(await reader(request)) })
    },
  )

  app.get<{ Params: { id: string } }>('/api/visits/:id', { schema: { summary: '回访详情' } }, async (request) => {
    const { centre, actor } = signedIn(request)
    const view = await openView(shell, centre, 'visit', request.params.id, actor)
    const stored = await loadFor(shell, centre, 'visit', request.params.id, actor)
    const visit = stored?.state as unknown as Visit
    const { policy } = await shell.packs.current(centre)
    const central = isCentre(actor, policy)
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
    const { number: no, title, content, wants, category, acceptedAt, reply, appended, outcomes } = r
    const asked = withTexts({ number: no, title, content, wants, category, acceptedAt, reply, appended, outcomes }, texts)
    const hidden = !mine && !seesPerson(r, actor, policy)
    const person = hidden ? {} : { name: r.requester.name?.masked, number: mine || central || r.shareNumber ? number : undefined }
    return { ...view, request: asked, person, contacts: await contactsOf(shell, centre, visit) }
  })
}

/** When the units spoke with the person in this round: what the first question is held against. */
async function contactsOf(shell: Shell, centre: string, visit: Visit) {
  const { rows } = await shell.pool.query<{ state: Order }>('select state from work_order where centre_id = $1 and id = $2', [
    centre,
    visit.order,
  ])
  const shares = rows[0] ? inRound(rows[0].state, visit.round) : []
  return shares
    .flatMap(({ unit, contacts }) => contacts.map(({ at, by, result, purpose }) => ({ unit, at, by, result, purpose })))
    .sort((a, b) => a.at - b.at)
}
