/** 改派: the level above takes an assignment away, with whatever runs below it, and gives it to another unit. */
import { Type } from '@sinclair/typebox'
import { type Command, OpenText, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { sentOn } from '../ends.ts'
import type { OrderEvent } from '../events.ts'
import { isFirstLead, type Order } from '../state.ts'

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
  bars: (order, _ctx, no) => assignmentIn(order, no, ['sent', 'working', 'sent_back', 'subbed'], '改派'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    if (input.unit === a.unit) return refused('unchanged', '改派的单位与原单位相同', { field: 'unit' })
    const wrong = (input.wrong ?? false) && isFirstLead(a)
    return sentOn(order, a, { unit: input.unit, limit: input.limit, wrong, rule: 'dispatcher', why: '改派' }, ctx)
  },
}
