/** One worker process of `timers`: the server's own worker under a clock that runs ahead. */
import { openPool } from '../server/src/db.ts'
import { startWorker } from '../server/src/jobs.ts'
import { benchShell } from './shell.ts'

const pool = openPool(process.env.DATABASE_URL ?? '', 4)
const worker = startWorker(benchShell(pool, Number(process.env.CLOCK_OFFSET)), { info: () => undefined, error: console.error })
process.on('SIGTERM', () => {
  void worker.stop().then(() => pool.end())
})
