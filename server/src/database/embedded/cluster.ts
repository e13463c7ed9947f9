import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries, Identity } from './binaries.ts'
import { DatabaseStartError } from './failure.ts'
import { readIfThere } from './lock.ts'
import { type Place, USER } from './postmaster.ts'

/** The major version that made the data, or undefined when there is none yet. */
export const versionOf = (place: Place): string | undefined => readIfThere(join(place.data, 'PG_VERSION'))?.trim()

/** @throws DatabaseStartError 'version' when the data folder holds anything but data of this PostgreSQL */
export function checkVersion(place: Place, { major }: Binaries): void {
  const found = versionOf(place)
  const isEmpty = !statSync(place.data, { throwIfNoEntry: false }) || readdirSync(place.data).length === 0
  if (found === major || isEmpty) return
  const what = found ? `是 PostgreSQL ${found} 的数据` : '缺少版本文件 PG_VERSION'
  throw new DatabaseStartError(
    'version',
    `数据目录“${place.data}”${what}，而本程序使用 PostgreSQL ${major}：请用原版本导出数据后再导入，或从备份恢复。`,
  )
}

/** Creates the cluster aside and moves it into place when complete, so that an interrupted creation leaves nothing half done. */
export async function initialize(place: Place, binaries: Binaries, identity: Identity, durable: boolean): Promise<void> {
  for (const name of readdirSync(place.root).filter((entry) => entry.startsWith('postgres.new-'))) {
    rmSync(join(place.root, name), { recursive: true, force: true, maxRetries: 5 })
  }
  const draft = mkdtempSync(join(place.root, 'postgres.new-'))
  const passwordFile = `${draft}.password`
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600, flush: true })
  const { owner } = identity
  if (owner) for (const path of [draft, passwordFile]) chownSync(path, owner.uid, owner.gid)
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C'
  const collation = ['--locale-provider=icu', '--icu-locale=zh-Hans', `--locale=${locale}`, '--encoding=UTF8']
  const access = ['-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const sync = durable ? [] : ['--no-sync']
  const [command = '', ...args] = [...identity.prefix, binaries.initdb, '-D', draft, ...collation, ...access, ...sync]
  try {
    await promisify(execFile)(command, args, { ...identity.switchTo, cwd: place.root, env: binaries.env, windowsHide: true })
    renameSync(passwordFile, join(draft, 'huying.password'))
    syncFolder(draft)
    renameSync(draft, place.data)
    syncFolder(place.root)
  } catch (error) {
    for (const path of [draft, passwordFile]) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    throw error
  }
}

/** Makes renames inside a folder survive a power cut. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Hands a folder to the user the database runs as, if it is not theirs yet. */
async function giveTo(owner: Identity['owner'], path: string): Promise<void> {
  if (owner && statSync(path).uid !== owner.uid) await promisify(execFile)('chown', ['-R', `${owner.uid}:${owner.gid}`, path])
}

/**
 * Makes folders and log ready for a start.
 * @returns reads what postgres says from here on
 */
export async function prepare(place: Place, { owner }: Identity): Promise<() => string> {
  mkdirSync(place.logs, { recursive: true, mode: 0o700 })
  await giveTo(owner, place.data)
  await giveTo(owner, place.logs)
  const log = join(place.logs, `postgres-${new Date().toUTCString().slice(0, 3)}.log`)
  dropIfOld(log)
  const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  return () => {
    const fresh = readIfThere(log) === undefined ? '' : readFileSync(log).subarray(before).toString()
    return `${readIfThere(join(place.logs, 'start.log')) ?? ''}\n${fresh}`
  }
}

/** One log a weekday; a running server empties last week's by itself, one that starts would append to it. */
function dropIfOld(log: string): void {
  const changed = statSync(log, { throwIfNoEntry: false })?.mtimeMs
  if (changed !== undefined && Date.now() - changed > 2 * 86_400_000) rmSync(log, { force: true })
}

/** What we set over PostgreSQL's defaults, on its command line, so that no file in the data folder needs editing. */
export function settingsFor(place: Place, port: number, small: boolean, durable: boolean): Record<string, string> {
  const size: Record<string, string> = small
    ? { shared_buffers: '16MB', max_connections: '50', max_wal_size: '64MB', min_wal_size: '32MB', io_method: 'sync' }
    : { shared_buffers: '256MB', max_connections: '200', jit: 'off' }
  return {
    ...size,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    random_page_cost: '1.1',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: 'on',
    autovacuum_naptime: '10s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: place.logs,
    log_filename: 'postgres-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
  }
}
