/**
 * 审核: the level above looks at what came back: the county at its streets', the centre at the lead's. Sent back with a reason of the
 * pack's list and what is to be changed, the clock runs on.
 */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { reopened } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, lastReply, openMembers, type Order, topOf } from '../state.ts'
import { settled } from './settle.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    pass: Type.Boolean({ title: '通过 / 驳回' }),
    reason: Type.Optional(Type.String({ title: '驳回原因' })),
    why: Type.Optional(OpenText('审核意见', 500)),
  },
  { additionalProperties: false },
)

export const review: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'review',
  button: '审核',
  by: ['parent'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => assignmentIn(order, no, ['submitted'], '审核') ?? topBar(order, assignmentOf(order, no)),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    if (!input.pass) return sendBack(order, a, input, ctx)
    const by = ctx.actor.name
    if (a.role !== 'lead') return decided<OrderEvent>({ type: 'accepted', assignment: a.no, by })
    const assists = topOf(order).filter((x) => x.role === 'assist')
    const reply = lastReply(a)
    if (!reply) throw new Error(`assignment ${a.no} was submitted without a reply`)
    const { public: text, solved } = reply
    const reviewed: OrderEvent = { type: 'reviewed', by, public: text, solved, unit: a.unit, round: a.round }
    const accepted = [a, ...assists].map((x): OrderEvent => ({ type: 'accepted', assignment: x.no, by }))
    // In a redo whose asker has gone meanwhile nobody waits for a call-back any more.
    return decided<OrderEvent>(...accepted, reviewed, ...(settled(openMembers(order)) ? [{ type: 'closed' } as const] : []))
  },
}

/** At the top it is the order that is reviewed, once lead and assists have all answered. */
function topBar(order: Order, a: Assignment | undefined): Refusal | undefined {
  if (!a || a.parent !== undefined || order.stage === 'reviewing') return undefined
  return bar('stage', a.role === 'lead' ? '协办单位还没有反馈，不能审核' : '主办单位还没有提交，不能审核')
}

function sendBack(order: Order, a: Assignment, { reason, why }: typeof Input.static, ctx: Context) {
  if (!why) return refused('missing', '驳回须写明要改什么', { field: 'why' })
  const { reviews } = ctx.policy.pack
  if (reviews && reason === undefined) return refused('missing', '驳回须选择原因', { field: 'reason' })
  if (reason !== undefined && !reviews?.reasons.some((r) => r.code === reason))
    return refused('unknown_code', '请从列表中选择驳回原因', { field: 'reason' })
  const clocks = reopened(order, a, ctx, ctx.policy.pack.levels.sentBackLeast.value)
  return decided<OrderEvent>({ type: 'sent_back', assignment: a.no, by: ctx.actor.name, reason, why, clocks })
}
