/** 重办: another round of the same order, decided by 回访审核; it has its own clock and repairs no late first reply (§6). */
import { type Static, Type } from '@sinclair/typebox'
import { bar, type Command, type Context, type Decision, decided, type Refusal, type TextRef } from '../../kernel.ts'
import type { OrderEvent } from '../events.ts'
import { firstBar } from './dispatch.ts'
import { nextNo, plan } from '../facts.ts'
import { currentRound, leadOf, type Order } from '../state.ts'

const Input = Type.Object(
  {
    requests: Type.Array(Type.String(), { minItems: 1 }),
    reason: Type.Optional(Type.String()),
    why: Type.Optional(Type.Unsafe<TextRef>(Type.Object({}))),
    unit: Type.Optional(Type.String()),
    by: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export const redo: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'redo',
  button: '重办',
  by: ['system'],
  input: Input,
  bars: (order, ctx) => redoBar(order, ctx),
  decide: (order, input, ctx) => newRound(order, 'redo', input, ctx),
}

export function redoBar(order: Order, ctx: Context): Refusal | undefined {
  if (['pooled', 'dispatched', 'working', 'reviewing'].includes(order.stage) && currentRound(order) > 1) return undefined
  if (!['visiting', 'closed'].includes(order.stage)) return bar('stage', '这件工单还没有办结，不能重办')
  const { redoMax } = ctx.policy.pack.visit
  const done = order.rounds.filter((r) => r.kind === 'redo').length
  return done < redoMax.value
    ? undefined
    : bar('limit', `已重办 ${done} 次，不能再发回重办，请转督办`, { source: redoMax.source, assumed: redoMax.assumed })
}

/** Opens a round to the lead of the last one (or another unit); requests that ask while a redo runs join it. */
export function newRound(order: Order, kind: 'redo' | 'reopened', input: Static<typeof Input>, ctx: Context): Decision<OrderEvent> {
  const by = input.by ?? ctx.actor.name
  if (!['visiting', 'closed'].includes(order.stage)) return decided<OrderEvent>({ type: 'redo_joined', by, requests: input.requests })
  const unit = input.unit ?? leadOf(order)?.unit
  if (!unit) return { ok: false, refusal: bar('undetermined', '请指定重办单位', { field: 'unit' }) }
  const no = currentRound(order) + 1
  const sent = [plan(order, { no: nextNo(order), round: no, unit, role: 'lead' }, ctx)]
  const barred = firstBar(order, sent, ctx)
  if (barred) return { ok: false, refusal: barred }
  return decided<OrderEvent>({
    type: 'round_opened',
    round: { no, kind, by, reason: input.reason, why: input.why },
    sent,
    requests: input.requests,
  })
}
