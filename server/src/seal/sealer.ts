/**
 * The sealer: gives what was written its gapless seals and signs batch after batch. A sequence is not a position, because rows commit out of
 * order; here nothing is sealed before every transaction that began earlier has ended, so what is sealed never changes its place.
 *
 * Writing pays nothing for it but an index entry. Two sealers are harmless: the row of the head is the lease, and its number is unique.
 */
import type { Logger } from 'pino'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { signed } from './batch.ts'
import { encodeMembers } from './members.ts'
import { addBatch, eachUnsealed, firstHead, lease, putTail, sealedUpTo, waits } from './store.ts'

export { sealLag } from './store.ts'

/** Rows in one batch. */
const SIZE = 5000
const EVERY = 1000

/** Seals what is finished; how many rows. 0 also where another sealer is at it. */
export async function sealDue({ pool, crypto, clock }: Pick<Shell, 'pool' | 'crypto' | 'clock'>, centre: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read')
    const tail = await lease(client, centre)
    if (!tail) return 0
    const started = tail.seal
    const at = ts(clock.now()) ?? ''
    const horizon = await eachUnsealed(client, centre, tail.horizon, SIZE, async (rows) => {
      const unsealed = { batch: tail.batch + 1, first: tail.seal + 1, count: rows.length, members: encodeMembers(rows), at }
      const batch = signed(
        crypto,
        centre,
        tail.hash,
        unsealed,
        rows.map((row) => row.hash),
      )
      await addBatch(client, centre, batch)
      Object.assign(tail, { batch: batch.batch, seal: tail.seal + rows.length, hash: batch.hash })
    })
    if (tail.seal > started) await putTail(client, centre, { ...tail, horizon })
    await client.query('commit')
    return tail.seal - started
  } catch (error) {
    // The head moved between our snapshot and its lock: somebody else has just sealed.
    if ((error as { code?: string }).code === '40001') return 0
    throw error
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

/** Until nothing waits any more; the last seal. For the command line and tests: the server seals in the background. */
export async function sealAll(shell: Pick<Shell, 'pool' | 'crypto' | 'clock'>, centre: string): Promise<number> {
  await firstHead(shell.pool, centre)
  while (await waits(shell.pool, centre)) await sealDue(shell, centre)
  return sealedUpTo(shell.pool, centre)
}

/** In the background, about once a second. `stop` waits for what is under way. */
export function startSealing(shell: Shell, log: Pick<Logger, 'error'>): { stop: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve()
  let running = true
  const known = new Set<string>()
  const round = async () => {
    for (const { centre } of await shell.packs.centres()) {
      if (!known.has(centre)) await firstHead(shell.pool, centre)
      known.add(centre)
      if (running && (await waits(shell.pool, centre))) await sealDue(shell, centre)
    }
  }
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    under = round()
      .catch((error: unknown) => log.error({ error }, 'sealing failed'))
      .finally(() => {
        busy = false
      })
  }, EVERY)
  return {
    stop: async () => {
      running = false
      clearInterval(timer)
      await under
    },
  }
}
