import { once } from 'node:events'
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, chooseIdentity, findBinaries, type Identity } from './embedded/binaries.ts'
import { checkVersion, initialize, prepare, settingsFor, versionOf } from './embedded/cluster.ts'
import { DatabaseStartError, explain, isTransient } from './embedded/failure.ts'
import { birthOf, exists, withLock } from './embedded/lock.ts'
import {
  ask,
  claimed,
  endOrphans,
  isOurs,
  launch,
  type Place,
  placeIn,
  type Postmaster,
  readPassword,
  shutDown,
  urlOf,
  waitReady,
} from './embedded/postmaster.ts'

export { DatabaseStartError, type DatabaseStartCode } from './embedded/failure.ts'

export interface Embedded {
  url: string
  port: number
  pid: number
  /** it ran already when asked for */
  adopted: boolean
  /** Fast shutdown, whoever started it; resolves when the process is gone. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** data root folder, e.g. <project>/data */
  root: string
  /** for tests: little memory */
  small?: boolean
  /** only a small database may give up durability */
  fsync?: boolean
  onProgress?: (sentence: string) => void
}

const RETRY_MS = 20_000
const SILENCE_MS = 60_000
const ADOPT_SILENCE_MS = 20_000
const UNRESPONSIVE_STOP_MS = 10_000
/** A start may have to wait out a long crash recovery. */
const LOCK_PATIENCE_MS = 11 * 60_000

/**
 * Brings up the PostgreSQL that comes with Huying, or adopts it when it already runs for this root: it outlives a killed server,
 * and server and command line may ask for it at once.
 * @throws DatabaseStartError with a code and one sentence to show
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    mkdirSync(options.root, { recursive: true })
    const place = placeIn(realpathSync(options.root))
    const running = await find(place)
    if (running) return running
    const late = () => new DatabaseStartError('timeout', `另一个呼应进程一直在启动数据库：请结束它，或删除“${place.lock}”后重试。`)
    return await withLock(place.lock, LOCK_PATIENCE_MS, late, () => bringUp(place, options))
  } catch (error) {
    throw explain(error, options.root)
  }
}

/**
 * What runs now for this root and takes connections, or undefined. Starts and changes nothing.
 * @throws DatabaseStartError 'permission' when the folder is not readable to us
 */
export async function findEmbedded(root: string): Promise<Embedded | undefined> {
  try {
    return statSync(root, { throwIfNoEntry: false }) ? await find(placeIn(realpathSync(root))) : undefined
  } catch (error) {
    throw explain(error, root)
  }
}

async function find(place: Place): Promise<Embedded | undefined> {
  const claim = claimed(place)
  if (!claim || !isOurs(claim.pid, place)) return undefined
  return (await ask(claim.port, readPassword(place))) === 'ready' ? handle(claim, place, true) : undefined
}

function handle({ pid, port }: Postmaster, place: Place, adopted: boolean): Embedded {
  const birth = birthOf(pid)
  return { url: urlOf(port, readPassword(place)), port, pid, adopted, stop: () => shutDown(pid, birth) }
}

/** Runs under the lock. Tries again while the remains of a killed server are in the way. */
async function bringUp(place: Place, options: EmbeddedOptions): Promise<Embedded> {
  const binaries = findBinaries()
  checkVersion(place, binaries)
  const giveUp = Date.now() + RETRY_MS
  let told = ''
  const tell = (sentence: string) => {
    if (sentence !== told) options.onProgress?.(sentence)
    told = sentence
  }
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    const running = await adopt(place, tell)
    if (running) return running
    const identity = chooseIdentity(binaries, place.root, place.data)
    if (versionOf(place) === undefined) {
      tell('第一次启动，正在建立数据库……')
      await initialize(place, binaries, identity, isDurable(options))
    }
    tell('正在启动数据库……')
    const started = await start(place, binaries, identity, { ...options, onProgress: tell })
    if (typeof started !== 'string') return handle(started, place, false)
    if (!isTransient(started) || Date.now() > giveUp) throw explain(started, place.root)
    await sleep(pause)
  }
}

/**
 * Takes over the server an earlier process of ours left running; otherwise clears the way for a start: ends a server that does not
 * answer and orphans of a killed one, removes a claim that is not true.
 */
async function adopt(place: Place, onProgress: EmbeddedOptions['onProgress']): Promise<Embedded | undefined> {
  const claim = claimed(place)
  if (claim && isOurs(claim.pid, place)) {
    const birth = birthOf(claim.pid)
    const outcome = await waitReady(claim, place, ADOPT_SILENCE_MS, onProgress)
    if (outcome === 'ready') return handle(claim, place, true)
    if (outcome === 'silent') onProgress?.('数据库没有应答，正在重新启动它……')
    await shutDown(claim.pid, birth, UNRESPONSIVE_STOP_MS)
  } else if (claim && exists(claim.pid)) {
    rmSync(place.pidFile, { force: true }) // a stranger or a zombie has that pid; postgres itself would take it for a live server
  }
  await endOrphans(place)
  return undefined
}

/** One attempt. @returns the running server, or what postgres said before it gave up */
async function start(place: Place, binaries: Binaries, identity: Identity, options: EmbeddedOptions): Promise<Postmaster | string> {
  const said = await prepare(place, identity)
  const port = await freePort(lastPort(place))
  const pid = await launch(binaries, identity, place, settingsFor(place, port, options.small ?? false, isDurable(options)))
  const birth = birthOf(pid)
  try {
    const outcome = await waitReady({ pid, port }, place, SILENCE_MS, options.onProgress)
    if (outcome === 'gone') return said()
    if (outcome === 'ready') {
      writeFileSync(`${place.state}.new`, JSON.stringify({ pid, port }))
      renameSync(`${place.state}.new`, place.state)
      return { pid, port }
    }
    throw new DatabaseStartError('timeout', `数据库启动后一直没有应答：请检查磁盘和内存是否繁忙，并查看“${place.logs}”中的日志。`)
  } catch (error) {
    await shutDown(pid, birth, UNRESPONSIVE_STOP_MS)
    throw error
  }
}

const isDurable = ({ small, fsync }: EmbeddedOptions): boolean => !(small && fsync === false)

/** The port of last time when still free, so that connections to a server that crashed find it again. */
function lastPort(place: Place): number {
  try {
    return (JSON.parse(readFileSync(place.state, 'utf8')) as Postmaster).port || 0
  } catch {
    return 0
  }
}

async function freePort(preferred: number): Promise<number> {
  const server = createServer().listen(preferred, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (preferred !== 0) return freePort(0)
    throw error
  }
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
