/** 重办 begins: the request goes back to its order for another round. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ round: Type.Integer() }, { additionalProperties: false })

export const reopen: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'reopen',
  button: '重启',
  by: ['system'],
  input: Input,
  bars: (request) => (['replied', 'closed', 'linked'].includes(request.stage) ? undefined : bar('stage', '诉求已了结，不能重办')),
  decide: (request, { round }) => (request.rounds >= round ? decided<RequestEvent>() : decided<RequestEvent>({ type: 'reopened', round })),
}
