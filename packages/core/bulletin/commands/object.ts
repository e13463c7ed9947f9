/** 提出异议: one row of the unit's own, with the reason and what proves it, within the term. */
import { Type } from '@sinclair/typebox'
import { formatDue } from '../../calendar.ts'
import { bar, type Command, type Context, decided, OpenText, refused } from '../../kernel.ts'
import { inStage, kindOf } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object(
  {
    fact: Type.String({ maxLength: 40, title: '明细' }),
    claim: Type.String({ maxLength: 60, title: '异议事由' }),
    why: OpenText('异议理由', 1000, 5),
    attachments: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20, title: '佐证材料' })),
  },
  { additionalProperties: false },
)

export const object: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'object',
  button: '提出异议',
  by: ['unit'],
  needs: ['frozen', 'attachments'],
  input: Input,
  bars: (edition, ctx) => inStage(edition, ['checking'], '提出异议') ?? overBar(edition, ctx),
  decide: (edition, { fact: id, claim, why, attachments = [] }, ctx) => {
    const { frozen, attachments: cited = {} } = ctx.facts
    const { unit, name, user } = ctx.actor
    if (frozen?.id !== id || !frozen.units.includes(unit))
      return refused('not_found', '这不是计入本单位的明细，请从核对清单中选择', { field: 'fact' })
    const reason = kindOf(ctx.policy, edition.kind)?.objections.find(({ code }) => code === claim)
    if (!reason) return refused('unknown_code', '没有这种异议事由，请从列表中选择', { field: 'claim' })
    if (edition.objections.some((one) => one.fact.id === id && one.unit === unit && !one.ruled))
      return refused('already', '这一件的异议已经提出，正等待裁定')
    if (attachments.some((one) => cited[one]?.order !== frozen.order))
      return refused('basis', '佐证材料须是这件工单的附件，请先上传到工单', { field: 'attachments' })
    const { noun, number } = frozen
    const no = edition.objections.length + 1
    const said = { no, unit, fact: { noun, id, number }, claim, effect: reason.effect, why, evidence: attachments }
    return decided<EditionEvent>({ type: 'objected', ...said, by: name, user })
  },
}

function overBar({ check, confirmed }: Edition, { actor, now }: Context) {
  if (!check || check.ended || now > check.due) return bar('expired', `核对期限已过（${formatDue(check?.due ?? now)}），不能再提异议`)
  return confirmed[actor.unit] ? bar('already', '本单位已经确认无异议') : undefined
}
