/** The timer of the check: whoever said nothing by its end has confirmed, where the pack says so. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { inStage, kindOf } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, unconfirmed } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const endCheck: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'end_check',
  button: '核对期满',
  by: ['system'],
  input: Input,
  bars: (edition) => inStage(edition, ['checking'], '结束核对'),
  decide: (edition, _input, { now, policy }) => {
    if (!edition.check || edition.check.ended || now <= edition.check.due) return decided<EditionEvent>()
    const tacit = kindOf(policy, edition.kind)?.tacit.value ? unconfirmed(edition) : []
    return decided<EditionEvent>({ type: 'check_ended', tacit })
  },
}
