/** The only file that reads the environment and builds the adapters. One process with every role by default. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { folderBlobs } from './attachment/blobs.ts'
import { eraseAgain } from './erasure/again.ts'
import { erasedList } from './erasure/list.ts'
import { startErasing } from './erasure/work.ts'
import { reach } from './database/reach.ts'
import { migrate, type Pool } from './db.ts'
import { buildHttp } from './http.ts'
import { startWorker } from './jobs.ts'
import { httpGateway } from './message/gateway.ts'
import { sendDue } from './message/send.ts'
import { publishedPacks } from './pack/packs.ts'
import { runCommand, runWithoutDatabase } from './cli/run.ts'
import { freezeDue } from './bulletin/freeze.ts'
import { selfChecking } from './figures/check.ts'
import { firstStart } from './first_start.ts'
import { startFolding } from './figures/fold.ts'
import { refolding } from './figures/refold.ts'
import { type Machine, runBackupCommand } from './operation/backup/commands.ts'
import { nightlyBackup, planOf } from './operation/backup/nightly.ts'
import { clearing } from './operation/clearing.ts'
import { runDoctor, tellUnreachable } from './operation/doctor/commands.ts'
import type { Site } from './operation/doctor/machine.ts'
import { proxiesOf } from './operation/proxies.ts'
import { rolesOf, type Running, stopAll } from './operation/roles.ts'
import { startUpkeep } from './operation/upkeep.ts'
import { healthServer } from './operation/health.ts'
import { disposeDue } from './retention/work.ts'
import { adopt } from './seal/adopt.ts'
import { startHeads } from './seal/heads.ts'
import { startSealing } from './seal/sealer.ts'
import { startVerifying } from './seal/runs.ts'
import { drawnFrom } from './shell/numbers.ts'
import { Remembered } from './shell/remembered.ts'
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
/** Days of demonstration data; 0 for accounts only. */
const demoDays = Number(env.HUYING_DEMO_DAYS ?? 30)
/** Seconds between not being ready any more and refusing connections, for a balancer in front. */
const drainSeconds = Number(env.HUYING_DRAIN ?? 0)
/** Where signed heads are appended, and every how many minutes. */
const headFile = env.HUYING_HEAD_FILE
const headMinutes = Number(env.HUYING_HEAD_MINUTES ?? 60)
/** In milliseconds: requests, jobs and messages under way are given this long to end. */
const STOP_LIMIT = 8000
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
const where = { root, given: env.DATABASE_URL, say }

/** The database of this program's version, and everything over it. */
async function open() {
  const messages = gateway()
  const { pool, ...rest } = await reach(where)
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
    const { pool, close, adopted } = await reach(where)
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
  const { centre, demo, setup } = await firstStart(shell, { home, city, demoDays, demo: demonstration(), web: roles.has('web'), say })
  const parts = new Map<string, Running>()
  const workers: { wake(): void }[] = []
  const work = (name: string, worker: Running & { wake(): void }) => {
    parts.set(name, worker)
    workers.push(worker)
  }
  if (roles.has('jobs')) work('jobs', startWorker(shell, log))
  // Copying the facts of a month takes longer than any follow-up.
  if (roles.has('jobs')) work('freezing', startWorker(shell, log, freezeDue))
  // Erasing what is due: slow and in no hurry.
  if (roles.has('care')) work('disposing', startWorker(shell, log, disposeDue))
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

/** With the embedded database unless --empty; with another only by --demo; never for other machines. */
function demonstration() {
  const local = ['127.0.0.1', 'localhost', '::1'].includes(env.HOST ?? '127.0.0.1')
  if (!local || process.argv.includes('--empty')) return 'never'
  return !env.DATABASE_URL || process.argv.includes('--demo') ? 'wanted' : 'kept'
}

function said(web: boolean, roles: string[], setup: string | undefined) {
  say(
    web
      ? `\n呼应已启动：http://localhost:${port}\n  工作台 http://localhost:${port}/desk　公开页 http://localhost:${port}/　接口 http://localhost:${port}/api/docs\n按 Ctrl+C 停止。`
      : `呼应已启动（${roles.join('、')}），健康检查 http://localhost:${port}/api/ready。按 Ctrl+C 停止。`,
  )
  if (setup) say(`\n本中心还没有管理员。请打开下面的链接建立首批管理员（只能用一次）：\n  http://localhost:${port}/desk/?setup=${setup}`)
}

const args = process.argv.slice(2).filter((a) => a !== '--empty' && a !== '--demo')
const done = args.length ? command(args).then((code) => process.exit(code)) : serve()
done.catch((error: unknown) => {
  process.stderr.write(`${args.length ? '没有完成' : '启动失败'}：${error instanceof Error ? error.message : String(error)}\n`)
  if (env.HUYING_LOG === 'debug') console.error(error)
  process.exit(1)
})
