/** 登记联系: every attempt is recorded with its result; the first that connects stops the clock of first contact (HANDLE-02). */
import { Type } from '@sinclair/typebox'
import { type Command, type Context, decided, OpenText } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { stopped } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { aboveOf, type Assignment, type Order } from '../state.ts'

export const CONTACT_RESULTS = {
  connected: '接通',
  no_answer: '无人接听',
  refused: '拒接',
  wrong_number: '号码错误',
  agreed_later: '约定再联系',
} as const
export const CONTACT_PURPOSES = { first: '首次联系', feedback: '办理反馈', visit: '单位回访', thanks: '联系致谢' } as const

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    result: Type.Union(Object.keys(CONTACT_RESULTS).map((r) => Type.Literal(r as keyof typeof CONTACT_RESULTS))),
    purpose: Type.Union(
      Object.keys(CONTACT_PURPOSES).map((p) => Type.Literal(p as keyof typeof CONTACT_PURPOSES)),
      { default: 'first' },
    ),
    note: Type.Optional(OpenText('联系情况', 500)),
    request: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export const contactCitizen: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'contact_citizen',
  button: '登记联系',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => assignmentIn(order, no, ['working', 'sent_back', 'subbed', 'waiting', 'signing'], '登记联系'),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const tries = a.contacts.length + 1
    const reached = input.result === 'connected' || tries >= ctx.policy.pack.handling.contactAttempts.value
    const clocks = reached ? stopped(a, ['contact'], ctx) : {}
    const by = ctx.actor.name
    return decided<OrderEvent>({ type: 'contacted', by, clocks, ...input }, ...(reached ? above(order, a, ctx) : []))
  },
}

/** The person was reached: the levels above, for whom this unit called, need not call again. */
function above(order: Order, a: Assignment, ctx: Context): OrderEvent[] {
  return aboveOf(order, a).flatMap((x): OrderEvent[] => {
    const clocks = stopped(x, ['contact'], ctx, '下级已联系诉求人')
    return Object.keys(clocks).length ? [{ type: 'stopped', assignment: x.no, by: ctx.actor.name, clocks }] : []
  })
}
