/** 查询进度: counted as a contact, changes nothing else. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ contact: Type.Optional(Type.String()) }, { additionalProperties: false })

export const askProgress: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'ask_progress',
  button: '查询进度',
  by: ['centre', 'person'],
  input: Input,
  bars: () => undefined,
  decide: (_request, input, ctx) => decided<RequestEvent>({ type: 'asked', by: ctx.actor.name, contact: input.contact }),
}
