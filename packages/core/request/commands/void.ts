/**
 * 作废: written by mistake, a test, or twice. Nothing is deleted. Who may void an order may void any request; an agent takes back
 * what he wrote himself, as a mistake and within the pack's minutes (收回本人登记).
 */
import { Type } from '@sinclair/typebox'
import { MINUTE, plus } from '../../calendar.ts'
import { bar, type Command, type Context, decided, OpenText, type Refusal, refused } from '../../kernel.ts'
import type { RequestEvent } from '../events.ts'
import type { ServiceRequest } from '../state.ts'

export const VOID_REASONS: Record<string, string> = { mistake: '误录', test: '测试', duplicate: '重复' }
const Input = Type.Object(
  { reason: Type.String({ title: '作废原因' }), note: Type.Optional(OpenText('说明', 300)) },
  { additionalProperties: false },
)

export const voidRequest: Command<ServiceRequest, RequestEvent, typeof Input> = {
  noun: 'request',
  name: 'void',
  button: '作废',
  by: ['centre'],
  input: Input,
  bars: (request, ctx) =>
    ['pending', 'registered', 'linked'].includes(request.stage)
      ? ownBar(request, ctx)
      : bar('stage', '已经答复或办结的诉求不能作废，可以更正', { instead: 'request.correct' }),
  decide: (request, { reason, note }, ctx) => {
    if (!VOID_REASONS[reason]) return refused('unknown_code', '请选择作废原因：误录、测试或重复', { field: 'reason' })
    if (reason !== 'mistake' && !maySettle(ctx)) {
      return refused('forbidden', '收回本人登记的诉求只能选“误录”，测试或重复的请值班长作废', { field: 'reason' })
    }
    const link = request.links.find((l) => l.to === undefined)
    const leave: RequestEvent[] = link ? [{ type: 'unlinked', order: link.order }] : []
    return decided<RequestEvent>(...leave, { type: 'voided', by: ctx.actor.name, reason, note })
  },
}

/** The posts that void orders (班长、负责人) void any request; follow-ups of an order's voiding are the system's. */
const maySettle = ({ actor, policy }: Context) =>
  actor.user === 'system' || (policy.post(actor.post)?.commands.includes('order.void') ?? false)

function ownBar(request: ServiceRequest, ctx: Context): Refusal | undefined {
  if (maySettle(ctx)) return undefined
  if (request.registeredBy !== ctx.actor.user) return bar('not_yours', '只能收回本人登记的诉求，其他的请值班长作废')
  const { value, source, assumed } = ctx.policy.pack.intake.recallEntryMinutes
  if (ctx.now <= plus(request.registeredAt, value * MINUTE)) return undefined
  return bar('expired', `登记已超过 ${value} 分钟，不能自行收回，请值班长作废`, { source, assumed })
}
