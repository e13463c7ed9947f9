/** The server under test: its own process, default settings, fsync on, a database of its own that is thrown away afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..')

export interface ServerUnderTest {
  url: string
  data: string
  pid: number
  stop(): Promise<void>
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

export async function startServer(env: Record<string, string> = {}): Promise<ServerUnderTest> {
  const data = mkdtempSync(path.join(tmpdir(), 'huying-bench-'))
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/server/main.js')], {
    env: { ...process.env, HUYING_HOME: ROOT, HUYING_DATA: data, PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    pid: child.pid ?? 0,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const ready = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('呼应已启动')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`server ended with ${code}`)))
  })
