/** 送审: complete, in balance and without personal data; from here on nobody writes in it. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, refused } from '../../kernel.ts'
import { inStage, kindOf, unbalanced, unmasked } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, sectionOf } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const submit: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'submit',
  button: '送审',
  by: ['centre'],
  needs: ['differences'],
  input: Input,
  bars: (edition) => inStage(edition, ['final'], '送审'),
  decide: (edition, _input, ctx) => {
    const parts = kindOf(ctx.policy, edition.kind)?.sections ?? []
    const empty = parts.filter(({ code, figures }) => !figures && !sectionOf(edition, code).written)
    if (empty.length) return refused('missing', `还没有写：${empty.map(({ title }) => title).join('、')}`, { field: 'sections' })
    const stopped = unmasked(edition, ctx.policy) ?? unbalanced(ctx)
    return stopped ?? decided<EditionEvent>({ type: 'submitted', by: ctx.actor.name, user: ctx.actor.user })
  },
}
