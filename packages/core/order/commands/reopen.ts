/** 重启: the centre opens a closed order again (a satisfied answer taken back, a promise broken), with a reason. */
import { Type } from '@sinclair/typebox'
import { type Command, OpenText } from '../../kernel.ts'
import { orderIn } from '../bars.ts'
import type { OrderEvent } from '../events.ts'
import { openMembers, type Order } from '../state.ts'
import { newRound } from './redo.ts'

const Input = Type.Object(
  { why: OpenText('重启原因', 500), unit: Type.Optional(Type.String({ title: '承办单位' })) },
  { additionalProperties: false },
)

export const reopen: Command<Order, OrderEvent, typeof Input> = {
  noun: 'order',
  name: 'reopen',
  button: '重启',
  by: ['centre'],
  input: Input,
  bars: (order) => orderIn(order, ['closed'], '重启'),
  decide: (order, input, ctx) => newRound(order, 'reopened', { ...input, requests: openMembers(order).map((m) => m.id) }, ctx),
}
