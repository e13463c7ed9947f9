/** 裁定退单: granted → another unit (the first dispatch was wrong) or the pool; not granted → back to the unit, its count +1. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { moved, sentOn } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { folded } from '../evolve.ts'
import { pooledAgain } from '../facts.ts'
import { grantedReturns, isFirstLead, type Order } from '../state.ts'
import { allAnswered } from '../submission.ts'

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
  bars: (order, _ctx, no) => assignmentIn(order, no, ['returning'], '裁定退单'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const ruling: OrderEvent = { type: 'return_ruled', assignment: a.no, by: ctx.actor.name, granted: input.granted, note: input.note }
    if (!input.granted) return input.note ? decided<OrderEvent>(ruling) : refused('missing', '不予退单须写明理由', { field: 'note' })
    const { granted } = ctx.policy.pack.returns
    if (grantedReturns(order, a) >= granted.value) {
      const { source, assumed } = granted
      return refused('limit', `不能再同意退单：这件工单已同意退单 ${granted.value} 次。请写明理由不予退单；确需换单位的，再行改派`, {
        field: 'granted',
        source,
        assumed,
      })
    }
    const wrong = isFirstLead(a)
    if (input.to) {
      if (input.to === a.unit) return refused('unchanged', '同意退单的，不能再派给原单位', { field: 'to' })
      const sent = sentOn(order, a, { unit: input.to, limit: input.limit, wrong, rule: 'dispatcher', why: '同意退单' }, ctx)
      return sent.ok ? decided<OrderEvent>(ruling, ...sent.events) : sent
    }
    const gone = [ruling, ...moved(order, a, '', wrong, ctx)]
    const after = folded(order, gone, ctx.now)
    return decided<OrderEvent>(...gone, ...(a.role === 'lead' ? [pooledAgain(after, '同意退单', ctx)] : allAnswered(after)))
  },
}
