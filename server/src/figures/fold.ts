/** Folds waiting deltas into the rollups every few seconds, so that figures stay one small sum. */
import type { Logger } from 'pino'
import type { Shell } from '../shell/shell.ts'
import { foldDeltas } from './store.ts'

const EVERY = 5000

export function startFolding(shell: Shell, log: Logger): { stop: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve()
  const round = async () => {
    for (const { centre } of await shell.packs.centres()) while ((await foldDeltas(shell.pool, centre)) > 0);
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
