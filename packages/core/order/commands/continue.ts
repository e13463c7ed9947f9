/** 恢复计时: by the unit when the wait is over, by the level above, or by itself when the pack's longest pause is reached. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided } from '../../kernel.ts'
import { theAssignment } from '../bars.ts'
import { resumed } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, isPaused, live, type Order } from '../state.ts'

const Input = Type.Object({ assignment: Type.Integer() }, { additionalProperties: false })

export const continueClock: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'continue',
  button: '恢复计时',
  by: ['unit', 'parent'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return a && live(a) && isPaused(a) ? undefined : bar('already', '没有暂停计时')
  },
  decide: (order, { assignment }, ctx) =>
    decided<OrderEvent>({
      type: 'continued',
      assignment,
      by: ctx.actor.name,
      clocks: resumed(order, theAssignment(order, assignment), ctx),
    }),
}
