/** The only file that reads the environment and builds the adapters. One process with every role by default. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DAY, plus } from '@huying/core/calendar'
import { pino } from 'pino'
import { folderBlobs } from './attachment/blobs.ts'
import { startEmbedded } from './database/embedded.ts'
import { eraseAgain } from './erasure/again.ts'
import { erasedList } from './erasure/list.ts'
import { startErasing } from './erasure/work.ts'
import { migrate, openPool, type Pool } from './db.ts'
import { buildHttp } from './http.ts'
import { startWorker } from './jobs.ts'
import { httpGateway } from './message/gateway.ts'
import { sendDue } from './message/send.ts'
import { publishedPacks } from './pack/packs.ts'
import { publishCity } from './cli/city.ts'
import { runCommand, runWithoutDatabase } from './cli/run.ts'
import { freezeDue } from './bulletin/freeze.ts'
import { demoPeople } from './account/demo.ts'
import { setupToken } from './account/setup.ts'
import { settleReviews } from './knowledge/review.ts'
import { selfChecking } from './figures/check.ts'
import { startFolding } from './figures/fold.ts'
import { refolding } from './figures/refold.ts'
import { type Machine, runBackupCommand } from './operation/backup/commands.ts'
import { nightlyBackup, planOf } from './operation/backup/nightly.ts'
import { clearing } from './operation/clearing.ts'
import { runDoctor, tellUnreachable } from './operation/doctor/commands.ts'
import type { Site } from './operation/doctor/machine.ts'
import { DatabaseLink } from './operation/link.ts'
import { proxiesOf } from './operation/proxies.ts'
import { rolesOf, type Running, stopAll } from './operation/roles.ts'
import { unavailable } from './operation/unavailable.ts'
import { startUpkeep } from './operation/upkeep.ts'
import { healthServer } from './operation/health.ts'
import { adopt } from './seal/adopt.ts'
import { startHeads } from './seal/heads.ts'
import { startSealing } from './seal/sealer.ts'
import { startVerifying } from './seal/runs.ts'
import { drawnFrom } from './shell/numbers.ts'
import { Remembered } from './shell/remembered.ts'
import { readTextFrames, seedMonth } from './simulate/seed.ts'
import { type Shell, systemClock } from './shell/shell.ts'
import { adoptTexts } from './text/adopt.ts'
import { type CryptoProvider, gmCrypto } from './text/crypto.ts'
import { keysIn } from './text/keyfile.ts'
import { startRotation } from './text/rotation.ts'

const env = process.env
const home = env.HUYING_HOME ?? process.cwd()
const root = path.resolve(home, env.HUYING_DATA ?? 'data')
const port = Number(env.PORT ?? 12345)
const city = env.HUYING_CITY ?? 'xiangtan'
/** Calls a day in the demonstration: enough for full desks, few enough to be written in seconds. */
const DEMO_PER_DAY = 240
/** Days of demonstration data; 0 for accounts only. */
const demoDays = Number(env.HUYING_DEMO_DAYS ?? 30)
/** Seconds between not being ready any more and refusing connections, for a balancer in front. */
const drainSeconds = Number(env.HUYING_DRAIN ?? 0)
/** Where signed heads are appended, and every how many minutes. */
const headFile = env.HUYING_HEAD_FILE
const headMinutes = Number(env.HUYING_HEAD_MINUTES ?? 60)
/** In milliseconds: requests, jobs and messages under way are given this long to end. */
const STOP_LIMIT = 8000
/** Every two seconds. */
const START_TRIES = 60
const keyFile = path.join(root, 'huying.key')
/** 删除清单: kept apart from the database, best on another disk. */
const erasedFile = path.resolve(home, env.HUYING_ERASED_FILE ?? path.join(root, 'erased.jsonl'))
const migrations = path.join(home, 'server/migrations')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** The same program once more, on the database of this one; rejects with what it said last. */
const beside = (args: string[], { pool }: Pick<Shell, 'pool'>) =>
  new Promise<string>((resolve, reject) => {
    const url = env.DATABASE_URL ?? String(pool.options.connectionString)
    const child = spawn(process.execPath, ['--max-semi-space-size=32', ...process.execArgv, process.argv[1] ?? '', ...args], {
      env: { ...env, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said.trim() || `${args.join(' ')}: ${code}`))))
  })

