/** 未接: rang and was not answered; counts as offered, waits to be called back (漏接电话回拨). */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import type { ContactRecord } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const miss: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'miss',
  button: '未接',
  by: ['centre'],
  input: Input,
  bars: (contact) => (contact.stage === 'ringing' ? undefined : bar('stage', '这通来电已经接听或挂断')),
  decide: () => decided<ContactEvent>({ type: 'missed' }),
}
