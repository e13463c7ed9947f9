/** The order was answered and reviewed: the person's request now waits for its call-back, or is closed where the pack asks for none. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import { RESOLUTIONS, type ServiceRequest } from '../state.ts'

const Text = Type.Object({ id: Type.String(), digest: Type.String(), size: Type.Number() })
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
    const exempt = ctx.policy.pack.visit.exemptTypes.value.includes(request.type) || !reachable(request)
    // Approved as unreasonable, the matter ends as 已解释: a unit must not promise what cannot be (INTAKE-16: 不得“画大饼”).
    const solved = request.excluded ? 'explained' : input.solved
    const replied: RequestEvent = { type: 'replied', ...input, solved, visit: exempt ? undefined : ctx.ids() }
    return exempt ? decided<RequestEvent>(replied, { type: 'closed', how: 'exempt' }) : decided<RequestEvent>(replied)
  },
}

const reachable = ({ requester }: ServiceRequest) => Boolean(requester.contactNumber ?? requester.callNumber)