const terminal = { home, keys: keyFile, say, beside }

/** The database (its own or the given one) as it is; `close` leaves it running or ends it. */
async function reach() {
  mkdirSync(root, { recursive: true })
  const start = () => startEmbedded({ root, onProgress: say })
  let embedded = env.DATABASE_URL ? undefined : await start()
  const url = env.DATABASE_URL ?? embedded?.url ?? ''
  const revive = async () => {
    embedded = await start()
    // Its old port was taken meanwhile: whoever watches over this process starts it anew.
    if (embedded.url !== url) process.exit(1)
  }
  const link = new DatabaseLink({ url, revive: embedded && revive })
  await once(() => link.find())
  const pool = openPool(link.url, 20, link.socket)
  const close = async (stopDatabase: boolean) => {
    const shared = stopDatabase && embedded && (await othersIn(pool))
    await pool.end()
    if (shared) say('数据库仍有其他呼应进程在用，未停止它')
    else if (stopDatabase) await embedded?.stop()
  }
  return { pool, link, close, adopted: embedded?.adopted ?? true }
}

/** The database of this program's version, and everything over it. */
async function open() {
  const messages = gateway()
  const { pool, ...rest } = await reach()
  const done = await migrate(pool, migrations)
  if (done.length) say(`数据库结构已更新：${done.length} 步`)
  const hooks = { wake: () => undefined as void }
  const crypto = gmCrypto(keysIn(keyFile, Date.now))
  // Before anything reads or chains what an older version wrote.
  await adoptTexts(pool, crypto, say)
  const shell = shellOver(pool, crypto, messages, hooks)
  await adopt(shell, say)
  // What a restored database brought back goes before anything is served.
  await eraseAgain(shell, erasedList(erasedFile, crypto), say)
  return { shell, hooks, ...rest }
}

function shellOver(pool: Pool, crypto: CryptoProvider, messages: Shell['messages'], hooks: { wake(): void }): Shell {
  return {
    pool,
    clock: systemClock,
    crypto,
    blobs: blobsUnder(crypto),
    packs: publishedPacks(pool, Date.now, crypto),
    numbers: drawnFrom(pool),
    remembered: new Remembered(),
    messages,
    wake: () => hooks.wake(),
    changed: () => undefined,
  }
}

const blobsUnder = (crypto: CryptoProvider) => folderBlobs(path.join(root, 'files'), crypto)

/** For commands that must meet the database as it is, whatever version it has. */
const machine: Machine = {
  reach: async () => {
    const { pool, close, adopted } = await reach()
    return { pool, close: () => close(!adopted) }
  },
  crypto: () => {
    if (!existsSync(keyFile)) throw new Error(`没有找到密钥文件 ${keyFile}：请先把备份时的密钥文件放到这里`)
    return gmCrypto(keysIn(keyFile, Date.now))
  },
  blobs: blobsUnder,
  erased: (crypto) => erasedList(erasedFile, crypto),
  migrations,
  program: (JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }).version,
  now: systemClock.now,
}

const siteOf = (): Site => ({
  data: root,
  keyFile,
  log: path.join(root, 'huying.log'),
  migrations,
  plan: planOf(env.HUYING_BACKUP_DIR, env.HUYING_BACKUP_AT, env.HUYING_BACKUP_KEEP),
})

