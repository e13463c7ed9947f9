import { randomUUID } from 'node:crypto'
import { constants, copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** A holder writes its name right after creating the file; a nameless file older than this was left by a crash. */
const NAMELESS_MS = 5000

/**
 * When a process was started, or undefined if it does not run (a zombie does not).
 * Together with the pid it names one process for good: pids alone come back, in containers at every restart.
 */
export function birthOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return exists(pid) ? 'running' : undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** Whether the pid is taken at all, be it by a zombie or by a process of someone else. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/** The text of a file, or undefined if there is no such file. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/**
 * Runs `work` while holding an exclusive lock file, waiting for a live holder and clearing a dead one away.
 * It keeps two starts apart; PostgreSQL's own interlock stays the last guard of the data.
 * @throws what `timedOut` returns when a live holder keeps the lock longer than `patienceMs`
 */
export async function withLock<T>(file: string, patienceMs: number, timedOut: () => Error, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${birthOf(process.pid)} ${randomUUID()}`
  const deadline = Date.now() + patienceMs
  while (!take(file, mine)) {
    const held = readIfThere(file)
    if (held !== undefined && isStale(file, held)) breakLock(file, held)
    else if (Date.now() > deadline) throw timedOut()
    else await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    if (readIfThere(file) === mine) rmSync(file, { force: true })
  }
}

function take(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (readIfThere(file) === '' && codeOf(error) === 'ENOSPC') rmSync(file, { force: true })
    throw error
  }
}

function isStale(file: string, held: string): boolean {
  const [pid, birth, id] = held.split(' ')
  if (id) return birthOf(Number(pid)) !== birth
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  return age > NAMELESS_MS
}

/** Moves the dead lock aside in one step, so that of several waiters only one removes it; a live one moved by mistake goes back. */
function breakLock(file: string, held: string): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (readIfThere(aside) !== held) copyFileSync(aside, file, constants.COPYFILE_EXCL)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
}
