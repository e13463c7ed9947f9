/** 登记漏检: a spot check of what was printed found personal data; it counts against who published it (SEC-05). */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object(
  { section: Type.String({ maxLength: 60, title: '部分' }), what: OpenText('漏检情况', 500, 2) },
  { additionalProperties: false },
)

export const reportLeak: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'report_leak',
  button: '登记漏检',
  by: ['centre'],
  input: Input,
  bars: (edition) => inStage(edition, ['issued', 'corrected'], '登记漏检'),
  decide: (edition, { section, what }, { actor }) =>
    decided<EditionEvent>({ type: 'leaked', section, what, publisher: edition.issued?.by ?? '', by: actor.name }),
}
