/** 转接: the call goes to 110, 119, 120, 122 or a sub-centre; the request stays on record. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { unsettled } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const TransferInput = {
  to: Type.String({ minLength: 2, maxLength: 40, title: '转接至' }),
  note: Type.Optional(OpenText('说明', 500)),
}
const Input = Type.Object(TransferInput, { additionalProperties: false })

export const transfer: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'transfer',
  button: '转接',
  by: ['centre'],
  input: Input,
  bars: (request) => unsettled(request, '转接'),
  decide: (_request, input, ctx) => decided<RequestEvent>({ type: 'transferred', by: ctx.actor.name, ...input }),
}
