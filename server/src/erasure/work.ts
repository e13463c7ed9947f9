/** What follows an erasure outside the database, in the background: contents destroyed, the list kept. */
import type { Logger } from 'pino'
import type { Running } from '../operation/roles.ts'
import type { Shell } from '../shell/shell.ts'
import { destroyFiles } from './files.ts'
import { type ErasedList, listErasures, nothingKept } from './list.ts'

const EVERY = 30_000

/** Looks when it is woken, and twice a minute; `stop` waits for what is under way. */
export function startErasing(shell: Shell, list: ErasedList, log: Pick<Logger, 'info' | 'error'>): Running & { wake(): void } {
  const kept = nothingKept()
  let under: Promise<unknown> = Promise.resolve()
  let waiting = false
  const round = async () => {
    waiting = false
    const listed = await listErasures(shell.pool, list, kept, shell.clock.now())
    const destroyed = await destroyFiles(shell)
    if (listed || destroyed) log.info({ listed, destroyed }, 'erasures carried out')
  }
  const wake = () => {
    if (waiting) return
    waiting = true
    under = under.then(round).catch((error: unknown) => log.error({ err: error }, 'erasing failed'))
  }
  const timer = setInterval(wake, EVERY)
  wake()
  return {
    wake,
    stop: async () => {
      clearInterval(timer)
      await under
    },
  }
}
