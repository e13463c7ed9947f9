/** Sentence frames (句式) and what fills their slots: written by us in `texts/*.yaml`, read by whoever runs the simulation. */
import type { Policy } from '@huying/core/policy/policy'
import type { Random } from './random.ts'

export interface Frame {
  category: string
  type: string
  title: string
  content: string
  wants?: string
  internal: string
  public: string
}

export interface VisitWords {
  words: string
  satisfied: boolean
  reason?: string
}

export interface Texts {
  frames: Frame[]
  lists: Record<string, string[]>
  progress: string[]
  append: string[]
  visit: VisitWords[]
  returns: { facts: string; basis: string }[]
}

export interface Spot {
  region: string
  name: string
}

/** A place of the city: a community or village of one of its towns, with its full region code. */
export function spotIn(policy: Policy, random: Random): Spot {
  const all = policy.pack.gazetteer.filter((p) => p.level === 'community' || p.level === 'village')
  const place = random.pick(all.length ? all : policy.pack.gazetteer)
  const [landmark] = place.landmarks ?? []
  return { region: place.code, name: landmark ?? place.name }
}

/** Fills the slots of one sentence; `{place}` and its kin come from the spot, everything else from the lists. */
export function fill(sentence: string, spot: Spot, texts: Texts, random: Random): string {
  return sentence.replace(/\{(\w+)\}/g, (_all, slot: string) => {
    if (slot === 'place' || slot === 'landmark' || slot === 'road') return spot.name
    const list = texts.lists[slot]
    return list?.length ? random.pick(list) : NUMBERS[slot] ? String(random.between(...NUMBERS[slot])) : ''
  })
}

const NUMBERS: Record<string, [number, number]> = { households: [3, 120], days: [2, 15], count: [2, 30], amount: [200, 6000] }
