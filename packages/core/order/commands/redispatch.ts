/** 改派: the level above takes an assignment away and gives it to another unit. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, type Order } from '../state.ts'
import { sentAgain } from '../again.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    unit: Type.String({ title: '承办单位' }),
    limit: Type.Optional(LengthSchema),
    why: OpenText('改派原因', 300),
    wrong: Type.Optional(Type.Boolean({ title: '首派有误' })),
  },
  { additionalProperties: false },
)

export const redispatch: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'redispatch',
  button: '改派',
  by: ['parent'],
  onAssignment: true,
  needs: ['network'],
  input: Input,
  bars: (order, _ctx, no) =>
    assignmentIn(order, no, ['sent', 'working', 'sent_back', 'subbed'], '改派') ?? withoutChildren(order, assignmentOf(order, no)),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    if (input.unit === a.unit) return refused('unchanged', '改派的单位与原单位相同', { field: 'unit' })
    const again = sentAgain(order, a, { unit: input.unit, limit: input.limit }, ctx)
    if (!again.ok) return again
    return decided<OrderEvent>(
      { type: 'moved', assignment: a.no, by: ctx.actor.name, to: input.unit, wrong: input.wrong ?? false },
      ...again.events,
    )
  },
}

const withoutChildren = (order: Order, a: Assignment | undefined) =>
  order.assignments.some((c) => c.parent === a?.no && !['moved', 'recalled'].includes(c.stage))
    ? bar('stage', '下级正在办理，不能整件改派，请先收回下级')
    : undefined
