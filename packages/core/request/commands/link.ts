/** The order took the request in, or let it go: follow-ups of merge, split and register, never buttons. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { isSettled, type ServiceRequest } from '../state.ts'
import type { RequestEvent } from '../events.ts'

const Why = Type.Union([Type.Literal('opened'), Type.Literal('joined'), Type.Literal('merged'), Type.Literal('split')])
const LinkInput = Type.Object({ order: Type.String(), number: Type.String(), why: Why }, { additionalProperties: false })

export const link: Command<ServiceRequest, RequestEvent, typeof LinkInput> = {
  noun: 'request',
  name: 'link',
  button: '并入',
  by: ['system'],
  input: LinkInput,
  bars: (request) => {
    if (request.stage === 'pending') return bar('stage', '诉求尚待审核，受理后才能转办')
    return isSettled(request) ? bar('stage', '诉求已经了结') : undefined
  },
  decide: (request, input) => {
    const now = request.links.find((l) => l.to === undefined)
    if (now?.order === input.order) return decided<RequestEvent>()
    const leave: RequestEvent[] = now ? [{ type: 'unlinked', order: now.order }] : []
    return decided<RequestEvent>(...leave, { type: 'linked', ...input })
  },
}
