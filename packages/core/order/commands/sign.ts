/** 签收: an act, not the opening of a page (SLA-02). Its clock stops; those that count from signing start. */
import { Type } from '@sinclair/typebox'
import { formatInstant } from '../../calendar.ts'
import { bar, type Command, decided, type Refusal } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { stopped } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { fromSigning } from '../facts.ts'
import { type Assignment, assignmentOf, live, type Order } from '../state.ts'

const Input = Type.Object({ assignment: Type.Integer() }, { additionalProperties: false })

export const sign: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'sign',
  button: '签收',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => signedAlready(assignmentOf(order, no)) ?? assignmentIn(order, no, ['sent'], '签收'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const clocks = { ...stopped(a, ['sign'], ctx), ...fromSigning(order, a, ctx) }
    return decided<OrderEvent>({ type: 'signed', assignment: a.no, by: ctx.actor.name, user: ctx.actor.user, clocks })
  },
}

/** Two colleagues at one list: the second is told who was first. */
const signedAlready = (a: Assignment | undefined): Refusal | undefined =>
  a?.signedAt !== undefined && live(a) ? bar('already', `已由${a.signedBy}于 ${formatInstant(a.signedAt)} 签收，无需再签`) : undefined
