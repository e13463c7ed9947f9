/** From a city's rules to a running clock: which rule applies to these facts, from which moment it counts. */
import { type FactRow, holds } from '../condition.ts'
import type { Context, Instant } from '../kernel.ts'
import type { ClockKind, DeadlineRow, Length } from '../policy/schema.ts'
import type { Clock } from './clock.ts'
import { pickRule, startClock } from './start.ts'

/** Moments a rule may count from; each clock takes the one its rule names. */
export interface Moments {
  accepted: Instant
  dispatched?: Instant
  signed?: Instant
}

export interface ClockOptions {
  parentDue?: Instant
  superiorDue?: Instant
  /** A limit set by the dispatcher for this one assignment; replaces the rule's length, never its start. */
  limit?: Length
}

/**
 * Starts the clock that the pack wants for these facts, or none where no rule matches (a city need not run every clock).
 * The rule is chosen on the day of `ctx.now` and stays with the clock (SLA-14: 已派工单按派单时政策计).
 */
export function clockFor(
  kind: ClockKind,
  facts: FactRow,
  moments: Moments,
  ctx: Pick<Context, 'policy' | 'now'>,
  options: ClockOptions = {},
): Clock | undefined {
  const { deadlines } = ctx.policy.pack
  const found = pickRule(deadlines, kind, facts, ctx.now, holds)
  if (!found) return undefined
  const rule = options.limit ? { ...found, limit: options.limit, label: '派单时指定' } : found
  const { parentDue, superiorDue } = options
  return startClock({ kind, rule, start: startOf(rule, moments), calendar: ctx.policy.calendar, parentDue, superiorDue })
}

function startOf(rule: DeadlineRow, moments: Moments): Instant {
  const { accepted, dispatched, signed } = moments
  if (rule.start === 'accepted') return accepted
  if (rule.start === 'signed') return signed ?? dispatched ?? accepted
  return dispatched ?? accepted
}
