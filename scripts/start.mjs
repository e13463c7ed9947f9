/**
 * `npm start`: installs what is missing, builds what changed, starts the server, and starts it again when it dies without having been
 * told to. Plain Node, no packages until they are installed.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install } from './install.mjs'

const ROOT = join(import.meta.dirname, '..')
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) {
  console.error(`需要 Node.js 20 或更高版本，现在是 ${process.versions.node}`)
  process.exit(1)
}
if (!install()) {
  console.error('依赖包没有装好：请检查网络或 npm 源后重试')
  process.exit(1)
}
const { build } = await import('./build.mjs')
await build()
/** A server that dies sooner cannot start at all: trying again would only repeat its message. */
const STARTED = 15_000
const PAUSE = 1000
let told = false
let server

function run() {
  if (told) process.exit(0)
  const from = performance.now()
  server = spawn(process.execPath, [join(ROOT, 'dist/server/main.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, HUYING_HOME: ROOT, NODE_ENV: 'production' },
  })
  server.on('exit', (code, signal) => {
    const died = signal !== null || code !== 0
    if (told || !died || performance.now() - from < STARTED) process.exit(code ?? 1)
    console.error(`服务意外退出（${signal ?? code}），正在重新启动……`)
    setTimeout(run, PAUSE)
  })
}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    told = true
    server.kill(signal)
  })
run()
