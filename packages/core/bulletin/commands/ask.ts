/** 征集: units are asked for a part of the text, each by a task with a term. */
import { Type } from '@sinclair/typebox'
import { addLength } from '../../calendar.ts'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { inStage, kindOf, partOf, WRITABLE } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { type Edition, sectionOf } from '../state.ts'

const Input = Type.Object(
  {
    section: Type.String({ maxLength: 60, title: '部分' }),
    units: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 300, title: '单位' }),
    what: OpenText('征集要求', 500, 2),
  },
  { additionalProperties: false },
)

export const ask: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'ask',
  button: '征集',
  by: ['centre'],
  input: Input,
  bars: (edition) => inStage(edition, WRITABLE, '征集'),
  decide: (edition, { section, units, what }, ctx) => {
    const part = partOf(edition, section, ctx.policy)
    if ('refusal' in part) return { ok: false, refusal: part.refusal }
    const { asks } = kindOf(ctx.policy, edition.kind)?.sections.find(({ code }) => code === section) ?? {}
    if (!asks) return refused('stage', '机制配置没有规定这一部分向单位征集', { field: 'section' })
    const unknown = units.find((unit) => !ctx.policy.unit(unit))
    if (unknown) return refused('unknown_code', '没有这个单位，请从列表中选择', { field: 'units' })
    const fresh = [...new Set(units)].filter((unit) => !sectionOf(edition, section).asked[unit])
    if (!fresh.length) return refused('already', '这些单位已经征集过', { field: 'units' })
    const { due } = addLength(ctx.policy.calendar, ctx.now, asks.within)
    const tasks = Object.fromEntries(fresh.map((unit) => [unit, ctx.ids()]))
    return decided<EditionEvent>({ type: 'asked', section, tasks, what, due, by: ctx.actor.name })
  },
}
