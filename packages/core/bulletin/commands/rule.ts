/** 裁定异议: granted or not, with a reason. Nobody rules on what his own unit said, nor on what he said himself. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { inStage } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import type { Edition } from '../state.ts'

const Input = Type.Object(
  {
    no: Type.Integer({ minimum: 1, title: '异议' }),
    granted: Type.Boolean({ title: '是否同意' }),
    why: OpenText('裁定理由', 500, 2),
  },
  { additionalProperties: false },
)

export const rule: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'rule',
  button: '裁定异议',
  by: ['centre'],
  needs: ['holds'],
  input: Input,
  bars: (edition) => inStage(edition, ['checking'], '裁定异议'),
  decide: (edition, { no, granted, why }, ctx) => {
    const found = edition.objections.find((one) => one.no === no)
    if (!found) return refused('not_found', '没有这项异议', { field: 'no' })
    if (found.ruled) return refused('already', '这项异议已经裁定')
    const { actor, facts } = ctx
    if (found.user === actor.user || found.unit === actor.unit || facts.holds?.includes(found.unit))
      return refused('same_person', '不能裁定本人或者本单位提出的异议，请由他人裁定')
    return decided<EditionEvent>({ type: 'ruled', no, granted, why, by: actor.name })
  },
}
