/** 补充: words added to a request that is still running. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { running } from '../bars.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ text: OpenText('补充内容', 2000), contact: Type.Optional(Type.String()) }, { additionalProperties: false })

export const append: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'append',
  button: '补充',
  by: ['centre', 'person'],
  input: Input,
  bars: (request) => running(request, '补充'),
  decide: (_request, input, ctx) => decided<RequestEvent>({ type: 'appended', by: ctx.actor.name, ...input }),
}
