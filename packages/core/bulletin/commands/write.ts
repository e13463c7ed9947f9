/** 文字部分, by the centre. What looks like personal data is noted with its place, and stops the bulletin until it is gone or passed. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { inStage, partOf, WRITABLE } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object(
  { section: Type.String({ maxLength: 60, title: '部分' }), text: OpenText('文字', 20_000) },
  { additionalProperties: false },
)

export const write: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'write',
  button: '保存文字',
  by: ['centre'],
  needs: ['personal'],
  input: Input,
  bars: (edition) => inStage(edition, WRITABLE, '改写文字'),
  decide: (edition, { section, text }, ctx) => {
    const part = partOf(edition, section, ctx.policy)
    if ('refusal' in part) return { ok: false, refusal: part.refusal }
    const findings = ctx.facts.personal ?? []
    return decided<EditionEvent>({ type: 'written', section, text, findings, by: ctx.actor.name, user: ctx.actor.user })
  },
}
