/**
 * Years of a city, life by life: each is one matter from the call to the end, or to the end of the span, played alone and then forgotten.
 * So a play of ten million orders needs the memory of one, and its days can be played in any order and by several at a time: a day is
 * drawn from the seed and its date alone.
 */
import { DAY, dayOf, plus, startOf } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { Engine, type Ground } from './engine.ts'
import { LEAN, LONG_WAY, SHORT } from './habits.ts'
import { Intake } from './intake.ts'
import { momentIn, weightOf } from './month.ts'
import { People } from './people.ts'
import { hashOf, randomFrom } from './random.ts'
import type { Texts } from './texts.ts'
import { World } from './world.ts'

/** What began within this time before the end goes its whole way: all that can still be open, and the months that are looked at most. */
const RECENT = 100 * DAY

export interface DayOfLives {
  /** Its first moment. */
  day: Instant
  orders: number
}

/** How many orders each day of the span brings: together exactly so many, spread as people call. */
export function daysOf(
  { policy }: Pick<Ground, 'policy'>,
  { from, to, orders }: { from: Instant; to: Instant; orders: number },
): DayOfLives[] {
  const days: { day: Instant; weight: number }[] = []
  for (let day = startOf(dayOf(from)); day < to; day = plus(day, DAY)) {
    // Of the first and last day only a part belongs to the span.
    const part = (Math.min(plus(day, DAY), to) - Math.max(day, from)) / DAY
    days.push({ day, weight: part * weightOf(day, policy) })
  }
  const total = days.reduce((sum, { weight }) => sum + weight, 0)
  let [seen, given] = [0, 0]
  return days.map(({ day, weight }, i) => {
    seen += weight
    const upTo = i === days.length - 1 ? orders : Math.floor((orders * seen) / total)
    const own = upTo - given
    given = upTo
    return { day, orders: own }
  })
}

/** A day's lives, one after the other: each time the engine as it stands at the end of one. Its rows are gone when the next is asked for. */
export function* livesOf(
  ground: Ground,
  texts: Texts,
  { day, orders }: DayOfLives,
  { from, to, seed }: { from: Instant; to: Instant; seed: number },
): Generator<Engine> {
  const random = randomFrom(hashOf(`${seed} ${day}`))
  const engine = new Engine(ground, day)
  const people = new People(ground.policy, texts, random, (key) => ground.person(key))
  const [whole, short] = [LEAN, SHORT].map((habits) => new Intake(new World(engine, ground, texts, random, people, habits), ground))
  const long = day < plus(to, -RECENT) ? LONG_WAY : 1
  for (let made = 0; made < orders; ) {
    const at = momentIn(day, random)
    if (at < from || at >= to) continue
    engine.clear(at)
    ;(random.chance(long) ? whole : short)?.arrive()
    engine.run(to)
    made += engine.rows.get('order')?.size ?? 0
    engine.staff.splice(0, engine.staff.length, ...people.all)
    yield engine
  }
}
