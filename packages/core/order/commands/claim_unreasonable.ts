/** 申请无理诉求认定: only with a record that it was explained, and a written basis (INTAKE-16). */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { assignmentIn, IN_HAND, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object({ assignment: Type.Integer(), basis: OpenText('认定依据', 1000) }, { additionalProperties: false })

export const claimUnreasonable: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'claim_unreasonable',
  button: '申请认定',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) =>
    assignmentIn(order, no, IN_HAND, '申请无理诉求认定') ??
    (order.unreasonable && !order.unreasonable.ruled
      ? bar('pending', '已有认定申请待审')
      : order.unreasonable?.ruled?.granted
        ? bar('already', '已认定')
        : undefined),
  decide: (order, { assignment, basis }, ctx) => {
    const a = theAssignment(order, assignment)
    const explained = a.progress.filter((p) => p.kind === 'explanation').at(-1)
    if (!explained)
      return refused('missing', '须先向诉求人解释并登记解释说明，再申请认定', { field: 'explanation', instead: 'order.report_progress' })
    return decided<OrderEvent>({ type: 'unreasonable_claimed', by: ctx.actor.name, unit: a.unit, basis, explained: explained.text })
  },
}
