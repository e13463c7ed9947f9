/** 裁定退单: granted → another unit (and the first dispatch was wrong); not granted → back to the unit, its count +1. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { sentAgain } from '../again.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, type Order, pendingReturn } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    granted: Type.Boolean({ title: '是否同意' }),
    to: Type.Optional(Type.String({ title: '改派单位' })),
    limit: Type.Optional(LengthSchema),
    note: Type.Optional(OpenText('裁定理由', 500)),
  },
  { additionalProperties: false },
)

export const ruleReturn: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'rule_return',
  button: '裁定退单',
  by: ['parent'],
  onAssignment: true,
  needs: ['network'],
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return (
      assignmentIn(order, no, ['returning'], '裁定退单') ?? (a && pendingReturn(a) ? undefined : bar('not_found', '没有待审的退单申请'))
    )
  },
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const by = ctx.actor.name
    const ruling: OrderEvent = { type: 'return_ruled', assignment: a.no, by, granted: input.granted, note: input.note }
    if (!input.granted) return input.note ? decided<OrderEvent>(ruling) : refused('missing', '不予退单须写明理由', { field: 'note' })
    const moved: OrderEvent = { type: 'moved', assignment: a.no, by, to: input.to ?? '', wrong: a.parent === undefined }
    if (input.to) {
      const again = sentAgain(order, a, { unit: input.to, limit: input.limit }, ctx)
      return again.ok ? decided<OrderEvent>(ruling, moved, ...again.events) : again
    }
    return a.role === 'lead'
      ? decided<OrderEvent>(ruling, moved, { type: 'pooled', by, why: '同意退单' })
      : decided<OrderEvent>(ruling, moved)
  },
}