/** 系统健康 of the database as it is, with the key that is there: the doctor changes nothing. */
async function doctor(args: string[]): Promise<number> {
  const messages = gateway()
  const crypto = existsSync(keyFile) ? machine.crypto() : gmCrypto(randomBytes(64))
  const reached = await machine.reach().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  if (typeof reached === 'string') return tellUnreachable(reached, args, terminal)
  const serves = () =>
    fetch(`http://127.0.0.1:${port}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  try {
    return await runDoctor(args, shellOver(reached.pool, crypto, messages, { wake: () => undefined }), siteOf(), serves, terminal)
  } finally {
    await reached.close()
  }
}

/** A database of another machine may come up after this process. */
async function once<T>(work: () => Promise<T>): Promise<T> {
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

/** 短信网关, where one is set; half of a setting is a mistake, not a silence. */
function gateway() {
  const { HUYING_SMS_URL: url, HUYING_SMS_SECRET: secret } = env
  if (!url && !secret) return undefined
  if (!url || !secret || !URL.canParse(url))
    throw new Error('短信网关要同时设置 HUYING_SMS_URL（网址）和 HUYING_SMS_SECRET（密钥），见 docs/sms.md')
  return httpGateway({ url, secret, now: systemClock.now })
}

async function command(args: string[]): Promise<number> {
  const plain = await runWithoutDatabase(args, terminal)
  if (plain !== undefined) return plain
  if (args[0] === 'backup' || args[0] === 'restore') return runBackupCommand(args, machine, terminal)
  if (args[0] === 'doctor') return doctor(args)
  const { shell, close, adopted } = await open()
  try {
    return await runCommand(args, shell, terminal)
  } finally {
    await close(!adopted)
  }
}

async function serve(): Promise<void> {
  const roles = rolesOf(env.HUYING_ROLES)
  const site = siteOf()
  const { shell, hooks, link, close } = await open()
  const log = pino({ level: env.HUYING_LOG ?? 'info' }, pino.destination({ dest: site.log, sync: false, mkdir: true }))
  link.watch(log, Date.now)
  const { centre, demo, setup } = await firstStart(shell, roles.has('web'))
  const parts = new Map<string, Running>()
  const workers: { wake(): void }[] = []
  const work = (name: string, worker: Running & { wake(): void }) => {
    parts.set(name, worker)
    workers.push(worker)
  }
  if (roles.has('jobs')) work('jobs', startWorker(shell, log))
  // Copying the facts of a month takes longer than any follow-up.
  if (roles.has('jobs')) work('freezing', startWorker(shell, log, freezeDue))
  // Apart from the follow-ups: a gateway that is slow to answer holds up nothing else.
  if (roles.has('messages')) work('messages', startWorker(shell, log, sendDue))
  if (roles.has('care')) work('erasing', startErasing(shell, erasedList(erasedFile, shell.crypto), log))
  hooks.wake = () => {
    for (const worker of workers) worker.wake()
  }
  if (roles.has('folder')) parts.set('folder', startFolding(shell, log))
  if (roles.has('sealer')) {
    parts.set('sealer', startSealing(shell, log))
    parts.set('verifier', startVerifying(shell, log))
    if (headFile) parts.set('heads', startHeads(shell, log, headFile, headMinutes))
  }
  const { plan } = site
  if (roles.has('care')) {
    const nightly = plan && nightlyBackup({ ...shell, program: machine.program }, plan)
    parts.set(
      'care',
      startUpkeep(
        shell,
        centre,
        [...(nightly ? [nightly] : []), clearing(shell.pool, centre), refolding(shell.pool, centre), selfChecking(shell, centre)],
        log,
      ),
    )
  }
  if (roles.has('care')) parts.set('rotation', startRotation(shell, log))
  let stopping = false
  const health = { downSince: () => link.downSince, stopping: () => stopping }
  const pages = path.join(home, 'dist')
  const app = roles.has('web')
    ? await buildHttp(shell, {
        log,
        centre,
        demo,
        cities: path.join(home, 'cities'),
        pages: existsSync(pages) ? pages : undefined,
        ctiSecret: env.HUYING_CTI_SECRET,
        smsSecret: env.HUYING_SMS_SECRET,
        setup,
        health,
        site,
        proxies: proxiesOf(env.HUYING_TRUSTED_PROXIES),
      })
    : healthServer(shell, health, site)
  await app.listen({ port, host: env.HOST ?? '127.0.0.1' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new Error(`端口 ${port} 已被占用，请停止占用它的程序，或用 PORT=其他端口 npm start`)
    throw error
  })
  log.info({ roles: [...roles], port }, 'started')
  said(roles.has('web'), [...roles], setup)
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    say('正在停止……')
    // Time for a balancer to see that this process is not ready any more, where there is one.
    await sleep(drainSeconds * 1000)
    const left = await stopAll(new Map([['web', { stop: () => app.close() }], ...parts]), STOP_LIMIT)
    if (left.length) log.error({ left }, 'did not end in time')
    else log.info('stopped')
    await link.stop()
    await Promise.race([close(true), sleep(STOP_LIMIT)])
    process.exit(left.length ? 1 : 0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

function said(web: boolean, roles: string[], setup: string | undefined) {
  say(
    web
      ? `\n呼应已启动：http://localhost:${port}\n  工作台 http://localhost:${port}/desk　公开页 http://localhost:${port}/　接口 http://localhost:${port}/api/docs\n按 Ctrl+C 停止。`
      : `呼应已启动（${roles.join('、')}），健康检查 http://localhost:${port}/api/ready。按 Ctrl+C 停止。`,
  )
  if (setup) say(`\n本中心还没有管理员。请打开下面的链接建立首批管理员（只能用一次）：\n  http://localhost:${port}/desk/?setup=${setup}`)
}

