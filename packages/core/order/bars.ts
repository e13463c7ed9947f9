/** Bars that several commands of an order share. */
import { bar, type Context, type Refusal } from '../kernel.ts'
import { type Assignment, type AssignmentStage, assignmentOf, currentRound, type Order, type OrderStage } from './state.ts'
import { ASSIGNMENT_WORDS, ORDER_WORDS } from './words.ts'

export const orderIn = (order: Order, stages: readonly OrderStage[], action: string): Refusal | undefined =>
  stages.includes(order.stage) ? undefined : bar('stage', `不能${action}：这件工单${ORDER_WORDS[order.stage]}`)

/** The assignment exists, belongs to the running round and is in one of the stages. */
export function assignmentIn(
  order: Order,
  no: number | undefined,
  stages: readonly AssignmentStage[],
  action: string,
): Refusal | undefined {
  const a = assignmentOf(order, no)
  if (!a) return bar('not_found', '没有这份承办单', { field: 'assignment' })
  if (a.round !== currentRound(order)) return bar('stage', `不能${action}：这份承办单属于上一轮办理`)
  if (!stages.includes(a.stage)) return bar('stage', `不能${action}：这份承办单${ASSIGNMENT_WORDS[a.stage]}`)
  return undefined
}

/** 定责 ends the dispute at its level: the unit it named handles the order. */
export function ruledBar(order: Order, a: Assignment | undefined, action: string): Refusal | undefined {
  const named = order.assignments.filter((x) => x.parent === a?.parent).some((x) => x.rulings.some((r) => r.ruled?.to === a?.unit))
  return named ? bar('limit', `不能${action}：已定责由本单位主办，请办理`) : undefined
}

/** In hand: signed or sent back, nothing pending above. */
export const IN_HAND: readonly AssignmentStage[] = ['working', 'sent_back']

/** Another dispatcher works on it (派单中). A lease that ran out holds nobody. */
export function heldByOther(order: Order, ctx: Context): Refusal | undefined {
  const { holder } = order
  // The system passes on the work of someone who leaves (交接).
  if (!holder || holder.until < ctx.now || [holder.user, 'system'].includes(ctx.actor.user)) return undefined
  return bar('held', `${holder.name}正在派这件工单，请派下一件或稍后再试`)
}

export const theAssignment = (order: Order, no: number): Assignment => {
  const a = assignmentOf(order, no)
  if (!a) throw new Error(`assignment ${no} was barred before`)
  return a
}
