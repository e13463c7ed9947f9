/** 派发: to a lead and its assists, each under its own clocks (DISPATCH-02: 单位、时刻、截止三项俱全才派出). */
import { type Static, Type } from '@sinclair/typebox'
import { unitBar } from '../../dispatch/forbidden.ts'
import { type Command, type Context, decided, type Refusal, refused } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { heldByOther, orderIn } from '../bars.ts'
import type { OrderEvent, Sent } from '../events.ts'
import { nextNo, plan } from '../facts.ts'
import { currentRound, type Order } from '../state.ts'

const Target = Type.Object(
  { unit: Type.String({ title: '承办单位' }), limit: Type.Optional(LengthSchema) },
  { additionalProperties: false },
)
const Input = Type.Object({ lead: Target, assists: Type.Optional(Type.Array(Target, { maxItems: 20 })) }, { additionalProperties: false })

export const dispatch: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'dispatch',
  button: '派发',
  by: ['centre'],
  needs: ['network'],
  input: Input,
  bars: (order, ctx) => orderIn(order, ['pooled'], '派发') ?? heldByOther(order, ctx),
  decide: (order, input, ctx) => {
    const sent = targets(order, input, ctx)
    const barred = firstBar(order, sent, ctx)
    if (barred) return { ok: false, refusal: barred }
    const { proposal } = order
    const followed = proposal?.unit === input.lead.unit
    const lesson = followed ? undefined : { proposed: proposal?.unit, chosen: input.lead.unit }
    return decided<OrderEvent>({
      type: 'dispatched',
      by: ctx.actor.name,
      sent,
      rule: followed ? proposal.rule : 'dispatcher',
      why: followed ? proposal.why : '派单员选定',
      lesson,
    })
  },
}

function targets(order: Order, input: Static<typeof Input>, ctx: Context): Sent[] {
  const all = [{ ...input.lead, role: 'lead' as const }, ...(input.assists ?? []).map((a) => ({ ...a, role: 'assist' as const }))]
  return all.map(({ unit, limit, role }, i) => plan(order, { no: nextNo(order) + i, round: currentRound(order), unit, role, limit }, ctx))
}

/** What stands against sending to these units, the first of it. */
export function firstBar(order: Pick<Order, 'categoryPath'>, sent: Sent[], ctx: Context): Refusal | undefined {
  for (const [i, s] of sent.entries()) {
    const barred = unitBar(s.unit, order.categoryPath, ctx)
    if (barred) return barred
    if (sent.findIndex((other) => other.unit === s.unit) !== i)
      return refused('already', '同一单位不能既主办又协办', { field: 'assists' }).refusal
    if (!s.clocks.close && !s.clocks.redo) {
      return refused('deadline', '没有适用的办理时限，请填写办理时限后再派发', { field: 'limit' }).refusal
    }
  }
  return undefined
}
