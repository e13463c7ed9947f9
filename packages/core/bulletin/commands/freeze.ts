/** The facts stand: how many, their hash, whose they are, and what the closed loop lacks. Given by the copying, once. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition, LoopCount } from '../state.ts'

const Input = Type.Object(
  {
    facts: Type.Object({ count: Type.Integer(), hash: Type.String() }, { additionalProperties: false }),
    units: Type.Array(Type.String()),
    loop: Type.Unsafe<LoopCount>(Type.Object({})),
  },
  { additionalProperties: false },
)

export const freeze: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'freeze',
  button: '关账完成',
  by: ['system'],
  input: Input,
  bars: (edition) => inStage(edition, ['closing'], '再次关账'),
  decide: (_edition, input) => decided<EditionEvent>({ type: 'frozen', ...input }),
}
