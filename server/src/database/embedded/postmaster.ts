import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries, Identity } from './binaries.ts'
import { DatabaseStartError, explain } from './failure.ts'
import { birthOf, codeOf, readIfThere } from './lock.ts'

export const USER = 'huying'
export const DATABASE = 'huying'

/** Replaying the log after a crash can take long; a server that says it is busy with that is given this time. */
const RECOVERY_MS = 600_000
const FAST_STOP_MS = 60_000
const HARD_STOP_MS = 10_000
const ORPHAN_MS = 3000

/** Where everything about one embedded database lives. */
export interface Place {
  root: string
  data: string
  logs: string
  password: string
  pidFile: string
  state: string
  lock: string
}

/** @param root must be a real path, so that every process names the same folder alike */
export function placeIn(root: string): Place {
  const data = join(root, 'postgres')
  return {
    root,
    data,
    logs: join(root, 'postgres-log'),
    password: join(data, 'huying.password'),
    pidFile: join(data, 'postmaster.pid'),
    state: join(root, 'postgres.json'),
    lock: join(root, 'postgres.lock'),
  }
}

export interface Postmaster {
  pid: number
  port: number
}

/** What postmaster.pid claims to run; see `isOurs` for whether that is still true. */
export function claimed(place: Place): Postmaster | undefined {
  const [pid, , , port] = (readIfThere(place.pidFile) ?? '').split('\n').map(Number)
  return pid && port ? { pid, port } : undefined
}

/** Whether that process is alive and serves this very folder: copies of the folder and reused pids do not pass. */
export function isOurs(pid: number, place: Place): boolean {
  if (process.platform === 'linux') return servesFolder(pid, place)
  return birthOf(pid) !== undefined && readIfThere(place.pidFile)?.split('\n')[1] === place.data
}

/** Every PostgreSQL process works inside its data folder. */
function servesFolder(pid: number, place: Place): boolean {
  try {
    if (birthOf(pid) === undefined || readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false
    const here = statSync(place.data)
    return workingFolder(pid, here) === `${here.dev}:${here.ino}`
  } catch {
    return false
  }
}

/** Root in a container may not look at other users' processes (no CAP_SYS_PTRACE): then the owner of the data is asked to look. */
function workingFolder(pid: number, { uid, gid }: Stats): string | undefined {
  try {
    const { dev, ino } = statSync(`/proc/${pid}/cwd`)
    return `${dev}:${ino}`
  } catch (error) {
    if (codeOf(error) !== 'EACCES' || process.getuid?.() !== 0) return undefined
    const stat = spawnSync('stat', ['-L', '-c', '%d:%i', `/proc/${pid}/cwd`], { uid, gid, cwd: '/', encoding: 'utf8' })
    return stat.stdout?.trim()
  }
}

export const urlOf = (port: number, password: string): string => `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`

/** @throws DatabaseStartError 'permission' when the data came here without its password file */
export function readPassword(place: Place): string {
  const password = readIfThere(place.password)?.trim()
  if (password) return password
  throw new DatabaseStartError('permission', `找不到数据库的密码文件“${place.password}”：请从备份恢复这个文件。`)
}

export type Answer = 'ready' | 'starting' | 'no-database' | 'disk-full' | 'denied' | 'silent'

const ANSWERS: Record<string, Answer> = {
  '57P03': 'starting',
  '3D000': 'no-database',
  '53100': 'disk-full',
  '53300': 'ready', // too many clients: busy, hence running
  '28P01': 'denied',
  '28000': 'denied',
}

/** Asks the server on that port how it is, by logging in with this folder's password; optionally runs one statement. */
export async function ask(port: number, password: string, database = DATABASE, statement = 'select 1'): Promise<Answer> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password, database, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(statement)
    return 'ready'
  } catch (error) {
    return ANSWERS[(error as { code?: string }).code ?? ''] ?? 'silent'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Waits until the server takes connections and our database exists in it.
 * @returns 'gone' when the process ends meanwhile, 'silent' when it lives but never answers
 * @throws DatabaseStartError 'permission' when it does not accept the stored password, 'disk' when the database does not fit
 */
export async function waitReady(
  { pid, port }: Postmaster,
  place: Place,
  silenceMs: number,
  onProgress?: (sentence: string) => void,
): Promise<'ready' | 'gone' | 'silent'> {
  const password = readPassword(place)
  const begun = Date.now()
  let deadline = begun + silenceMs
  let told = false
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
    const answer = await ask(port, password)
    if (birthOf(pid) === undefined) return 'gone'
    if (answer === 'ready') return 'ready'
    if (answer === 'no-database' && (await ask(port, password, 'postgres', `create database ${DATABASE}`)) === 'disk-full') {
      throw explain('ENOSPC', place.root)
    }
    if (answer === 'starting') deadline = begun + RECOVERY_MS
    if (answer === 'denied' && Date.now() > begun + 2000) {
      throw new DatabaseStartError('permission', `数据库不接受“${place.password}”中的密码：请从备份恢复这个文件。`)
    }
    if (Date.now() > deadline) return 'silent'
    if (answer === 'starting' && !told && Date.now() > begun + 2000) {
      told = true
      onProgress?.('数据库上次没有正常关闭，正在恢复数据，请稍候……')
    }
    await sleep(pause)
  }
}

