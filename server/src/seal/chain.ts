/**
 * The chain of a stream: every event carries a keyed hash over the hash before it in its stream and over everything it says. The last
 * hash stands in the state as `chain`, beside the number of `events`, so that the next write needs no further read.
 *
 * Whoever writes events gets their hashes here: `UnitOfWork`, and whoever fills a centre.
 */
import { canonical } from './canonical.ts'
import type { SealProvider } from './provider.ts'

/** An event as it is decided. `at` and `recordedAt` are what `ts` makes of an instant. */
export interface Happened {
  noun: string
  stream: string
  seq: number
  type: string
  at: string
  actor: string
  post: string
  body: unknown
}

/** What the hash of an event is taken over, but for the hash before it. */
export const saidBy = (centre: string, recordedAt: string, e: Happened): string =>
  canonical([centre, e.noun, e.stream, e.seq, e.type, e.at, recordedAt, e.actor, e.post, e.body])

export const streamOf = ({ noun, stream }: Pick<Happened, 'noun' | 'stream'>) => `${noun}:${stream}`

/**
 * The events with their hashes (base64), in order. `heads` holds the last hash of each stream that has events already, by `streamOf`;
 * afterwards it holds that of every stream that was written.
 */
export function chained<E extends Happened>(
  crypto: SealProvider,
  centre: string,
  recordedAt: string,
  events: readonly E[],
  heads: Map<string, string>,
): (E & { hash: string })[] {
  return events.map((event) => {
    const stream = streamOf(event)
    const hash = crypto.chain(heads.get(stream) ?? '', saidBy(centre, recordedAt, event))
    heads.set(stream, hash)
    return { ...event, hash }
  })
}

/** The last hash of a stream as its state tells it; '' where there is none. */
export const headOf = (state: unknown): string => (state as { chain?: string } | undefined)?.chain ?? ''
