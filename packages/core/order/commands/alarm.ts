/** A deadline comes near or has passed: told to the unit, and for urgent feedback to the head of the centre (SLA-05). Harmless twice. */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { CLOCKS } from '../../policy/schema.ts'
import { urgencyOf } from '../../mark/mark.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, type Order } from '../state.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    clock: Type.Union(CLOCKS.map((c) => Type.Literal(c))),
    level: Type.Union([Type.Literal('near'), Type.Literal('over')]),
  },
  { additionalProperties: false },
)

export const alarm: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'alarm',
  button: '提醒',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (order, input, ctx) => {
    const clock = input.clock === 'dispatch' ? order.dispatchClock : assignmentOf(order, input.assignment)?.clocks[input.clock]
    const told = order.alarms.some((x) => x.assignment === input.assignment && x.clock === input.clock && x.level === input.level)
    if (!clock || clock.stoppedAt !== undefined || clock.pausedAt !== undefined || told) return decided<OrderEvent>()
    if (input.level === 'over' && ctx.now <= clock.due) return decided<OrderEvent>()
    const serious =
      input.level === 'over' && (input.clock === 'dispatch' || (input.clock === 'feedback' && urgencyOf(order.marks, ctx) !== 'normal'))
    return decided<OrderEvent>({ type: 'alarmed', ...input, to: serious ? 'head' : 'unit' })
  },
}
