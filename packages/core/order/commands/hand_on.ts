/** 交接: the work in hand goes to a colleague of the same unit. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, refused } from '../../kernel.ts'
import { theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, live, type Order } from '../state.ts'

const Input = Type.Object(
  { assignment: Type.Integer(), user: Type.String({ title: '接手人' }), why: Type.Optional(OpenText('说明', 200)) },
  { additionalProperties: false },
)

export const handOn: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'hand_on',
  button: '交接',
  by: ['unit'],
  onAssignment: true,
  needs: ['users'],
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return a && live(a) ? undefined : bar('stage', '这份承办单已经结束，不用交接')
  },
  decide: (order, { assignment, user, why }, ctx) => {
    const a = theAssignment(order, assignment)
    const colleague = ctx.facts.users?.[user]
    if (!colleague?.units.includes(a.unit)) return refused('unknown_code', '接手人须是本单位在岗人员', { field: 'user' })
    if (a.handler?.user === user) return refused('unchanged', `这件工单已由${colleague.name}办理`, { field: 'user' })
    return decided<OrderEvent>({ type: 'took', assignment, by: ctx.actor.name, user, name: colleague.name, why })
  },
}
