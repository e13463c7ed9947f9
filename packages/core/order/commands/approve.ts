/** 签批: the unit's leader signs what his unit answers, never the writer himself; on paper the scan is attached (HANDLE-03). */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { attachedBar } from '../attached.ts'
import { theAssignment } from '../bars.ts'
import { reopened } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import { assignmentOf, awaitsApproval, lastReply, type Order } from '../state.ts'
import { approvedBy, SAME_HAND } from '../submission.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    pass: Type.Boolean({ title: '同意 / 退回修改' }),
    sealed: Type.Optional(Type.Boolean({ title: '已加盖公章' })),
    scan: Type.Optional(Type.String({ title: '签批扫描件' })),
    why: Type.Optional(OpenText('意见', 500)),
  },
  { additionalProperties: false },
)

export const approve: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'approve',
  button: '签批',
  by: ['unit'],
  onAssignment: true,
  needs: ['attachments'],
  input: Input,
  bars: (order, ctx, no) => {
    const a = assignmentOf(order, no)
    const reply = a && lastReply(a)
    if (!reply || !awaitsApproval(a)) return bar('stage', '没有待签批的答复')
    return sameHand(reply.byUser, ctx)
  },
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const by = ctx.actor.name
    if (!input.pass) {
      if (!input.why) return refused('missing', '退回修改须写明意见', { field: 'why' })
      if (a.stage === 'accepted') return refused('stage', '中心已经审核通过，不能再退回修改', { field: 'pass' })
      const declined: OrderEvent = { type: 'declined', assignment: a.no, by, why: input.why }
      return a.stage === 'signing'
        ? decided<OrderEvent>(declined)
        : decided<OrderEvent>({ type: 'unsubmitted', assignment: a.no, by, clocks: reopened(order, a, ctx) }, declined)
    }
    if (!input.sealed) return refused('unsigned', '签批与公章须齐备，请确认已加盖公章', { field: 'sealed' })
    if (a.signing === 'paper' && !input.scan) return refused('unsigned', '纸质签批须上传签批单扫描件', { field: 'scan' })
    const foreign = input.scan === undefined ? undefined : attachedBar(order, [input.scan], 'scan', ctx)
    if (foreign) return { ok: false, refusal: foreign }
    return decided<OrderEvent>(...approvedBy(order, a, { user: ctx.actor.user, name: by }, input.scan, ctx))
  },
}

const sameHand = (writer: string, ctx: Context): Refusal | undefined =>
  writer === ctx.actor.user ? bar('same_person', SAME_HAND) : undefined
