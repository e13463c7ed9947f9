/** 分办: to units of the level below, each with a deadline earlier than one's own (DISPATCH-17: 层层计时、责任仍归接单单位). */
import { type Static, Type } from '@sinclair/typebox'
import { type Command, type Context, decided, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { folded } from '../evolve.ts'
import { nextNo, plan } from '../facts.ts'
import type { Assignment, Order } from '../state.ts'
import { firstBar } from './dispatch.ts'
import { sign } from './sign.ts'

const Target = Type.Object(
  { unit: Type.String({ title: '下级单位' }), limit: Type.Optional(LengthSchema) },
  { additionalProperties: false },
)
const Input = Type.Object(
  { assignment: Type.Integer(), to: Type.Array(Target, { minItems: 1, maxItems: 20 }) },
  { additionalProperties: false },
)

export const subDispatch: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'sub_dispatch',
  button: '分办',
  by: ['unit'],
  onAssignment: true,
  needs: ['network'],
  input: Input,
  bars: (order, _ctx, no) => assignmentIn(order, no, ['sent', 'working', 'sent_back', 'subbed'], '分办'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const outside = input.to.find((t) => !ctx.policy.isBelow(t.unit, a.unit))
    if (outside)
      return refused('unknown_code', `只能分办给本单位的下级：${ctx.policy.unit(a.unit)?.name ?? a.unit}没有这个下级单位`, { field: 'to' })
    const signing = a.stage === 'sent' ? sign.decide(order, { assignment: a.no }, ctx) : decided<OrderEvent>()
    if (!signing.ok) return signing
    const after = folded(order, signing.events, ctx.now)
    const sent = below(after, theAssignment(after, a.no), input, ctx)
    const barred = firstBar(after, sent, ctx)
    if (barred) return { ok: false, refusal: barred }
    return decided<OrderEvent>(...signing.events, { type: 'subbed', assignment: a.no, by: ctx.actor.name, sent })
  },
}

const below = (order: Order, parent: Assignment, { to }: Static<typeof Input>, ctx: Context) =>
  to.map(({ unit, limit }, i) => plan(order, { no: nextNo(order) + i, round: parent.round, unit, role: 'sub', parent, limit }, ctx))
