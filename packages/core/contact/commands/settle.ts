/** What was done in a call becomes its disposition; the weightiest one stays (exactly one). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import { type ContactRecord, type Disposition, DISPOSITIONS } from '../state.ts'

const ORDER = Object.keys(DISPOSITIONS) as Disposition[]
const Input = Type.Object(
  { disposition: Type.Union(ORDER.map((d) => Type.Literal(d))), request: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export const settle: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'settle',
  button: '处置结果',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (contact, { disposition, request }) =>
    decided<ContactEvent>({ type: 'settled', disposition: weightier(contact.disposition, disposition), request }),
}

/** 当场答复 is also a request: a call in which one matter was registered for a unit and another answered counts as 登记诉求. */
const weightier = (a: Disposition | undefined, b: Disposition): Disposition => {
  if (a === undefined || (a === 'registered' && b === 'answered')) return b
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b
}
