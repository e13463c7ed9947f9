/** 无理诉求认定后: explained and closed; whether it leaves the satisfaction rate is the pack's word (INTAKE-16). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object({ why: Type.String() }, { additionalProperties: false })

export const exclude: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'exclude',
  button: '认定',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (request, { why }) => (request.excluded ? decided<RequestEvent>() : decided<RequestEvent>({ type: 'excluded', why })),
}
