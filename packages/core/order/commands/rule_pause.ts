/** 审批暂停计时. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { theAssignment } from '../bars.ts'
import { paused } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, type Order, pendingPause } from '../state.ts'

const Input = Type.Object(
  { assignment: Type.Integer(), granted: Type.Boolean({ title: '是否同意' }), note: Type.Optional(OpenText('意见', 300)) },
  { additionalProperties: false },
)

export const rulePause: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'rule_pause',
  button: '审批暂停',
  by: ['parent'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return a && pendingPause(a) ? undefined : bar('not_found', '没有待审的暂停申请')
  },
  decide: (order, { assignment, granted, note }, ctx) => {
    const a = theAssignment(order, assignment)
    if (!granted && !note) return refused('missing', '不同意暂停须写明理由', { field: 'note' })
    const why = ctx.policy.pack.pauses.reasons.find((r) => r.code === pendingPause(a)?.reason)?.label ?? ''
    return decided<OrderEvent>({
      type: 'pause_ruled',
      assignment,
      by: ctx.actor.name,
      granted,
      note,
      clocks: granted ? paused(a, why, ctx) : {},
    })
  },
}
