/** 定责（核定）: the level above decides a disputed duty with its basis: the unit stays responsible, or another gets the order. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { sentOn } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, isFirstLead, type Order, pendingRuling } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    unit: Type.String({ title: '主办单位' }),
    basis: OpenText('定责依据', 1000),
    limit: Type.Optional(LengthSchema),
  },
  { additionalProperties: false },
)

export const giveRuling: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'give_ruling',
  button: '定责',
  by: ['parent'],
  onAssignment: true,
  needs: ['network'],
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    if (!a || !pendingRuling(a)) return bar('not_found', '没有待定责的申请')
    return assignmentIn(order, no, ['sent', 'working', 'sent_back', 'subbed'], '定责')
  },
  decide: (order, { assignment, unit, basis, limit }, ctx) => {
    const a = theAssignment(order, assignment)
    const ruling: OrderEvent = { type: 'ruling_given', assignment, by: ctx.actor.name, to: unit, basis }
    if (unit === a.unit) return decided<OrderEvent>(ruling)
    const sent = sentOn(order, a, { unit, limit, wrong: isFirstLead(a), rule: 'ruling', why: '定责' }, ctx)
    return sent.ok ? decided<OrderEvent>(ruling, ...sent.events) : sent
  },
}
