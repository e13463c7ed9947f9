/** 重算时限: a year's arrangement was published; every deadline of the order that hung on its days is decided again, from the top down. */
import { ArrangedInput, arrangedText } from '../../deadline/arranged.ts'
import type { Clock } from '../../deadline/clock.ts'
import { corrected, recounted } from '../../deadline/recount.ts'
import { type Command, type Context, decided, type Instant } from '../../kernel.ts'
import type { ClockKind } from '../../policy/schema.ts'
import { orderIn } from '../bars.ts'
import type { Clocks, OrderEvent } from '../events.ts'
import { type Assignment, closeClock, type Order } from '../state.ts'

export const recalculate: Command<Order, OrderEvent, typeof ArrangedInput> = {
  noun: 'order',
  name: 'recalculate',
  button: '重算时限',
  by: ['system'],
  input: ArrangedInput,
  bars: (order) => orderIn(order, ['pooled', 'dispatched', 'working', 'reviewing', 'visiting'], '重算时限'),
  decide: (order, input, ctx) => {
    const why = arrangedText(input)
    const tell = (assignment: number, { clocks, changes }: Changed): OrderEvent[] =>
      changes.length ? [{ type: 'recalculated', assignment, by: ctx.actor.name, why, clocks, changes }] : []
    const central = order.dispatchClock ? { dispatch: order.dispatchClock } : {}
    const again = new Map<number, Clock>()
    const units = order.assignments.filter(({ stage }) => !GONE.has(stage)).flatMap((a) => tell(a.no, ofAssignment(a, again, why, ctx)))
    return decided<OrderEvent>(
      ...tell(
        0,
        changed(central, (clock) => countedFor(clock, ctx), why, ctx),
      ),
      ...units,
    )
  },
}

/** What a unit gave back or was taken from it is judged no more. */
const GONE = new Set<Assignment['stage']>(['moved', 'recalled', 'waived'])

interface Changed {
  clocks: Clocks
  changes: { clock: ClockKind; before: Instant; after: Instant }[]
}

/** A level below is bound by the level above as that is counted now; an assignment has a higher number than the one it hangs on. */
function ofAssignment(a: Assignment, again: Map<number, Clock>, why: string, ctx: Context): Changed {
  const parent = a.parent === undefined ? undefined : again.get(a.parent)
  const own = closeClock(a)
  if (own) again.set(a.no, countedFor(own, ctx, a, parent))
  return changed(a.clocks, (clock) => (clock === own ? (again.get(a.no) ?? clock) : countedFor(clock, ctx, a)), why, ctx)
}

function countedFor(clock: Clock, ctx: Context, a?: Assignment, parent?: Clock): Clock {
  const bound = parent !== undefined && clock.segments.some(({ kind }) => kind === 'level')
  if (!clock.provisional && !bound) return clock
  const { calendar, pack } = ctx.policy
  return recounted(clock, {
    calendar,
    rule: pack.deadlines.find(({ code }) => code === clock.rule),
    extension: (at) => a?.extensions.find(({ ruled }) => ruled?.granted && ruled.at === at)?.length,
    least: pack.levels.sentBackLeast.value,
    parent,
  })
}

function changed(clocks: Clocks, count: (clock: Clock) => Clock, why: string, ctx: Context): Changed {
  const out: Changed = { clocks: {}, changes: [] }
  for (const [kind, clock] of Object.entries(clocks) as [ClockKind, Clock][]) {
    const after = corrected(clock, count(clock), ctx.now, why, ctx.policy.calendar)
    if (after === clock) continue
    out.clocks[kind] = after
    out.changes.push({ clock: kind, before: clock.due, after: after.due })
  }
  return out
}
