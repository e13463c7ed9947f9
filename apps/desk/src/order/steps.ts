/** Where an order is on its way. */
import type { OrderState } from './types.ts'

const WAY: readonly (readonly [now: string, done: string])[] = [
  ['待派发', '已派发'],
  ['待签收', '已签收'],
  ['办理中', '已办理'],
  ['待审核', '已审核'],
  ['待回访', '已回访'],
  ['办结', '已办结'],
]
const AT: Readonly<Record<OrderState['stage'], number | undefined>> = {
  pooled: 0,
  dispatched: 1,
  working: 2,
  reviewing: 3,
  visiting: 4,
  closed: 5,
  archived: 5,
  void: undefined,
}

/** Undefined for an order that was taken off its way. */
export function stepsOf({ stage }: OrderState): { labels: string[]; at: number } | undefined {
  const at = AT[stage]
  if (at === undefined) return undefined
  const reached = stage === 'closed' || stage === 'archived' ? at + 1 : at
  return { labels: WAY.map(([now, done], index) => (index < reached ? done : now)), at }
}
