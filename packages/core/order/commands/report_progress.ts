/** 填报进展: progress, the feedback that stops its clock (SLA-05: 反馈≠办结), an explanation to the person, a circular inside the unit. */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText } from '../../kernel.ts'
import { assignmentIn, theAssignment } from '../bars.ts'
import { stopped } from '../clocks.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

export const PROGRESS_KINDS = { progress: '办理进展', feedback: '情况反馈', explanation: '解释说明', circular: '内部通报' } as const

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    kind: Type.Union(
      Object.keys(PROGRESS_KINDS).map((k) => Type.Literal(k as keyof typeof PROGRESS_KINDS)),
      { default: 'progress' },
    ),
    text: OpenText('进展内容', 2000),
    tell: Type.Optional(Type.Boolean({ title: '告知诉求人' })),
  },
  { additionalProperties: false },
)

export const reportProgress: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'report_progress',
  button: '填报进展',
  by: ['unit'],
  onAssignment: true,
  input: Input,
  bars: (order, _ctx, no) => assignmentIn(order, no, ['working', 'sent_back', 'subbed', 'waiting'], '填报进展'),
  decide: (order, { assignment, kind, text, tell }, ctx) => {
    const clocks = kind === 'feedback' ? stopped(theAssignment(order, assignment), ['feedback'], ctx) : {}
    return decided<OrderEvent>({ type: 'progressed', assignment, by: ctx.actor.name, kind, text, tell: tell ?? false, clocks })
  },
}
