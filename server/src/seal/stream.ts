/** One stream against its chain and its fold. Pure but for the hash. */
import { type Event, type Instant, type Noun } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { canonical } from './canonical.ts'
import { type Happened, saidBy } from './chain.ts'
import type { SealProvider } from './provider.ts'

export interface StoredEvent extends Happened {
  recordedAt: string
  hash: string | null
}

/** What is wrong with the steps of a stream, by their numbers. */
export interface Broken {
  changed: number[]
  missing: number[]
  added: number[]
  moved: number[]
}

/** `events` in the order of their numbers; `upto` is the number of the last step that the row knows of. */
export function brokenIn(crypto: SealProvider, centre: string, events: readonly StoredEvent[], upto: number): Broken | undefined {
  let previous = ''
  const whole = events.every((e, i) => {
    if (e.seq !== i + 1 || e.hash === null || crypto.chain(previous, saidBy(centre, e.recordedAt, e)) !== e.hash) return false
    previous = e.hash
    return true
  })
  return whole && events.length === upto ? undefined : relinked(crypto, centre, events, upto)
}

/** Which step is to blame: the steps are put together again by their hashes. Only for streams that are broken. */
function relinked(crypto: SealProvider, centre: string, events: readonly StoredEvent[], upto: number): Broken {
  const left = new Set(events)
  const broken: Broken = { changed: [], missing: [], added: [], moved: [] }
  /** What the next step may stand on; undefined after a step that is missing. */
  let heads: string[] | undefined = ['']
  const hashAt = (e: StoredEvent, seq: number, head: string) => crypto.chain(head, saidBy(centre, e.recordedAt, { ...e, seq }))
  const last = Math.max(upto, events.at(-1)?.seq ?? 0)
  for (let seq = 1; seq <= last && (left.size > 0 || seq <= upto); seq++) {
    const here = [...left].find((e) => e.seq === seq)
    const fits = (e: StoredEvent) => heads?.some((head) => e.hash === hashAt(e, seq, head))
    const linked = here && fits(here) ? here : left.size < 200 ? [...left].find(fits) : undefined
    if (linked) {
      if (linked.seq !== seq) broken.moved.push(linked.seq)
      left.delete(linked)
      heads = [linked.hash ?? '']
    } else if (!here) {
      if (seq <= upto) broken.missing.push(seq)
      heads = undefined
    } else if (seq > upto) {
      continue
    } else {
      if (heads) broken.changed.push(seq)
      left.delete(here)
      heads = [...(here.hash ? [here.hash] : []), ...(heads ?? []).map((head) => hashAt(here, seq, head))]
    }
  }
  for (const { seq } of left) broken.added.push(seq)
  return withoutEchoes(broken)
}

/** A step put in between moves the ones behind it: named is the one that was put there. */
const withoutEchoes = (b: Broken): Broken => (b.added.length ? { ...b, moved: [], missing: [] } : b)

/** The state that the events fold to, as it stands in the row. Throws where an event cannot be folded. */
export function folded(noun: Noun, events: readonly Pick<StoredEvent, 'seq' | 'at' | 'body' | 'hash'>[]): Record<string, unknown> {
  let state: unknown
  for (const { at, body } of events) state = AGGREGATES[noun].evolve(state, body as Event, Date.parse(at) as Instant)
  const last = events.at(-1)
  return JSON.parse(JSON.stringify({ ...(state as object), events: last?.seq, chain: last?.hash })) as Record<string, unknown>
}

/** Names of the parts in which two states differ. */
export function differing(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => canonical(a[key]) !== canonical(b[key]))
}
