/** Who acts in a simulated city: staff of the centre, one desk in each unit, callers with numbers that nobody has. */
import type { Actor } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { hashOf, type Random, randomFrom } from './random.ts'
import type { Texts } from './texts.ts'

export interface Caller {
  name?: string
  number: string
}

export class People {
  private readonly known = new Map<string, Actor>()

  constructor(
    private readonly policy: Policy,
    private readonly texts: Pick<Texts, 'lists'>,
    private readonly random: Random,
    private readonly id: (key: string) => string,
  ) {}

  /** Everybody who has acted so far. */
  get all(): Iterable<Actor> {
    return this.known.values()
  }

  /** One of `count` colleagues in a post of the centre. */
  centre(post: string, count = 1): Actor {
    return this.staff(post, this.policy.pack.city.centreUnit, this.random.between(1, count))
  }

  /** The unit's person in a post; a unit without that post has a liaison. */
  unit(post: string, unit: string): Actor {
    return this.staff(post, unit, 1)
  }

  /** Who signs and answers for a unit. */
  desk = (unit: string): Actor => this.unit(this.isCounty(unit) ? 'county_officer' : 'liaison', unit)
  /** Who looks at what the units below answered. */
  reviewer = (unit: string): Actor => this.unit(this.isCounty(unit) ? 'county_review' : 'liaison', unit)
  /** Who decides what a unit asks: the centre for those it dispatches to, else the unit above. */
  above = (parent: string | undefined): Actor => (parent === undefined ? this.centre('dispatcher', 4) : this.desk(parent))

  private isCounty = (unit: string) => this.policy.unit(unit)?.kind === 'county'

  /** The same post, unit and place in it is the same person, in every play. */
  private staff(post: string, unit: string, no: number): Actor {
    const key = `${post} ${unit} ${no}`
    const known = this.known.get(key) ?? { user: this.id(key), post, unit, name: this.name(randomFrom(hashOf(key))) }
    this.known.set(key, known)
    return known
  }

  /** Numbers begin with 100: no telephone in the country has one. */
  caller(): Caller {
    const number = `100${String(this.random.between(0, 99_999_999)).padStart(8, '0')}`
    return { number, name: this.random.chance(0.8) ? this.name() : undefined }
  }

  name(random = this.random): string {
    const { surnames = ['王', '李', '张', '刘', '陈'], given = ['平', '英', '明', '丽', '军'] } = this.texts.lists
    return random.pick(surnames) + random.pick(given)
  }
}
