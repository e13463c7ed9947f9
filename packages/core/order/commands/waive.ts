/** 协办免办: an assist is let off; the lead need not wait for it. The blame for lateness stays on record. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { endedClocks } from '../clocks.ts'
import { belowTaken } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { folded } from '../evolve.ts'
import { assignmentOf, type Order } from '../state.ts'
import { allAnswered } from '../submission.ts'

const Input = Type.Object({ assignment: Type.Integer(), why: OpenText('免办原因', 300) }, { additionalProperties: false })

export const waive: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'waive',
  button: '协办免办',
  by: ['centre'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) =>
    assignmentIn(order, no, ['sent', 'working', 'subbed', 'sent_back', 'returning', 'signing'], '免办') ??
    (assignmentOf(order, no)?.role === 'assist' ? undefined : bar('stage', '只有协办单可以免办')),
  decide: (order, { assignment, why }, ctx) => {
    const a = theAssignment(order, assignment)
    const waived: OrderEvent = { type: 'waived', assignment: a.no, by: ctx.actor.name, why, clocks: endedClocks(a, ctx, '协办免办') }
    const gone = [...belowTaken(order, a, ctx, '协办免办'), waived]
    return decided<OrderEvent>(...gone, ...allAnswered(folded(order, gone, ctx.now)))
  },
}
