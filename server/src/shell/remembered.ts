/**
 * What this process last knew of the things it worked on, so that a person who acts twice on an order has it read once. It may be out
 * of date, and that harms nobody: what is decided on it is written only if the revision still stands, and what comes to nothing on it
 * is decided again on what the database says (`execute.ts`).
 */
import type { Noun } from '@huying/core/kernel'

export interface Known {
  revision: number
  state: { version?: number }
}

/** About 20 MB of states at their common size. */
const MOST = 1000

export class Remembered {
  private readonly known = new Map<string, Known>()

  get(centre: string, noun: Noun, id: string): Known | undefined {
    return this.known.get(keyOf(centre, noun, id))
  }

  /** An older revision than the one known is what a slower reader saw. */
  put(centre: string, noun: Noun, id: string, { revision, state }: Known) {
    const key = keyOf(centre, noun, id)
    const known = this.known.get(key)
    if (known && known.revision > revision) return
    this.known.delete(key)
    this.known.set(key, { revision, state })
    if (this.known.size > MOST) for (const oldest of this.known.keys()) return void this.known.delete(oldest)
  }
}

const keyOf = (centre: string, noun: Noun, id: string) => `${centre}:${noun}:${id}`
