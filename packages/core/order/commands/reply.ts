/** 提交办结: findings, two texts, and the three things that must be in place; signed where the pack asks for it (HANDLE-01, 03, 21). */
import { type Static, Type } from '@sinclair/typebox'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import { RESOLUTIONS } from '../../request/state.ts'
import { attachedBar } from '../attached.ts'
import { assignmentIn, IN_HAND, theAssignment } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import { type Assignment, assignmentOf, isPaused, type Order } from '../state.ts'
import { submission } from '../submission.ts'
import { sameWords } from '../../same.ts'
import { missingInPlace } from '../three.ts'

const Input = Type.Object(
  {
    assignment: Type.Integer(),
    isTrue: Type.Boolean({ title: '诉求是否属实' }),
    outOfDuty: Type.Optional(Type.String({ maxLength: 60, title: '超职责类型' })),
    solved: Type.Union(
      RESOLUTIONS.map((r) => Type.Literal(r)),
      { title: '解决状态' },
    ),
    unsolvedReason: Type.Optional(Type.String({ title: '未解决原因' })),
    internal: OpenText('办理情况', 4000),
    public: OpenText('公开答复', 2000),
    plan: Type.Optional(OpenText('重办方案', 2000)),
    attachments: Type.Optional(Type.Array(Type.String(), { maxItems: 20, title: '附件' })),
  },
  { additionalProperties: false },
)
type Given = Static<typeof Input>

export const reply: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'reply',
  button: '提交办结',
  by: ['unit'],
  onAssignment: true,
  needs: ['attachments', 'same'],
  input: Input,
  bars: (order, ctx, no) => assignmentIn(order, no, IN_HAND, '提交办结') ?? notInPlace(order, ctx, no),
  decide: (order, input, ctx) => {
    const a = theAssignment(order, input.assignment)
    const wrong =
      unsolvedBar(input, ctx) ?? redoBar(order, a, input, ctx) ?? attachedBar(order, input.attachments ?? [], 'attachments', ctx)
    if (wrong) return { ok: false, refusal: wrong }
    const { assignment, ...rest } = input
    const replied: OrderEvent = { type: 'replied', assignment, by: ctx.actor.name, reply: { ...rest, byUser: ctx.actor.user } }
    if (a.signing !== 'none' && !a.feedbackFirst) return decided<OrderEvent>(replied)
    return decided<OrderEvent>(replied, ...submission(evolve(order, replied, ctx.now), assignment, ctx))
  },
}

function notInPlace(order: Order, ctx: Context, no: number | undefined): Refusal | undefined {
  const a = assignmentOf(order, no)
  if (!a) return undefined
  if (isPaused(a)) return bar('pending', '正在暂停计时，请先恢复再提交', { instead: 'order.continue' })
  const missing = missingInPlace(order, a, ctx)
  if (!missing.length) return undefined
  const { inPlace } = ctx.policy.pack.handling
  return bar('three_in_place', `不能提交办结，还缺：${missing.join('、')}`, {
    source: inPlace.source,
    assumed: inPlace.assumed,
    instead: 'order.contact_citizen',
  })
}

function unsolvedBar(input: Given, ctx: Context): Refusal | undefined {
  if (input.solved === 'solved' || input.solved === 'phased') return undefined
  const known = ctx.policy.pack.handling.unsolvedReasons.some((r) => r.code === input.unsolvedReason)
  return known ? undefined : bar('missing', '没有完全解决的，请选择未解决原因', { field: 'unsolvedReason' })
}

/** 重办必有新方案，旧答复不可原样提交 (VISIT-05). */
function redoBar(order: Order, a: Assignment, input: Given, { facts }: Context): Refusal | undefined {
  if (a.round === 1 || a.parent !== undefined) return undefined
  if (!input.plan) return bar('missing', '重办须写明新的办理方案', { field: 'plan' })
  const earlier = order.assignments.filter((x) => x.round < a.round).flatMap((x) => x.replies)
  return earlier.some((r) => sameWords(r.public, input.public, facts))
    ? refused('unchanged', '重办的答复不能与上次相同', { field: 'public' }).refusal
    : undefined
}
