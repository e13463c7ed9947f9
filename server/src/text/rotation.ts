/** The background part of a rotation: a round a minute, a batch at a time with a breath between, until all lies under the active key. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Shell } from '../shell/shell.ts'
import { moveAll } from './rewrap.ts'

const EVERY = 60_000
const BREATH = 20

export function startRotation(shell: Shell, log: Logger): { stop: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve()
  let stopped = false
  const round = async () => {
    // With one key there is nothing to move.
    if (shell.crypto.active() === 1) return
    for (const { centre } of await shell.packs.centres())
      await moveAll(shell, centre, {
        stopping: () => stopped,
        progress: ({ part, moved, done }) => {
          if (done && moved) log.info({ part, moved, key: shell.crypto.active() }, 'rewrapped')
        },
        rest: () => sleep(BREATH),
      })
  }
  const timer = setInterval(() => {
    under = under.then(round).catch((error: unknown) => log.error({ error }, 'rewrapping failed'))
  }, EVERY)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await under
    },
  }
}
