/** 供稿: what a unit was asked for. The centre takes from it what it prints. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { inStage, WRITABLE } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, sectionOf } from '../state.ts'

const Input = Type.Object(
  { section: Type.String({ maxLength: 60, title: '部分' }), text: OpenText('文字', 8000, 2) },
  { additionalProperties: false },
)

export const sendText: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'send_text',
  button: '提交稿件',
  by: ['unit'],
  needs: ['personal'],
  input: Input,
  bars: (edition) => inStage(edition, WRITABLE, '提交稿件'),
  decide: (edition, { section, text }, ctx) => {
    const { unit, name, user } = ctx.actor
    if (!sectionOf(edition, section).asked[unit]) return refused('not_yours', '没有向本单位征集这一部分', { field: 'section' })
    return decided<EditionEvent>({ type: 'sent', unit, section, text, findings: ctx.facts.personal ?? [], by: name, user })
  },
}
