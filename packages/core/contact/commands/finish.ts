/** 结束来电: with exactly one disposition; a call that neither left a request nor a coded result cannot be closed (INTAKE-18). One that lost its result is coded again. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, refused } from '../../kernel.ts'
import type { ContactEvent } from '../events.ts'
import { BY_HAND, type ContactRecord } from '../state.ts'

const Input = Type.Object(
  {
    disposition: Type.Optional(
      Type.Union(
        BY_HAND.map((d) => Type.Literal(d)),
        { title: '处置结果' },
      ),
    ),
  },
  { additionalProperties: false },
)

export const finish: Command<ContactRecord, ContactEvent, typeof Input> = {
  noun: 'contact',
  name: 'finish',
  button: '结束',
  by: ['centre', 'person'],
  input: Input,
  bars: (contact) =>
    contact.stage === 'open' || (contact.stage === 'done' && !contact.disposition) ? undefined : bar('stage', '这通来电已经结束'),
  decide: (contact, { disposition }) => {
    if (!contact.disposition && !disposition) {
      return refused('missing', '请先登记诉求（诉求类型必填），或选择来电处置结果', { field: 'disposition', instead: 'request.register' })
    }
    const settled: ContactEvent[] = !contact.disposition && disposition ? [{ type: 'settled', disposition }] : []
    const ended: ContactEvent[] = contact.stage === 'open' ? [{ type: 'ended' }] : []
    return decided<ContactEvent>(...settled, ...ended)
  },
}
