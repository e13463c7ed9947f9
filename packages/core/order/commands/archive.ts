/** 归档: complete or not at all: sign-off, reply, call-back, cause. Read-only afterwards but for corrections (HANDLE-18). */
import { Type } from '@sinclair/typebox'
import { type Command, decided, refused } from '../../kernel.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { lastReply, leadOf, openMembers, type Order } from '../state.ts'
import { bond } from '../three.ts'

const Input = Type.Object({ cause: Type.Optional(Type.String({ title: '成因' })) }, { additionalProperties: false })

export const archive: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'archive',
  button: '归档',
  by: ['centre'],
  input: Input,
  bars: (order) => orderIn(order, ['closed'], '归档'),
  decide: (order, { cause }, ctx) => {
    const known = ctx.policy.pack.archive.causes.some((c) => c.code === (cause ?? order.cause))
    const missing = [...lacking(order), ...(known ? [] : ['成因'])]
    if (missing.length) return refused('missing', `不能归档，还缺：${missing.join('、')}`, { field: known ? undefined : 'cause' })
    return decided<OrderEvent>({ type: 'archived', by: ctx.actor.name, cause })
  },
}

function lacking(order: Order): string[] {
  const lead = leadOf(order)
  const reply = lead && lastReply(lead)
  // Signed was this text and no other (HANDLE-03).
  const unsigned = lead && lead.signing !== 'none' && reply?.approval?.binds !== bond(lead)
  const unvisited = openMembers(order).some((m) => m.settled === undefined)
  return [...(reply ? [] : ['答复']), ...(unsigned ? ['签批'] : []), ...(unvisited ? ['回访'] : [])]
}
