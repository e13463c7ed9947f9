/** 复核通过: what was marked is no personal data, or may be printed; said with a reason by another person than the writer (SEC-05). */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { inStage, WRITABLE } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, sectionOf } from '../state.ts'

const Input = Type.Object(
  {
    section: Type.String({ maxLength: 60, title: '部分' }),
    from: Type.Integer({ minimum: 0, title: '位置' }),
    why: OpenText('复核理由', 300, 2),
  },
  { additionalProperties: false },
)

export const pass: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'pass',
  button: '复核通过',
  by: ['centre'],
  input: Input,
  bars: (edition) => inStage(edition, WRITABLE, '复核'),
  decide: (edition, { section, from, why }, ctx) => {
    const { written } = sectionOf(edition, section)
    if (!written?.findings.some((one) => one.from === from && !one.passed))
      return refused('not_found', '这一处没有待复核的个人信息，请刷新后重试', { field: 'from' })
    if (written.user === ctx.actor.user) return refused('same_person', '不能复核自己写的文字，请由他人复核')
    return decided<EditionEvent>({ type: 'passed', section, from, why, by: ctx.actor.name })
  },
}
