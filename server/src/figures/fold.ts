/** Folds waiting deltas into the rollups every few seconds, so that figures stay one small sum. */
import type { Logger } from 'pino'
import type { Shell } from '../shell/shell.ts'
import type { Pool } from '../db.ts'
import { foldDeltas } from './store.ts'

const EVERY = 5000

/** What waits now, `most` deltas at a time. What is written meanwhile waits for the next round: a busy hour must not fold one by one. */
export async function foldAll(pool: Pool, centre: string, most = 5000): Promise<void> {
  while ((await foldDeltas(pool, centre, most)) === most);
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
