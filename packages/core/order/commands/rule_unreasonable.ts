/** 核准或不予认定无理诉求: granted, the order is marked 已解释; without the centre's word it still counts as dissatisfied. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  { granted: Type.Boolean({ title: '是否核准' }), note: Type.Optional(OpenText('意见', 500)) },
  { additionalProperties: false },
)

export const ruleUnreasonable: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'rule_unreasonable',
  button: '核准认定',
  by: ['centre'],
  input: Input,
  bars: (order) => (order.unreasonable && !order.unreasonable.ruled ? undefined : bar('not_found', '没有待审的认定申请')),
  decide: (_order, { granted, note }, ctx) =>
    !granted && !note
      ? refused('missing', '不予认定须写明理由', { field: 'note' })
      : decided<OrderEvent>({ type: 'unreasonable_ruled', by: ctx.actor.name, granted, note }),
}
