/** One request behind the order is settled; when all are, the order is closed (办结). */
import { Type } from '@sinclair/typebox'
import { type Command, decided } from '../../kernel.ts'
import { RESOLUTIONS } from '../../request/state.ts'
import type { OrderEvent } from '../events.ts'
import { type Member, openMembers, type Order } from '../state.ts'

const Input = Type.Object(
  {
    request: Type.String(),
    how: Type.String(),
    solved: Type.Optional(Type.Union(RESOLUTIONS.map((r) => Type.Literal(r)))),
    good: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export const settle: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'settle',
  button: '办结',
  by: ['system'],
  input: Input,
  bars: () => undefined,
  decide: (order, input) => {
    const members = openMembers(order)
    if (!members.some((m) => m.id === input.request && !m.settled)) return decided<OrderEvent>()
    const done: OrderEvent = { type: 'settled', ...input }
    const others = members.filter((m) => m.id !== input.request)
    return order.stage === 'visiting' && settled(others) ? decided<OrderEvent>(done, { type: 'closed' }) : decided<OrderEvent>(done)
  },
}

export const settled = (members: Member[]) => members.every((m) => m.settled !== undefined)
