/** A correction was issued: this edition stays readable and says which one replaced it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object({ id: Type.String(), no: Type.Integer() }, { additionalProperties: false })

export const supersede: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'supersede',
  button: '更正',
  by: ['system'],
  input: Input,
  bars: (edition) => inStage(edition, ['issued'], '更正'),
  decide: (_edition, input) => decided<EditionEvent>({ type: 'superseded', ...input }),
}
