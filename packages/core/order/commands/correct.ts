/** 更正: type and matter after dispatch are changed by the centre only; the old value stays (people.md 2-5, SEC-01). */
import { Type } from '@sinclair/typebox'
import { type Command, decided, OpenText, refused } from '../../kernel.ts'
import { sameValue } from '../../same.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import type { Order } from '../state.ts'

const Input = Type.Object(
  {
    changes: Type.Object(
      {
        type: Type.Optional(Type.String({ title: '诉求类型' })),
        category: Type.Optional(Type.String({ title: '事项' })),
        title: Type.Optional(OpenText('标题', 60)),
      },
      { additionalProperties: false },
    ),
    why: OpenText('更正原因', 300),
  },
  { additionalProperties: false },
)

export const correct: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'correct',
  button: '更正',
  by: ['centre'],
  needs: ['same'],
  input: Input,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working', 'reviewing', 'visiting', 'closed', 'archived'], '更正'),
  decide: (order, { changes, why }, { policy, actor, facts }) => {
    if (changes.type && !policy.pack.kinds.types.some((t) => t.code === changes.type))
      return refused('unknown_code', '没有这种诉求类型', { field: 'type' })
    if (changes.category && !policy.isLeaf(changes.category)) return refused('unknown_code', '请选择到最末一级事项', { field: 'category' })
    const path = changes.category && changes.category !== order.category ? { categoryPath: policy.categoryPath(changes.category) } : {}
    const events = Object.entries({ ...changes, ...path })
      .filter(([field, to]) => !sameValue(order[field as keyof Order], to, facts))
      .map(([field, to]): OrderEvent => ({ type: 'corrected', field, from: order[field as keyof Order] ?? null, to, why, by: actor.name }))
    return events.length ? decided(...events) : refused('unchanged', '没有要更正的内容：新值与原值相同')
  },
}
