/** 核对完毕: the unit has looked at its rows; what it objected to stays open until it is ruled. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const confirm: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'confirm',
  button: '核对完毕',
  by: ['unit'],
  input: Input,
  bars: (edition, { actor }) =>
    inStage(edition, ['checking'], '核对') ?? (edition.confirmed[actor.unit] ? bar('already', '本单位已经核对完毕') : undefined),
  decide: (_edition, _input, { actor }) => decided<EditionEvent>({ type: 'confirmed', unit: actor.unit, by: actor.name }),
}
