/** Folds waiting deltas into the rollups every few seconds, so that figures stay one small sum. */
import type { Logger } from 'pino'
import type { Shell } from '../shell/shell.ts'
import type { Pool } from '../db.ts'
import { foldDeltas } from './store.ts'

const EVERY = 5000

/** Until nothing waits any more; at most `most` deltas at a time. */
export async function foldAll(pool: Pool, centre: string, most?: number): Promise<void> {
  while ((await foldDeltas(pool, centre, most)) > 0);
}

export function startFolding(shell: Shell, log: Logger): { stop: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve()
  const round = async () => {
    for (const { centre } of await shell.packs.centres()) await foldAll(shell.pool, centre)
  }
  const timer = setInterval(() => {
    under = under.then(round).catch((error: unknown) => log.error({ error }, 'folding failed'))
  }, EVERY)
  return {
    stop: async () => {
      clearInterval(timer)
      await under
    },
  }
}
