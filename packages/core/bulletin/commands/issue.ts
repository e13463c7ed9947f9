/** 印发: approved by another person than those who made it; the number is given, and from here on it is what was said. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { inStage, unbalanced, unmasked } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition, Issue } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })

export const issue: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'issue',
  button: '印发',
  by: ['centre'],
  needs: ['differences', 'editions'],
  input: Input,
  bars: (edition, { actor }) => {
    const makers = [edition.finalised?.user, edition.submitted?.user]
    return (
      inStage(edition, ['submitted'], '印发') ??
      (makers.includes(actor.user) ? bar('same_person', '定稿、送审的人不能自己批准印发，请由领导批准') : undefined)
    )
  },
  decide: (edition, _input, ctx) => {
    const stopped = unmasked(edition, ctx.policy) ?? unbalanced(ctx)
    if (stopped) return stopped
    const { period = [], inYear = 0, total = 0 } = ctx.facts.editions ?? {}
    const before = period.find(({ id }) => id === edition.corrects)?.issue
    const number: Issue = before ?? { year: Number(edition.period.slice(0, 4)), no: inYear + 1, total: total + 1 }
    return decided<EditionEvent>({ type: 'issued', issue: number, by: ctx.actor.name, user: ctx.actor.user })
  },
}
