/** 审批延期: counted from the present deadline; the person is told the new one. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { lengthText } from '../../calendar.ts'
import { theAssignment } from '../bars.ts'
import { extended } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, type Order, pendingExtension } from '../state.ts'

const Input = Type.Object(
  { assignment: Type.Integer(), granted: Type.Boolean({ title: '是否同意' }), note: Type.Optional(OpenText('意见', 300)) },
  { additionalProperties: false },
)

export const ruleExtension: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'rule_extension',
  button: '审批延期',
  by: ['parent'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return a && pendingExtension(a) ? undefined : bar('not_found', '没有待审的延期申请')
  },
  decide: (order, { assignment, granted, note }, ctx) => {
    const a = theAssignment(order, assignment)
    const asked = pendingExtension(a)
    if (!granted && !note) return refused('missing', '不同意延期须写明理由', { field: 'note' })
    const clocks = granted && asked ? extended(a, asked.length, `同意延期 ${lengthText(asked.length)}`, ctx) : {}
    return decided<OrderEvent>({ type: 'extension_ruled', assignment, by: ctx.actor.name, granted, note, clocks })
  },
}
