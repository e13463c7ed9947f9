/** 未联系上: tried again in another block, at last on another day; after the pack's attempts the call-back ends as 未联系上. */
import { Type } from '@sinclair/typebox'
import { dayOf } from '../../calendar.ts'
import { type Command, type Context, decided, refused } from '../../kernel.ts'
import { nextBlock } from '../blocks.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'
import { callingBar } from './record.ts'

const Input = Type.Object({ reason: Type.String({ title: '未联系上的原因' }) }, { additionalProperties: false })

export const unreached: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'unreached',
  button: '未联系上',
  by: ['centre'],
  input: Input,
  bars: (visit, ctx) => callingBar(visit, ctx),
  decide: (visit, { reason }, ctx) => {
    if (!ctx.policy.pack.visit.unreachedReasons.some((r) => r.code === reason))
      return refused('unknown_code', '请选择未联系上的原因', { field: 'reason' })
    return decided<VisitEvent>({ type: 'missed', by: ctx.actor.name, result: reason, next: nextAttempt(visit, ctx) })
  },
}

/** A time that was agreed on the telephone is no attempt that reached nobody. */
function nextAttempt(visit: Visit, { now, policy }: Context) {
  const { attempts, days, blocks } = policy.pack.visit
  const made = visit.attempts.filter((a) => a.result !== 'agreed').length + 1
  if (made >= attempts.value) return undefined
  const daysUsed = new Set([...visit.attempts.map((a) => dayOf(a.at)), dayOf(now)]).size
  const daysLeft = days.value - daysUsed
  return nextBlock(now, blocks.value, attempts.value - made <= daysLeft)
}
