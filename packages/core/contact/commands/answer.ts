/** 接听. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import type { ContactRecord } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const answer: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'answer',
  button: '接听',
  by: ['centre'],
  input: Input,
  bars: (contact) => (contact.stage === 'ringing' ? undefined : bar('stage', '这通来电已经接听或挂断')),
  decide: (_contact, _input, { actor }) => decided<ContactEvent>({ type: 'answered', agent: { user: actor.user, name: actor.name } }),
}
