/** What an empty database needs before anything serves it: a centre, and where they are wanted demonstration accounts and a month. */
import path from 'node:path'
import { DAY, plus } from '@huying/core/calendar'
import { demoPeople } from './account/demo.ts'
import { setupToken } from './account/setup.ts'
import { publishCity } from './cli/city.ts'
import { settleReviews } from './knowledge/review.ts'
import type { Shell } from './shell/shell.ts'
import { readTextFrames, seedMonth } from './simulate/seed.ts'

export interface FirstStart {
  /** Folder of the program. */
  home: string
  /** The city whose folder is published into an empty database. */
  city: string
  /** Days of demonstration data; 0 for accounts only. */
  demoDays: number
  /** A demonstration: never, on an empty database, or only where it is there already. */
  demo: 'never' | 'wanted' | 'kept'
  /** Serves people, who then need an administrator. */
  web: boolean
  say: (line: string) => void
}

/** Calls a day in the demonstration: enough for full desks, few enough to be written in seconds. */
const DEMO_PER_DAY = 240

/** Processes that start together do it one after another. */
export async function firstStart(shell: Shell, first: FirstStart) {
  const client = await shell.pool.connect()
  try {
    await client.query('select pg_advisory_lock(12346)')
    const centre = await firstCentre(shell, first)
    // Entries published before they were reviewed get their task.
    await settleReviews(shell, centre)
    const demo = await showsDemonstration(shell, centre, first)
    if (demo) await demonstration(shell, centre, first)
    return { centre, demo, setup: demo || !first.web ? undefined : await setupToken(shell.pool, centre) }
  } finally {
    // With its connection goes its lock.
    client.release(true)
  }
}

/** Once it was shown it stays; on an empty database where it is wanted. */
async function showsDemonstration({ pool }: Shell, centre: string, { demo }: FirstStart): Promise<boolean> {
  if (demo === 'never') return false
  const { rows } = await pool.query<{ login: string }>('select login from person where centre_id = $1 limit 1', [centre])
  const { rows: shown } = await pool.query(`select 1 from person where centre_id = $1 and login like 'demo.%' limit 1`, [centre])
  return shown.length > 0 || (rows.length === 0 && demo === 'wanted')
}

/** Demonstration accounts, and on an empty database a month that ends now. */
async function demonstration(shell: Shell, centre: string, { home, demoDays, say }: FirstStart) {
  await demoPeople(shell, centre)
  const { rows } = await shell.pool.query('select 1 from service_request where centre_id = $1 limit 1', [centre])
  if (rows.length || demoDays === 0) return
  say(`正在生成演示数据（${demoDays} 天）……`)
  const now = shell.clock.now()
  const texts = await readTextFrames(path.join(home, 'packages/simulate/texts'))
  const { contacts, requests, orders } = await seedMonth(shell, centre, texts, {
    from: plus(now, -demoDays * DAY),
    to: now,
    perDay: DEMO_PER_DAY,
    seed: 1,
  })
  say(`演示数据：来电 ${contacts} 通，诉求 ${requests} 件，工单 ${orders} 件`)
}

/** The centre that is served; on an empty database the city's folder is published first. */
async function firstCentre(shell: Shell, { home, city, say }: FirstStart): Promise<string> {
  const [known] = await shell.packs.centres()
  if (known) return known.centre
  const { centre, entries } = await publishCity(shell, path.join(home, 'cities'), city, '系统')
  say(`已发布机制配置 ${city}，统一口径 ${entries} 条`)
  return centre
}
