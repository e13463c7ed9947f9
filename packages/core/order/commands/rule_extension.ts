/** 审批延期: counted from the present deadline; the person is told the new one. */
import { Type } from '@sinclair/typebox'
import { bar, type Command, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { formatDue, lengthText } from '../../calendar.ts'
import { theAssignment } from '../bars.ts'
import { extended } from '../clocks.ts'
import type { Clocks, OrderEvent } from '../events.ts'
import { type Assignment, assignmentOf, closeClock, type Order, pendingExtension } from '../state.ts'

const Input = Type.Object(
  { assignment: Type.Integer(), granted: Type.Boolean({ title: '是否同意' }), note: Type.Optional(OpenText('意见', 300)) },
  { additionalProperties: false },
)

export const ruleExtension: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'rule_extension',
  button: '审批延期',
  by: ['parent'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => {
    const a = assignmentOf(order, no)
    return a && pendingExtension(a) ? undefined : bar('not_found', '没有待审的延期申请')
  },
  decide: (order, { assignment, granted, note }, ctx) => {
    const a = theAssignment(order, assignment)
    const asked = pendingExtension(a)
    if (!granted && !note) return refused('missing', '不同意延期须写明理由', { field: 'note' })
    const clocks = granted && asked ? extended(order, a, asked.length, `同意延期 ${lengthText(asked.length)}`, ctx) : {}
    const short = granted ? shortBar(order, a, clocks) : undefined
    if (short) return { ok: false, refusal: short }
    return decided<OrderEvent>({ type: 'extension_ruled', assignment, by: ctx.actor.name, granted, note, clocks })
  },
}

/** No level may give more time than it has itself: it asks its own level above first. Nor may anybody beyond a superior platform's. */
function shortBar(order: Order, a: Assignment, clocks: Clocks): Refusal | undefined {
  const clock = Object.values(clocks)[0]
  const last = clock?.segments.at(-1)
  if (last?.kind === 'superior') {
    return bar('deadline', `不能同意延期：延期后晚于上级平台时限 ${formatDue(last.due)}，请先向上级平台申请`, { field: 'granted' })
  }
  const parent = assignmentOf(order, a.parent)
  const own = parent && closeClock(parent)
  if (!own || !clock || (last?.kind !== 'level' && clock.due <= own.due)) return undefined
  return bar('deadline', `不能同意延期：延期后晚于本级截止时间 ${formatDue(own.due)}，请先申请延长本级时限`, {
    field: 'granted',
    instead: 'order.request_extension',
  })
}
