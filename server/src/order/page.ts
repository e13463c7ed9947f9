/** What the order's page shows beside the order itself: the people behind it as far as the reader may see them, and one timeline. */
import { isCentre } from '@huying/core/access/permit'
import type { Actor, Instant } from '@huying/core/kernel'
import { assignmentOf, type Order, openMembers } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import { seesPerson } from '../access.ts'
import { openRefs, readTexts, withTexts } from '../text/read.ts'
import type { Shell } from '../shell/shell.ts'

/** The requests behind an order. A confidential person is hidden from units and from posts without that request; numbers are masked for everybody (reveal is a recorded act). */
export async function membersFor(shell: Shell, centre: string, order: Order, actor: Actor) {
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>({
    name: 'members',
    text: 'select state from service_request where centre_id = $1 and id = any($2::uuid[])',
    values: [centre, openMembers(order).map((m) => m.id)],
  })
  const { policy } = await shell.packs.current(centre)
  const fromCentre = isCentre(actor, policy)
  const requests = rows.map((r) => r.state)
  const texts = await readTexts(
    shell.pool,
    centre,
    requests.flatMap((r) => openRefs([r.title, r.content, r.wants, r.appended, r.reply, r.answer, r.place])),
  )
  return requests.map((r) => {
    const hidden = !seesPerson(r, actor, policy)
    const person = {
      kind: r.requester.kind,
      name: r.requester.name?.masked,
      number: (r.requester.contactNumber ?? r.requester.callNumber)?.masked,
      company: r.requester.company,
    }
    return withTexts(
      {
        id: r.id,
        number: r.number,
        stage: r.stage,
        confidential: r.confidential,
        shareNumber: r.shareNumber,
        person: hidden ? undefined : { ...person, number: fromCentre || r.shareNumber ? person.number : undefined },
        title: r.title,
        content: r.content,
        wants: r.wants,
        since: r.since,
        affected: r.affected,
        alike: r.alike,
        place: { ...r.place, room: hidden ? undefined : r.place.room },
        channel: r.channel,
        appended: r.appended,
        urges: r.urges.length,
        acceptedAt: r.acceptedAt,
        answerBy: r.answerBy?.due,
        reply: r.reply,
        outcomes: r.outcomes,
      },
      texts,
    ) as Record<string, unknown>
  })
}

export interface Line {
  at: Instant
  noun: string
  type: string
  actor: string
  post: string
  unit?: string
  body: Record<string, unknown>
}

/** 经过: the order's events in their order, with words in place of references and the unit each assignment belongs to. */
export async function timelineOf(shell: Shell, centre: string, order: Order): Promise<Line[]> {
  const { rows } = await shell.pool.query<{ type: string; at: Instant; actor: string; post: string; body: Record<string, unknown> }>({
    name: 'timeline',
    text: `select type, at, actor, post, case when type = 'reached' then body - 'state' else body end as body from event where centre_id = $1 and noun = 'order' and stream = $2 order by seq`,
    values: [centre, order.id],
  })
  const texts = await readTexts(shell.pool, centre, openRefs(rows.map((r) => r.body)))
  return rows.map((r) => {
    const assignment = typeof r.body.assignment === 'number' ? assignmentOf(order, r.body.assignment) : undefined
    return { ...r, noun: 'order', unit: assignment?.unit, body: withTexts(r.body, texts) as Record<string, unknown> }
  })
}