/** What an empty database needs before anything serves it. Processes that start together do it one after another. */
async function firstStart(shell: Shell, web: boolean) {
  const client = await shell.pool.connect()
  try {
    await client.query('select pg_advisory_lock(12346)')
    const centre = await firstCentre(shell)
    // Entries published before they were reviewed get their task.
    await settleReviews(shell, centre)
    const demo = await showsDemonstration(shell, centre)
    if (demo) await demonstration(shell, centre)
    return { centre, demo, setup: demo || !web ? undefined : await setupToken(shell.pool, centre) }
  } finally {
    // With its connection goes its lock.
    client.release(true)
  }
}

/** With the embedded database unless --empty; with another only by --demo on an empty one; never for other machines. */
async function showsDemonstration({ pool }: Shell, centre: string): Promise<boolean> {
  const local = ['127.0.0.1', 'localhost', '::1'].includes(env.HOST ?? '127.0.0.1')
  if (!local || process.argv.includes('--empty')) return false
  const { rows } = await pool.query<{ login: string }>('select login from person where centre_id = $1 limit 1', [centre])
  const { rows: demo } = await pool.query(`select 1 from person where centre_id = $1 and login like 'demo.%' limit 1`, [centre])
  return demo.length > 0 || (rows.length === 0 && (!env.DATABASE_URL || process.argv.includes('--demo')))
}

/** Demonstration accounts, and on an empty database a month that ends now. */
async function demonstration(shell: Shell, centre: string) {
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
async function firstCentre(shell: Shell): Promise<string> {
  const [known] = await shell.packs.centres()
  if (known) return known.centre
  const { centre, entries } = await publishCity(shell, path.join(home, 'cities'), city, '系统')
  say(`已发布机制配置 ${city}，统一口径 ${entries} 条`)
  return centre
}

const args = process.argv.slice(2).filter((a) => a !== '--empty' && a !== '--demo')
const done = args.length ? command(args).then((code) => process.exit(code)) : serve()
done.catch((error: unknown) => {
  process.stderr.write(`${args.length ? '没有完成' : '启动失败'}：${error instanceof Error ? error.message : String(error)}\n`)
  if (env.HUYING_LOG === 'debug') console.error(error)
  process.exit(1)
})
