/**
 * 导入历史件: a matter of another system, with what became of it there. Happened in the past (`at`), is recorded now; arms no timers,
 * creates no visits, and is counted on the day it was accepted.
 */
import { Type } from '@sinclair/typebox'
import { type Command, decided, type Instant, OpenText, Personal } from '../../kernel.ts'
import { PlaceInput } from '../../place.ts'
import type { RequestEvent } from '../events.ts'
import { codesBar } from '../input.ts'
import type { ServiceRequest } from '../state.ts'

const Input = Type.Object(
  {
    channel: Type.String({ title: '来源渠道' }),
    type: Type.String({ title: '诉求类型' }),
    category: Type.String({ title: '事项' }),
    title: OpenText('标题', 60),
    content: OpenText('内容', 20_000),
    name: Type.Optional(Personal('name', '诉求人姓名', 60)),
    phone: Type.Optional(Personal('phone', '联系号码', 40)),
    place: Type.Optional(PlaceInput),
    /** The number it had there. */
    externalNumber: Type.Optional(Type.String({ maxLength: 60, title: '原编号' })),
    closedAt: Type.Optional(Type.Unsafe<Instant>(Type.Integer({ title: '办结时间' }))),
    reply: Type.Optional(OpenText('答复', 20_000)),
  },
  { additionalProperties: false },
)

export const importHistory: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'import',
  button: '导入历史件',
  by: ['system'],
  needs: ['numbers'],
  creates: true,
  input: Input,
  bars: () => undefined,
  decide: (_none, input, ctx) => {
    const { channel, type, category, title, content, name, phone, place, externalNumber, closedAt, reply } = input
    const requester = { kind: 'person' as const, name, contactNumber: phone }
    const unknown = codesBar({ channel, type, category, title, content, requester }, ctx)
    if (unknown) return { ok: false, refusal: unknown }
    const { policy, facts, now } = ctx
    return decided<RequestEvent>({
      type: 'imported',
      by: ctx.actor.name,
      closedAt,
      reply,
      fields: {
        id: ctx.ids(),
        number: facts.numbers?.request ?? '',
        version: ctx.version,
        channel,
        medium: policy.pack.kinds.channels.find((c) => c.code === channel)?.medium ?? 'online',
        externalNumber,
        requester,
        confidential: false,
        shareNumber: false,
        type,
        reportedAs: policy.pack.kinds.types.find((t) => t.code === type)?.reportedAs ?? type,
        praise: false,
        category,
        categoryPath: policy.categoryPath(category),
        title,
        content,
        place: place ?? {},
        marks: [],
        occurredAt: now,
      },
    })
  },
}
