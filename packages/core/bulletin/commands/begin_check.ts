/** 发起单位核对: every unit with rows in the edition gets a task and a term. */
import { Type } from '@sinclair/typebox'
import { addLength } from '../../calendar.ts'
import { bar, type Command, decided, OpenText } from '../../kernel.ts'
import { inStage, kindOf, unbalanced } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object({ what: OpenText('核对要求', 500, 2) }, { additionalProperties: false })

export const beginCheck: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'begin_check',
  button: '发起核对',
  by: ['centre'],
  needs: ['differences'],
  input: Input,
  bars: (edition) =>
    inStage(edition, ['draft'], '发起核对') ?? (edition.units.length ? undefined : bar('missing', '本期没有需要核对的单位')),
  decide: (edition, { what }, ctx) => {
    const broken = unbalanced(ctx)
    if (broken) return broken
    const length = kindOf(ctx.policy, edition.kind)?.check.value ?? { amount: 2, unit: 'workday' as const }
    const { due } = addLength(ctx.policy.calendar, ctx.now, length)
    const tasks = Object.fromEntries(edition.units.map((unit) => [unit, ctx.ids()]))
    return decided<EditionEvent>({ type: 'check_begun', what, due, tasks, by: ctx.actor.name })
  },
}
