/** 申请暂停计时: waiting for somebody outside, with a coded reason and the day of the next word; runs on until it is agreed. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { assignmentIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, isPaused, type Order, pendingPause } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    reason: Type.String({ title: '暂停原因' }),
    text: OpenText('等待谁、为什么', 500),
    nextUpdate: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: '下次更新日' })),
  },
  { additionalProperties: false },
)

export const pause: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'pause',
  button: '申请暂停',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, ctx, no) => {
    const a = assignmentOf(order, no)
    const { max } = ctx.policy.pack.pauses
    if (a && pendingPause(a)) return bar('pending', '已有暂停申请待审')
    if (a && isPaused(a)) return bar('already', '已经暂停计时')
    if (a && a.pauses.filter((p) => p.ruled?.granted).length >= max.value) {
      return bar('limit', `不能再次暂停：每件限 ${max.value} 次`, { source: max.source, assumed: max.assumed })
    }
    return assignmentIn(order, no, ['working', 'sent_back', 'subbed'], '暂停计时')
  },
  decide: (_order, input, ctx) => {
    if (!ctx.policy.pack.pauses.reasons.some((r) => r.code === input.reason))
      return refused('unknown_code', '请选择暂停原因', { field: 'reason' })
    return decided<OrderEvent>({ type: 'pause_requested', by: ctx.actor.name, ...input })
  },
}
