/** 退回修改, by who would have to approve it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object({ why: OpenText('退回原因', 500, 2) }, { additionalProperties: false })

export const sendBack: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'send_back',
  button: '退回修改',
  by: ['centre'],
  input: Input,
  bars: (edition) => inStage(edition, ['submitted'], '退回'),
  decide: (_edition, { why }, { actor }) => decided<EditionEvent>({ type: 'sent_back', why, by: actor.name }),
}
