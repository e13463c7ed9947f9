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
 * Starts the clock that the pack wants for these facts, or none where no rule matches (a city need not run every clock) and no limit
 * was set for this one.
 * The rule is chosen on the day of `ctx.now` and stays with the clock (SLA-14: 已派工单按派单时政策计).
 */
export function clockFor(
  kind: ClockKind,
  facts: FactRow,
  moments: Moments,
  ctx: Pick<Context, 'policy' | 'now'>,
  options: ClockOptions = {},
): Clock | undefined {
  const found = ruleFor(kind, facts, ctx)
  const { limit, parentDue, superiorDue } = options
  const rule = limit ? { ...(found ?? { ...GIVEN, clock: kind }), limit, label: '派单时指定' } : found
  if (!rule) return undefined
  return startClock({ kind, rule, start: startOf(rule, moments), calendar: ctx.policy.calendar, parentDue, superiorDue })
}

export const ruleFor = (kind: ClockKind, facts: FactRow, ctx: Pick<Context, 'policy' | 'now'>) =>
  pickRule(ctx.policy.deadlines(kind), kind, facts, ctx.now, holds)

/** Where the pack says nothing, a limit that the dispatcher sets counts from the dispatch. */
const GIVEN = { code: 'given', start: 'dispatched' } as const

function startOf(rule: DeadlineRow, moments: Moments): Instant {
  const { accepted, dispatched, signed } = moments
  if (rule.start === 'accepted') return accepted
  if (rule.start === 'signed') return signed ?? dispatched ?? accepted
  return dispatched ?? accepted
}
