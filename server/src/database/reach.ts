/** Reaching the database: the embedded one, started or adopted, or a given one that may come up later; watched from then on. */
import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPool, type Pool } from '../db.ts'
import { DatabaseLink } from '../operation/link.ts'
import { unavailable } from '../operation/unavailable.ts'
import { startEmbedded } from './embedded.ts'

interface Where {
  /** Data folder, in which the embedded database lies. */
  root: string
  /** Address of another database. */
  given?: string
  say: (line: string) => void
}

/** Every two seconds. */
const START_TRIES = 60

/** The database (its own or the given one) as it is; `close` leaves it running or ends it. */
export async function reach({ root, given, say }: Where) {
  mkdirSync(root, { recursive: true })
  const start = () => startEmbedded({ root, onProgress: say })
  let embedded = given ? undefined : await start()
  const url = given ?? embedded?.url ?? ''
  const revive = async () => {
    embedded = await start()
    // Its old port was taken meanwhile: whoever watches over this process starts it anew.
    if (embedded.url !== url) process.exit(1)
  }
  const link = new DatabaseLink({ url, revive: embedded && revive })
  await once(() => link.find(), say)
  const pool = openPool(link.url, 20, link.socket)
  const close = async (stopDatabase: boolean) => {
    const shared = stopDatabase && embedded && (await othersIn(pool))
    await pool.end()
    if (shared) say('数据库仍有其他呼应进程在用，未停止它')
    else if (stopDatabase) await embedded?.stop()
  }
  return { pool, link, close, adopted: embedded?.adopted ?? true }
}

/** A database of another machine may come up after this process. */
async function once<T>(work: () => Promise<T>, say: Where['say']): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === START_TRIES || !unavailable(error)) throw error
      if (tries === 1) say(`数据库还连不上，每 2 秒再试一次，最多 ${(START_TRIES * 2) / 60} 分钟……`)
      await sleep(2000)
    }
  }
}

/** Whether another process of ours works in this database. */
async function othersIn(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'huying %' and application_name not in ($1, 'huying watch')`,
    [`huying ${process.pid}`],
  )
  return (rows[0]?.n ?? 0) > 0
}
