/** The product as it is run: its own process with default settings, fsync on, on a database of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '../..')
const BUILT = [path.join(ROOT, 'dist/server/main.js')]
const SOURCE = ['--import', 'tsx', path.join(ROOT, 'server/src/main.ts')]

export interface ServerProcess {
  url: string
  data: string
  pid: number
  /** As a power cut sees it: no goodbye. The data stays. */
  kill(): Promise<void>
  /** Ends in order and takes the data away, unless it is to be kept. */
  stop(): Promise<void>
}

export interface ProcessOptions {
  /** The bundle that `npm start` serves, rather than the source. */
  built?: boolean
  /** A folder of an earlier process; a new one otherwise. */
  data?: string
  /** The folder is wanted again. */
  keep?: boolean
  port?: number
  args?: string[]
  env?: Record<string, string>
}

export const newData = () => {
  const cache = path.join(ROOT, '.cache')
  mkdirSync(cache, { recursive: true })
  return mkdtempSync(path.join(cache, 'server-'))
}

/** Without demonstration data unless `env` asks for it (HUYING_DEMO_DAYS). Resolves when it serves. */
export async function startServer({
  built = false,
  data = newData(),
  keep = false,
  port,
  args = [],
  env = {},
}: ProcessOptions = {}): Promise<ServerProcess> {
  const at = port ?? (await freePort())
  const child = spawn(process.execPath, [...(built ? BUILT : SOURCE), ...args], {
    env: { ...process.env, HUYING_HOME: ROOT, HUYING_DATA: data, PORT: String(at), NODE_ENV: 'production', HUYING_DEMO_DAYS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  const end = async (signal: NodeJS.Signals) => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  return {
    url: `http://127.0.0.1:${at}`,
    data,
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM')
      if (!keep) rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The address of its embedded database. */
export function databaseOf({ data }: Pick<ServerProcess, 'data'>): string {
  const { port } = JSON.parse(readFileSync(path.join(data, 'postgres.json'), 'utf8')) as { port: number }
  const password = readFileSync(path.join(data, 'postgres/huying.password'), 'utf8').trim()
  return `postgres://huying:${encodeURIComponent(password)}@127.0.0.1:${port}/huying`
}

/** First line of PostgreSQL's own lock file. */
export const databasePid = ({ data }: Pick<ServerProcess, 'data'>) =>
  Number(readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

const ready = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('呼应已启动')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`server ended with ${code}`)))
  })
