/** 三个到位 (HANDLE-01): contact, feedback on the way, the unit's own call-back; and what a commendation owes (INTAKE-12). */
import type { Context } from '../kernel.ts'
import { type Assignment, lastReply, type Order } from './state.ts'

const NAMES: Record<string, string> = { contact: '联系沟通到位', feedback: '办理反馈到位', visit: '跟踪回访到位' }

/** Names of what is missing before the assignment may be submitted, in the pack's order. Units below and assists owe none of it. */
export function missingInPlace(order: Order, a: Assignment, ctx: Context): string[] {
  if (a.role !== 'lead') return []
  const { handling } = ctx.policy.pack
  if (order.praise) return praiseOwes(order, a)
  const wanted = new Set([
    ...(handling.contactRequired.value ? ['contact'] : []),
    ...handling.inPlace.value,
    ...(handling.unitVisit.value ? ['visit'] : []),
  ])
  const tries = fromHere(order, a, 'contacts')
  const enough = (purposes: string[]) =>
    tries.some((t) => t.result === 'connected' && purposes.includes(t.purpose)) ||
    tries.filter((t) => purposes.includes(t.purpose)).length >= handling.contactAttempts.value
  const there: Record<string, boolean> = {
    contact: enough(['first', 'feedback', 'visit']),
    feedback: enough(['feedback', 'visit']) || fromHere(order, a, 'progress').some((p) => p.tell || p.kind === 'explanation'),
    visit: enough(['visit']),
  }
  return ['contact', 'feedback', 'visit'].filter((k) => wanted.has(k) && !there[k]).map((k) => NAMES[k] ?? k)
}

function praiseOwes(order: Order, a: Assignment): string[] {
  const thanked = fromHere(order, a, 'contacts').some((c) => c.purpose === 'thanks')
  const told = fromHere(order, a, 'progress').some((p) => p.kind === 'circular')
  return [...(thanked ? [] : ['联系致谢']), ...(told ? [] : ['内部通报'])]
}

/** Records of the assignment and of the units below it: what a street did counts for its county. */
function fromHere<K extends 'contacts' | 'progress'>(order: Order, a: Assignment, list: K): Assignment[K][number][] {
  const below = order.assignments.filter((c) => c.parent === a.no)
  return [...a[list], ...below.flatMap((c) => fromHere(order, c, list))]
}

/** What was signed: both texts together, by what they show and by what was written; a change of either breaks the bond (HANDLE-03). */
export const bond = (a: Assignment) => {
  const reply = lastReply(a)
  return reply ? [reply.internal, reply.public].map((t) => t.digest + (t.proof ?? '')).join('.') : ''
}
