/** A request of the call was voided: where it was the call's whole result, the call needs another one (INTAKE-18: 不得有悬空来话). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import type { ContactRecord } from '../state.ts'

const Input = Type.Object({ request: Type.String() }, { additionalProperties: false })

export const unsettle: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'unsettle',
  button: '处置结果',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (contact, { request }) =>
    contact.requests.includes(request) ? decided<ContactEvent>({ type: 'unsettled', request }) : decided<ContactEvent>(),
}
