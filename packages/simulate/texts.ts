/** Sentence frames (句式) and what fills their slots: written by us in `texts/*.yaml`, read by whoever runs the simulation. */
import type { Policy } from '@huying/core/policy/policy'
import { HABITS } from './habits.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'

export interface Frame {
  category: string
  type: string
  title: string
  content: string
  wants?: string
  internal: string
  public: string
}

/** A sentence that fits every matter, or only those of a group of categories. */
export interface Said {
  matter?: string
}
export interface Line extends Said {
  text: string
}
export interface VisitWords extends Said {
  words: string
  satisfied: boolean
  reason?: string
}
export interface ReturnWords extends Said {
  facts: string
  basis: string
}

export interface Texts {
  frames: Frame[]
  lists: Record<string, string[]>
  progress: Line[]
  append: Line[]
  visit: VisitWords[]
  returns: ReturnWords[]
  stories: Story[]
}

export interface Spot {
  region: string
  name: string
}

/** A place of the city: a community or village of one of its towns, with its full region code. In communities live more people. */
export function spotIn(policy: Policy, random: Random): Spot {
  const { communities, villages } = settled(policy)
  const total = communities.length * HABITS.community + villages.length
  const inTown = total > 0 && random.chance((communities.length * HABITS.community) / total)
  const list = inTown ? communities : villages
  return spotOf(random.pick(list.length ? list : policy.pack.gazetteer))
}

/** Every place where people live, as somebody who calls names it. */
export const settledPlaces = (policy: Policy): Spot[] => {
  const { communities, villages } = settled(policy)
  return [...communities, ...villages].map(spotOf)
}

const spotOf = ({ code, name, landmarks: [landmark] = [] }: Policy['pack']['gazetteer'][number]): Spot => ({
  region: code,
  name: landmark ?? name,
})

const known = new WeakMap<Policy, ReturnType<typeof byLevel>>()
function settled(policy: Policy) {
  const found = known.get(policy) ?? byLevel(policy)
  known.set(policy, found)
  return found
}
const byLevel = ({ pack }: Policy) => ({
  communities: pack.gazetteer.filter((p) => p.level === 'community'),
  villages: pack.gazetteer.filter((p) => p.level === 'village'),
})

/** Fills the slots of one sentence; `{place}` and its kin come from the spot, everything else from the lists. */
export function fill(sentence: string, spot: Spot, texts: Pick<Texts, 'lists'>, random: Random): string {
  return sentence.replace(/\{(\w+)\}/g, (_all, slot: string) => {
    if (slot === 'place' || slot === 'landmark' || slot === 'road') return spot.name
    const list = texts.lists[slot]
    return list?.length ? random.pick(list) : NUMBERS[slot] ? String(random.between(...NUMBERS[slot])) : ''
  })
}

const NUMBERS: Record<string, [number, number]> = { households: [3, 120], days: [2, 15], count: [2, 30], amount: [200, 6000] }
