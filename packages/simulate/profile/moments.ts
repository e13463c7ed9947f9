/** When people turn to the centre: by hour and weekday as in habits, within a span. */
import { DAY, dayOf, HOUR, isWorkday, MINUTE, plus, startOf, weekdayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from '../habits.ts'
import type { Random } from '../random.ts'

export interface Span {
  first: Instant
  end: Instant
}

/** So long before the end nothing new is begun: a call that is taken in the span is written down in it. */
const MARGIN = 20 * MINUTE

export class Moments {
  private readonly days: (readonly [Instant, number])[] = []
  private readonly hours = HABITS.hours.map((w, h) => [h, w] as const)

  constructor(
    private readonly span: Span,
    { calendar }: Policy,
    private readonly random: Random,
  ) {
    for (let day = startOf(dayOf(span.first)); day < span.end; day = plus(day, DAY)) {
      const weight = (HABITS.weekday[weekdayOf(dayOf(day))] ?? 1) * (isWorkday(calendar, dayOf(day)) ? 1 : 0.9)
      this.days.push([day, weight])
    }
  }

  draw(): Instant {
    const day = this.random.weighted(this.days)
    const at = plus(day, this.random.weighted(this.hours) * HOUR + this.random.between(0, HOUR - 1))
    return this.inside(at)
  }

  inside = (at: Instant): Instant => Math.min(Math.max(at, plus(this.span.first, MARGIN)), plus(this.span.end, -MARGIN)) as Instant

  /** A while after a moment, in the span. */
  after = (at: Instant, [low, high]: readonly [number, number]): Instant =>
    Math.min(plus(at, this.random.between(low * MINUTE, high * MINUTE)), plus(this.span.end, -MINUTE)) as Instant
}
