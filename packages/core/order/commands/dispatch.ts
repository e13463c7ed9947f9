/** 派发: to a lead and its assists, each under its own clocks (DISPATCH-02: 单位、时刻、截止三项俱全才派出). */
import { type Static, Type } from '@sinclair/typebox'
import { stopClock } from '../../deadline/timeline.ts'
import { unitBar } from '../../dispatch/forbidden.ts'
import { bar, type Command, type Context, decided, type Refusal } from '../../kernel.ts'
import { LengthSchema } from '../../policy/schema.ts'
import { heldByOther, orderIn } from '../bars.ts'
import type { OrderEvent, Sent } from '../events.ts'
import { nextNo, plan } from '../facts.ts'
import { closeClock, currentRound, inRound, leadOf, live, type Order } from '../state.ts'

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
  bars: (order, ctx) => sentAlready(order, ctx) ?? orderIn(order, ['pooled'], '派发') ?? heldByOther(order, ctx),
  decide: (order, input, ctx) => {
    const sent = targets(order, input, ctx)
    const barred = firstBar(order, sent, ctx)
    if (barred) return { ok: false, refusal: barred }
    const { proposal } = order
    const followed = proposal?.unit === input.lead.unit
    return decided<OrderEvent>({
      type: 'dispatched',
      by: ctx.actor.name,
      sent,
      rule: followed ? proposal.rule : 'dispatcher',
      why: followed ? proposal.why : '派单员选定',
      lesson: followed ? undefined : { proposed: proposal?.unit, chosen: input.lead.unit },
      dispatchClock: order.dispatchClock && stopClock(order.dispatchClock, ctx.now),
    })
  },
}

/** Whoever comes second is told who was first, and to whom it went. */
function sentAlready(order: Order, ctx: Context): Refusal | undefined {
  const lead = ['dispatched', 'working'].includes(order.stage) ? leadOf(order) : undefined
  return lead && bar('already', `这件工单已由${lead.sentBy}派给${ctx.policy.unit(lead.unit)?.name ?? lead.unit}，请派下一件`)
}

function targets(order: Order, input: Static<typeof Input>, ctx: Context): Sent[] {
  const all = [{ ...input.lead, role: 'lead' as const }, ...(input.assists ?? []).map((a) => ({ ...a, role: 'assist' as const }))]
  return all.map(({ unit, limit, role }, i) => plan(order, { no: nextNo(order) + i, round: currentRound(order), unit, role, limit }, ctx))
}

/** What stands against sending to these units, the first of it. */
export function firstBar(order: Order, sent: Sent[], ctx: Context): Refusal | undefined {
  for (const [i, s] of sent.entries()) {
    const barred = unitBar(s.unit, order.categoryPath, ctx)
    if (barred) return barred
    const name = ctx.policy.unit(s.unit)?.name ?? s.unit
    if (sent.findIndex((other) => other.unit === s.unit) !== i) return bar('already', `${name}不能重复派`, { field: 'assists' })
    if (inRound(order, s.round).some((a) => live(a) && a.unit === s.unit))
      return bar('already', `${name}已在承办这件工单，请选择其他单位`, { field: 'unit' })
    if (!closeClock(s)) return bar('deadline', '没有适用的办理时限，请填写办理时限后再派发', { field: 'limit' })
  }
  return undefined
}
