/** What proves the steps of a few streams: whether each is as it was written, and the batch that holds it. */
import type pg from 'pg'
import { isSigned } from './batch.ts'
import { decodeMembers } from './members.ts'
import type { SealProvider } from './provider.ts'
import type { Stream } from './rows.ts'
import { batchesFrom, headOf } from './store.ts'
import { brokenIn, type StoredEvent } from './stream.ts'

export interface Proof {
  /** Base64. */
  hash: string | null
  /** As it was written. */
  whole: boolean
  /** Number in the chain of batches, and whether the batch's signature holds; undefined before it is sealed. */
  seal?: number
  signed?: boolean
}

export async function proofsOf(
  db: pg.ClientBase,
  crypto: SealProvider,
  centre: string,
  streams: readonly Stream[],
): Promise<Map<StoredEvent, Proof>> {
  const sealed = await sealsOf(db, crypto, centre, streams)
  const proofs = new Map<StoredEvent, Proof>()
  for (const { id, events, row } of streams) {
    const broken = brokenIn(crypto, centre, events, Number(row?.state.events ?? events.length))
    const wrong = new Set(broken && [...broken.changed, ...broken.added, ...broken.moved])
    for (const event of events)
      proofs.set(event, { hash: event.hash, whole: !wrong.has(event.seq), ...sealed.get(`${event.noun} ${id} ${event.seq}`) })
  }
  return proofs
}

/** No batch is older than what it holds. */
async function sealsOf(db: pg.ClientBase, crypto: SealProvider, centre: string, streams: readonly Stream[]) {
  const found = new Map<string, { seal: number; signed: boolean }>()
  const wanted = new Set(streams.map(({ id }) => id))
  const since = streams.flatMap(({ events }) => events.map((e) => e.recordedAt)).sort()[0]
  if (since === undefined) return found
  const { rows } = await db.query<{ batch: number }>(
    `select batch from seal_batch where centre_id = $1 and at >= $2::timestamptz
       and exists (select 1 from unnest($3::text[]) id where position(decode(id, 'hex') in members) > 0) order by batch`,
    [centre, since, [...wanted].map((id) => id.replaceAll('-', ''))],
  )
  for (const { batch: no } of rows) {
    const [batch] = await batchesFrom(db, centre, no, 1)
    if (!batch) continue
    const signed = isSigned(crypto, headOf(centre, batch))
    let seal = batch.first
    for (const { kind, id, seq, count } of decodeMembers(batch.members) ?? []) {
      if (wanted.has(id)) for (let i = 0; i < count; i++) found.set(`${kind} ${id} ${seq + i}`, { seal: seal + i, signed })
      seal += count
    }
  }
  return found
}
