/** A deadline comes near or has passed. Harmless twice: it speaks only while the order still wants it said. */
import { Type } from '@sinclair/typebox'
import { type Command, type Context, decided } from '../../kernel.ts'
import { urgencyOf } from '../../mark/mark.ts'
import { CLOCKS } from '../../policy/schema.ts'
import type { OrderEvent } from '../events.ts'
import { type Alarm, assignmentOf, type Order } from '../state.ts'
import { alarmAt, alarmClock } from '../timers.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    clock: Type.Union(CLOCKS.map((c) => Type.Literal(c))),
    level: Type.Union([Type.Literal('near'), Type.Literal('over')]),
  },
  { additionalProperties: false },
)
type Given = typeof Input.static

export const alarm: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'alarm',
  button: '提醒',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (order, input, ctx) => {
    const clock = alarmClock(order, input)
    const wanted = alarmAt(order, input)
    if (!clock || wanted === undefined || ctx.now < wanted) return decided<OrderEvent>()
    return decided<OrderEvent>({ type: 'alarmed', ...input, due: clock.due, to: toWhom(order, input, ctx) })
  },
}

/** Late work inside a unit is told to the unit above, which answers for it; dispatching and urgent feedback to the head of the centre (SLA-05). */
function toWhom(order: Order, { assignment, clock, level }: Given, ctx: Context): Alarm['to'] {
  if (level === 'near') return 'unit'
  if (assignmentOf(order, assignment)?.parent !== undefined) return 'parent'
  const urgent = clock === 'feedback' && urgencyOf(order.marks, ctx) !== 'normal'
  return clock === 'dispatch' || urgent ? 'head' : 'unit'
}
