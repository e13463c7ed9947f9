/** 签收: an act, not the opening of a page (SLA-02). Its clock stops; those that count from signing start. */
import { Type } from '@sinclair/typebox'
import { clockFor } from '../../deadline/choose.ts'
import { type Command, decided } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { stopped } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { acceptedAt, orderFacts } from '../facts.ts'
import type { Order } from '../state.ts'

const Input = Type.Object({ assignment: Type.Integer() }, { additionalProperties: false })

export const sign: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'sign',
  button: '签收',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => assignmentIn(order, no, ['sent'], '签收'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const facts = { ...orderFacts(order, ctx), level: a.level, role: a.role, round: a.round }
    const contact =
      a.clocks.contact && clockFor('contact', facts, { accepted: acceptedAt(order), dispatched: a.sentAt, signed: ctx.now }, ctx)
    const clocks = { ...stopped(a, ['sign'], ctx), ...(contact ? { contact } : {}) }
    return decided<OrderEvent>({ type: 'signed', assignment: a.no, by: ctx.actor.name, user: ctx.actor.user, clocks })
  },
}
