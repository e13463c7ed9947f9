/** A span of days in a city: people turn to the centre by the hour, and every matter goes its way command by command. */
import { DAY, dayOf, HOUR, isWorkday, plus, startOf, weekdayOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { Engine, type Ground } from './engine.ts'
import { HABITS } from './habits.ts'
import { Intake } from './intake.ts'
import { randomFrom } from './random.ts'
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

/** Plays the span and answers the engine with all its rows, its journal and what is still running at the end. */
export function playMonth(ground: Ground, texts: Texts, options: MonthOptions): Engine {
  const random = randomFrom(options.seed)
  const engine = new Engine(ground, options.from)
  const world = new World(engine, ground, texts, random)
  const intake = new Intake(world, ground)
  for (let day = startOf(dayOf(options.from)); day < options.to; day = plus(day, DAY)) {
    const offered = random.poisson(
      options.perDay * (HABITS.weekday[weekdayOf(dayOf(day))] ?? 1) * (isWorkday(ground.policy.calendar, dayOf(day)) ? 1 : 0.9),
    )
    for (let i = 0; i < offered; i++) {
      const hour = random.weighted(HABITS.hours.map((w, h) => [h, w] as const))
      const at = plus(day, hour * HOUR + random.between(0, HOUR - 1))
      if (at >= options.from && at < options.to) engine.agenda.put(at, () => intake.arrive())
    }
  }
  for (const story of texts.stories) tell(story, world, options)
  engine.run(options.to)
  engine.staff.push(...world.people.all)
  return engine
}
