/** 申请会商: the unit disputes that it is its duty, after its return or instead of one. It goes on handling; its clock runs on. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { assignmentIn, ruledBar, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, type Order, pendingRuling } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    text: OpenText('争议事项和依据', 1000),
    suggested: Type.Optional(Type.String({ title: '建议单位' })),
  },
  { additionalProperties: false },
)

export const requestRuling: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'request_ruling',
  button: '申请会商',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return (
      assignmentIn(order, no, ['sent', 'working', 'sent_back'], '申请会商') ??
      (a && pendingRuling(a) ? bar('pending', '已申请会商，待定责') : undefined) ??
      ruledBar(order, a, '申请会商')
    )
  },
  decide: (order, input, ctx) => {
    const { unit } = theAssignment(order, input.assignment)
    if (input.suggested !== undefined && (input.suggested === unit || !ctx.policy.unit(input.suggested)))
      return refused('unknown_code', '建议单位须是另一个承办单位', { field: 'suggested' })
    return decided<OrderEvent>({ type: 'ruling_requested', by: ctx.actor.name, unit, ...input })
  },
}
