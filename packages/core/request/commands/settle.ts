/**
 * A call-back ended: its answers are written to the request; without redo the request is closed. What is put right or rated after the
 * close still reaches the figures: they are right however late an answer changes.
 */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'
import { OutcomeSchema } from '../../visit/outcome.ts'

const Input = Type.Object(
  { visit: Type.String(), round: Type.Integer(), reached: Type.Boolean(), outcome: OutcomeSchema, close: Type.Boolean() },
  { additionalProperties: false },
)

export const settle: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'settle',
  button: '回访结果',
  by: ['system'],
  input: Input,
  bars: (request) => (['replied', 'closed', 'linked'].includes(request.stage) ? undefined : bar('stage', '诉求不在待回访')),
  decide: (request, { visit, round, reached, outcome, close }) => {
    const visited: RequestEvent = { type: 'visited', visit, round, reached, outcome }
    if (!close || request.stage !== 'replied') return decided<RequestEvent>(visited)
    return decided<RequestEvent>(visited, { type: 'closed', how: reached ? 'visited' : 'unreached' })
  },
}
