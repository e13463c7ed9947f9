/**
 * 登记签批: the clerk attaches the 审批单 that his leader signed by hand and names who signed. The signer holds a post that signs for the
 * unit and wrote no word of the answer (HANDLE-03; people.md §3.5: "scans back").
 */
import { Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, refused } from '../../kernel.ts'
import { attachedBar } from '../attached.ts'
import { theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, awaitsApproval, lastReply, type Order } from '../state.ts'
import { approvedBy, SAME_HAND } from '../submission.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    signer: Type.String({ title: '签批人' }),
    sealed: Type.Boolean({ title: '已加盖公章' }),
    scan: Type.String({ title: '签批扫描件' }),
  },
  { additionalProperties: false },
)

export const fileApproval: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'file_approval',
  button: '登记签批',
  by: ['unit'],
  onAssignment: true,
  needs: ['users', 'attachments'],
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    if (!a || !awaitsApproval(a)) return bar('stage', '没有待签批的答复')
    return a.signing === 'paper' ? undefined : bar('stage', '这件在屏幕上签批，不用登记纸质审批单')
  },
  decide: (order, { assignment, signer, sealed, scan }, ctx) => {
    const a = theAssignment(order, assignment)
    const leader = ctx.facts.users?.[signer]
    if (!leader || !signsFor(a, leader, ctx)) return refused('unknown_code', '签批人须是本单位在岗的签批人员', { field: 'signer' })
    if (lastReply(a)?.byUser === signer) return refused('same_person', SAME_HAND, { field: 'signer' })
    if (!sealed) return refused('unsigned', '签批与公章须齐备，请确认已加盖公章', { field: 'sealed' })
    const foreign = attachedBar(order, [scan], 'scan', ctx)
    if (foreign) return { ok: false, refusal: foreign }
    return decided<OrderEvent>(...approvedBy(order, a, { user: signer, name: leader.name, filedBy: ctx.actor.name }, scan, ctx))
  },
}

type Leader = NonNullable<Context['facts']['users']>[string]
/** Units and posts of a user stand side by side. */
const signsFor = ({ unit }: Assignment, { units, posts }: Leader, { policy }: Context) =>
  units.some((held, i) => held === unit && policy.post(posts[i] ?? '')?.commands.includes('order.approve'))
