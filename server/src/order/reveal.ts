/**
 * The person behind an order, in full (people.md 2): handlers of a unit that has signed see him without giving a reason, up to the
 * pack's number of looks an hour; everyone else gives one. A confidential person is shown only to posts that have that request in their
 * scope, so never to a unit. Who handles nothing (监督员) gets the masked value (SEC-04). Every look is recorded.
 */
import { isCentre } from '@huying/core/access/permit'
import { type Actor, bar } from '@huying/core/kernel'
import { openMembers, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { maskText } from '@huying/text/detect'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { look, looksOfHour, type Rule } from '../audit/looks.ts'
import { note } from '../audit/note.ts'
import { seesPerson } from '../access.ts'
import { uuidOf } from '../db.ts'
import { refuse } from '../errors.ts'
import { signedIn } from '../session.ts'
import { loadFor } from '../shell/present.ts'
import type { Shell } from '../shell/shell.ts'
import { revealTexts } from '../text/read.ts'

const Body = Type.Object(
  { why: Type.Optional(Type.String({ minLength: 2, maxLength: 200, title: '查看事由' })) },
  { additionalProperties: false },
)

export function revealRoutes(app: FastifyInstance, shell: Shell) {
  app.post<{ Params: { id: string; request: string }; Body: typeof Body.static }>(
    '/api/orders/:id/members/:request/reveal',
    { schema: { body: Body, summary: '查看诉求人姓名和号码（留痕）' } },
    async (request) => {
      const { centre, actor } = signedIn(request)
      const stored = await loadFor(shell, centre, 'order', request.params.id, actor)
      const order = stored?.state as unknown as Order | undefined
      const member = order && openMembers(order).find((m) => m.id === request.params.request)
      if (!stored || !order || !member) return refuse('not_found', '没有找到，或您无权查看')
      const { policy } = stored
      const fromCentre = isCentre(actor, policy)
      const asked = await requestOf(shell, centre, member.id)
      if (!asked || !seesPerson(asked, actor, policy))
        return refuse('forbidden', '诉求人要求保密，您的岗位不能查看；需要核实的，请中心代问')
      const masked = !policy.post(actor.post)?.commands.some((c) => c.startsWith('order.'))
      const { why } = request.body
      const now = shell.clock.now()
      const detail = {
        why: why !== undefined ? maskText(why) : `${masked ? '查看' : '办理'} ${order.number}`,
        order: order.id,
        ...(masked ? { masked } : {}),
      }
      const noted = { kind: 'reveal', object: member.id, detail } as const
      const freely = isHandling(order, actor, policy) ? policy.pack.reveals.perHour.value : 0
      const rule: Rule = async (db) =>
        why || (await looksOfHour(db, centre, actor.user, now)) < freely
          ? undefined
          : bar('missing', '请填写查看事由', { field: 'why', source: policy.pack.reveals.perHour.source })
      if (masked) await note(shell, centre, { ...noted, actor: actor.user, post: actor.post }, now)
      else await look(shell, { centre, actor, policy, now }, noted, rule)
      const person = masked ? maskedOf(asked) : await personOf(shell, centre, asked)
      return { name: person.name, number: fromCentre || member.shareNumber ? person.number : undefined, masked }
    },
  )
}

/** A unit that has signed, in a post that calls people. */
const isHandling = (order: Order, actor: Actor, policy: Policy) =>
  order.assignments.some((a) => a.unit === actor.unit && a.signedAt !== undefined) &&
  (policy.post(actor.post)?.commands.includes('order.contact_citizen') ?? false)

async function requestOf(shell: Shell, centre: string, id: string): Promise<ServiceRequest | undefined> {
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>({
    name: 'requester',
    text: 'select state from service_request where centre_id = $1 and id = $2::uuid',
    values: [centre, uuidOf(id)],
  })
  return rows[0]?.state
}

const numberOf = ({ requester }: ServiceRequest) => requester.contactNumber ?? requester.callNumber
const maskedOf = (asked: ServiceRequest) => ({ name: asked.requester.name?.masked, number: numberOf(asked)?.masked })

async function personOf(shell: Shell, centre: string, asked: ServiceRequest) {
  const { name } = asked.requester
  const number = numberOf(asked)
  const refs = [name, number].flatMap((ref) => (ref ? [ref.id] : []))
  const plain = await revealTexts(shell.pool, centre, refs, shell.crypto)
  const of = (ref: { id: string } | undefined) => ref && plain.get(ref.id)
  return { name: of(name), number: of(number) }
}
