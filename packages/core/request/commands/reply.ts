/** The order was answered and reviewed: the person's request now waits for its call-back, or is closed where the pack asks for none. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { RESOLUTIONS, type ServiceRequest, type Unvisited } from '../state.ts'

const Text = Type.Object({ id: Type.String(), digest: Type.String(), proof: Type.Optional(Type.String()), size: Type.Number() })
const Input = Type.Object(
  {
    order: Type.String(),
    round: Type.Integer(),
    unit: Type.String(),
    text: Text,
    solved: Type.Union(RESOLUTIONS.map((r) => Type.Literal(r))),
  },
  { additionalProperties: false },
)

export const reply: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'reply',
  button: '答复',
  by: ['system'],
  input: Input,
  bars: (request) => (request.stage === 'linked' ? undefined : bar('stage', '诉求不在转办中')),
  decide: (request, input, ctx) => {
    if (request.reply?.order === input.order && request.reply.round === input.round) return decided<RequestEvent>()
    const unvisited = unvisitedOf(request, ctx)
    // Approved as unreasonable, the matter ends as 已解释: a unit must not promise what cannot be (INTAKE-16: 不得“画大饼”).
    const solved = request.excluded ? 'explained' : input.solved
    const replied: RequestEvent = { type: 'replied', ...input, solved, visit: unvisited ? undefined : ctx.ids(), unvisited }
    return unvisited ? decided<RequestEvent>(replied, { type: 'closed', how: 'exempt' }) : decided<RequestEvent>(replied)
  },
}

function unvisitedOf({ type, requester }: ServiceRequest, { policy }: Context): Unvisited | undefined {
  if (policy.pack.visit.exemptTypes.value.includes(type)) return 'exempt'
  return (requester.contactNumber ?? requester.callNumber) ? undefined : 'no_number'
}

/** A call-back that could not be is owed after all: the person left a number later, or rates on the web (VISIT-01). */
export const visitOwed = (request: ServiceRequest, ctx: Context): RequestEvent[] =>
  request.reply?.unvisited === 'no_number' && !request.visit ? [{ type: 'visit_owed', visit: ctx.ids() }] : []
