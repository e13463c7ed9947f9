/** 撤回诉求: the person's own act (an agent records it for him); the order goes on where others stand behind it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object(
  { reason: Type.Optional(OpenText('撤回原因', 300)), contact: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export const withdraw: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'withdraw',
  button: '撤回诉求',
  by: ['centre', 'person'],
  input: Input,
  bars: (request) => running(request, '撤回'),
  decide: (request, input, ctx) => {
    const link = request.links.find((l) => l.to === undefined)
    const leave: RequestEvent[] = link ? [{ type: 'unlinked', order: link.order }] : []
    return decided<RequestEvent>(...leave, { type: 'withdrawn', by: ctx.actor.name, reason: input.reason, contact: input.contact })
  },
}
