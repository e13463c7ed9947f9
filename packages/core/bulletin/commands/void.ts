/** 作废 of an edition that was not issued: closed for the wrong period, or with the wrong cut-off. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, IN_WORK } from '../state.ts'

const Input = Type.Object({ why: OpenText('作废原因', 300, 2) }, { additionalProperties: false })

export const voidEdition: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'void',
  button: '作废',
  by: ['centre'],
  input: Input,
  bars: (edition) => inStage(edition, IN_WORK, '作废'),
  decide: (_edition, { why }, { actor }) => decided<EditionEvent>({ type: 'voided', why, by: actor.name }),
}
