/** A span of days in a city: people turn to the centre by the hour, and every matter goes its way command by command. */
import { DAY, dayOf, HOUR, isWorkday, plus, startOf, weekdayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Engine, type Ground } from './engine.ts'
import { HABITS } from './habits.ts'
import { Intake } from './intake.ts'
import { type Random, randomFrom } from './random.ts'
import { tell } from './story.ts'
import type { Texts } from './texts.ts'
import { World } from './world.ts'

export interface MonthOptions {
  from: Instant
  to: Instant
  /** Calls offered on an average day. */
  perDay: number
  seed: number
}

/** How many call on this day, beside an average one. */
export const weightOf = (day: Instant, { calendar }: Policy) =>
  (HABITS.weekday[weekdayOf(dayOf(day))] ?? 1) * (isWorkday(calendar, dayOf(day)) ? 1 : 0.9)

const BY_HOUR = HABITS.hours.map((weight, hour) => [hour, weight] as const)
export const momentIn = (day: Instant, random: Random) => plus(day, random.weighted(BY_HOUR) * HOUR + random.between(0, HOUR - 1))

/** Plays the span and answers the engine with all its rows, its journal and what is still running at the end. */
export function playMonth(ground: Ground, texts: Texts, options: MonthOptions): Engine {
  const random = randomFrom(options.seed)
  const engine = new Engine(ground, options.from)
  const world = new World(engine, ground, texts, random)
  const intake = new Intake(world, ground)
  for (let day = startOf(dayOf(options.from)); day < options.to; day = plus(day, DAY)) {
    const offered = random.poisson(options.perDay * weightOf(day, ground.policy))
    for (let i = 0; i < offered; i++) {
      const at = momentIn(day, random)
      if (at >= options.from && at < options.to) engine.agenda.put(at, () => intake.arrive())
    }
  }
  for (const story of texts.stories) tell(story, world, options)
  engine.run(options.to)
  engine.staff.push(...world.people.all)
  return engine
}
