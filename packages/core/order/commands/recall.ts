/** 收回: what was sent and not yet signed, by the level above; or one's own submission, before anybody reviewed it. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, closeClock, inRound, live, type Order } from '../state.ts'
import { reopened } from '../clocks.ts'

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
      const end = closeClock(a)
      return decided<OrderEvent>({ type: 'unsubmitted', assignment: a.no, by, clocks: end ? reopened(end, ctx) : {} })
    }
    if (a.role !== 'lead') return decided<OrderEvent>({ type: 'recalled', assignment: a.no, by })
    const assists = inRound(order).filter((x) => x.role === 'assist' && live(x) && x.stage === 'sent')
    const back = [a, ...assists].map((x): OrderEvent => ({ type: 'recalled', assignment: x.no, by }))
    return decided<OrderEvent>(...back, { type: 'pooled', by, why: '收回' })
  },
}
