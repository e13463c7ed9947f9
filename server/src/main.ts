/** The only file that reads the environment and builds the adapters. One process with every role by default. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { findEmbedded, startEmbedded } from './database/embedded.ts'
import { migrate, openPool } from './db.ts'
import { buildHttp } from './http.ts'
import { startWorker } from './jobs.ts'
import { publishedPacks } from './pack/packs.ts'
import { readPack } from './pack/folder.ts'
import { demoPeople } from './account/demo.ts'
import { startFolding } from './figures/fold.ts'
import { drawnFrom } from './shell/numbers.ts'
import { type Shell, systemClock } from './shell/shell.ts'
import { gmCrypto } from './text/crypto.ts'

const env = process.env
const home = env.HUYING_HOME ?? process.cwd()
const root = path.resolve(home, env.HUYING_DATA ?? 'data')
const port = Number(env.PORT ?? 12345)
const city = env.HUYING_CITY ?? 'xiangtan'
const say = (line: string) => process.stdout.write(`${line}\n`)

async function start() {
  mkdirSync(root, { recursive: true })
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded({ root, onProgress: say })
  const pool = openPool(env.DATABASE_URL ?? embedded?.url ?? '')
  const done = await migrate(pool, path.join(home, 'server/migrations'))
  if (done.length) say(`数据库结构已更新：${done.length} 步`)
  const log = pino({ level: env.HUYING_LOG ?? 'info' }, pino.destination({ dest: path.join(root, 'huying.log'), sync: false, mkdir: true }))
  const shell: Shell = {
    pool,
    clock: systemClock,
    crypto: gmCrypto(keyFrom(path.join(root, 'huying.key'))),
    packs: publishedPacks(pool, Date.now),
    numbers: drawnFrom(pool),
    wake: () => worker.wake(),
    changed: () => undefined,
  }
  const worker = startWorker(shell, log)
  const folding = startFolding(shell, log)
  const centre = await firstCentre(shell)
  const demo = !env.DATABASE_URL && !process.argv.includes('--empty')
  if (demo) await demoPeople(shell, centre)
  const pages = path.join(home, 'dist')
  const app = await buildHttp(shell, { log, centre, demo, idleMinutes: 120, pages: existsSync(pages) ? pages : undefined })
  await app.listen({ port, host: env.HOST ?? '127.0.0.1' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new Error(`端口 ${port} 已被占用，请停止占用它的程序，或用 PORT=其他端口 npm start`)
    throw error
  })
  say(`\n呼应已启动：http://localhost:${port}\n  工作台 http://localhost:${port}/desk　公开页 http://localhost:${port}/　接口 http://localhost:${port}/api/docs\n按 Ctrl+C 停止。`)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('正在停止……')
    await app.close()
    await worker.stop()
    await folding.stop()
    await pool.end()
    if (embedded && !embedded.adopted) await embedded.stop()
    else if (embedded) await (await findEmbedded(root))?.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

/** The key that seals personal data; made once. Without it a dump of the database shows no identity. */
function keyFrom(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(64), { mode: 0o600, flag: 'wx' })
  return readFileSync(file)
}

/** The centre that is served; on an empty database the city's folder is published first. */
async function firstCentre(shell: Shell): Promise<string> {
  const [known] = await shell.packs.centres()
  if (known) return known.centre
  const read = await readPack(path.join(home, 'cities'), city)
  if (!read.ok) throw new Error(`机制配置 ${city} 有 ${read.faults.length} 处错误，第一处：${read.faults[0]?.path} ${read.faults[0]?.message}`)
  await shell.packs.publish(read.pack.city.code, read.pack, '系统', shell.clock.now())
  say(`已发布机制配置：${read.pack.city.name}`)
  return read.pack.city.code
}

start().catch((error: unknown) => {
  process.stderr.write(`启动失败：${error instanceof Error ? error.message : String(error)}\n`)
  if (env.HUYING_LOG === 'debug') console.error(error)
  process.exit(1)
})
