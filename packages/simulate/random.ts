/** Seeded randomness: the same seed gives the same city. Mulberry32: 32 bits of state are enough for a month of habits. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  chance(p: number): boolean
  /** Integer in [low, high], both included. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** One of the pairs by weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T
  /** Exponential with the given mean. */
  exponential(mean: number): number
  poisson(mean: number): number
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const exponential = (mean: number) => -mean * Math.log(1 - next())
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    chance: (p) => next() < p,
    between,
    pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
    weighted: (list) => {
      let left = next() * list.reduce((n, [, w]) => n + w, 0)
      for (const [value, weight] of list) {
        left -= weight
        if (left < 0) return value
      }
      return (list.at(-1) as (typeof list)[number])[0]
    },
    exponential,
    poisson: (mean) => {
      // Sum of exponential gaps; days of a city are a few thousand at most.
      let n = 0
      for (let t = exponential(1); t < mean; t += exponential(1)) n++
      return n
    },
  }
}

/** A shuffled copy. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.between(0, i)
    const kept = out[i] as T
    out[i] = out[j] as T
    out[j] = kept
  }
  return out
}

/** `count` of the list without repetition; those of more weight are likelier, those without any come last. */
export function sample<T>(list: readonly T[], count: number, random: Random, weight: (one: T) => number = () => 1): T[] {
  return list
    .map((one) => ({ one, key: Math.log(1 - random.next()) / Math.max(weight(one), 1e-9) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ one }) => one)
}

/** A seed from words (FNV-1a). */
export function hashOf(words: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
