/** 作废: written by mistake, a test, or twice. Nothing is deleted. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const VOID_REASONS: Record<string, string> = { mistake: '误录', test: '测试', duplicate: '重复' }
const Input = Type.Object(
  { reason: Type.String({ title: '作废原因' }), note: Type.Optional(OpenText('说明', 300)) },
  { additionalProperties: false },
)

export const voidRequest: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'void',
  button: '作废',
  by: ['centre'],
  input: Input,
  bars: (request) =>
    ['pending', 'registered', 'linked'].includes(request.stage)
      ? undefined
      : bar('stage', '已经答复或办结的诉求不能作废，可以更正', { instead: 'request.correct' }),
  decide: (request, input, ctx) => {
    if (!VOID_REASONS[input.reason]) return refused('unknown_code', '请选择作废原因：误录、测试或重复', { field: 'reason' })
    const link = request.links.find((l) => l.to === undefined)
    const leave: RequestEvent[] = link ? [{ type: 'unlinked', order: link.order }] : []
    return decided<RequestEvent>(...leave, { type: 'voided', by: ctx.actor.name, ...input })
  },
}
