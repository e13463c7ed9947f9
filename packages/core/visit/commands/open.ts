/** A replied request is due for its call-back. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'

const Input = Type.Object(
  {
    request: Type.String(),
    number: Type.String(),
    order: Type.String(),
    round: Type.Integer(),
    unit: Type.String(),
    registeredBy: Type.String(),
    confidential: Type.Boolean(),
  },
  { additionalProperties: false },
)

export const open: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'open',
  button: '待回访',
  by: ['system'],
  creates: true,
  input: Input,
  bars: () => undefined,
  decide: (_none, input, ctx) =>
    decided<VisitEvent>({ type: 'opened', fields: { ...input, id: ctx.ids(), version: ctx.version, notBefore: ctx.now } }),
}
