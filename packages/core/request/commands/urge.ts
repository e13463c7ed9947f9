/** 催办: the person asks again. A contact on the same request, never a new one (requests +0, contacts +1). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ contact: Type.Optional(Type.String()) }, { additionalProperties: false })

export const urge: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'urge',
  button: '催办',
  by: ['centre', 'person'],
  input: Input,
  bars: (request) => running(request, '催办'),
  decide: (_request, input, ctx) => decided<RequestEvent>({ type: 'urged', by: ctx.actor.name, contact: input.contact }),
}
