/** 收回: what was sent and not yet signed, by the level above; or one's own submission, before anybody reviewed it. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { endedClocks, reopened } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { folded } from '../evolve.ts'
import { pooledAgain } from '../facts.ts'
import { assignmentOf, type Order, topOf } from '../state.ts'
import { allAnswered } from '../submission.ts'

const Input = Type.Object({ assignment: Type.Integer() }, { additionalProperties: false })

export const recall: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'recall',
  button: '收回',
  by: ['parent', 'unit'],
  onAssignment: true,
  input: Input,
  bars: (order, ctx, no) => {
    const barred = assignmentIn(order, no, ['sent', 'signing', 'waiting', 'submitted'], '收回')
    const a = assignmentOf(order, no)
    if (barred || !a) return barred
    const mine = ctx.actor.unit === a.unit
    if (a.stage === 'sent')
      return mine ? bar('not_yours', '未签收的承办单由上级收回；职责不符请申请退单', { instead: 'order.request_return' }) : undefined
    return mine ? undefined : bar('stage', '单位已经提交，请审核或驳回', { instead: 'order.review' })
  },
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const by = ctx.actor.name
    if (a.stage !== 'sent') {
      const clocks = a.submittedAt === undefined ? {} : reopened(order, a, ctx)
      return decided<OrderEvent>({ type: 'unsubmitted', assignment: a.no, by, clocks })
    }
    const unsigned = a.role === 'lead' ? topOf(order).filter((x) => x.role === 'assist' && x.stage === 'sent') : []
    const back = [a, ...unsigned].map((x): OrderEvent => {
      return { type: 'recalled', assignment: x.no, by, clocks: endedClocks(x, ctx, '收回') }
    })
    const after = folded(order, back, ctx.now)
    return decided<OrderEvent>(...back, ...(a.role === 'lead' ? [pooledAgain(after, '收回', ctx)] : allAnswered(after)))
  },
}