/**
 * Starts postgres in a session of its own, so that Ctrl+C for Node does not reach it and Node's death does not take it along.
 * @returns its pid, the postmaster's own: `unshare` without a pid namespace replaces itself by postgres
 */
export async function launch(binaries: Binaries, identity: Identity, place: Place, settings: Record<string, string>): Promise<number> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command = '', ...args] = [...identity.prefix, binaries.postgres, '-D', place.data, ...options]
  const output = openSync(join(place.logs, 'start.log'), 'w', 0o600)
  try {
    const child = spawn(command, args, {
      ...identity.switchTo,
      cwd: place.root,
      env: binaries.env,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output, output],
    })
    await once(child, 'spawn')
    child.unref()
    return child.pid as number
  } finally {
    closeSync(output)
  }
}

/**
 * Shuts the postmaster down: fast first (sessions are cut, data is flushed), harder only if that does not end it; committed data
 * survives each way.
 * @param birth what `birthOf(pid)` said when the process was known to be ours: whoever has the pid later is left alone
 * @throws DatabaseStartError 'timeout' when even SIGKILL does not end it
 */
export async function shutDown(pid: number, birth: string | undefined, patienceMs = FAST_STOP_MS): Promise<void> {
  const steps = [['SIGINT', patienceMs] as const, ['SIGQUIT', HARD_STOP_MS] as const, ['SIGKILL', HARD_STOP_MS] as const]
  const isRunning = () => birth !== undefined && birthOf(pid) === birth
  for (const [signal, wait] of steps) {
    if (!isRunning() || !signalIfThere(pid, signal)) return
    for (const until = Date.now() + wait; Date.now() < until; await sleep(20)) {
      if (!isRunning()) return
    }
  }
  throw new DatabaseStartError('timeout', `数据库进程 ${pid} 无法结束：请检查磁盘是否无响应，必要时重启这台机器。`)
}

/**
 * Ends what a killed postmaster left behind: a busy session notices that death only when its statement is done, and until then
 * PostgreSQL rightly refuses to start. To be called only when no postmaster of ours lives. Elsewhere than on Linux one can but wait.
 */
export async function endOrphans(place: Place): Promise<void> {
  if (process.platform !== 'linux') return
  const orphans = () =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && servesFolder(pid, place))
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of orphans()) signalIfThere(pid, signal)
    for (const until = Date.now() + ORPHAN_MS; Date.now() < until; await sleep(20)) {
      if (orphans().length === 0) return
    }
  }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
    throw error
  }
}
