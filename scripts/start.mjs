/** `npm start`: installs what is missing, builds what changed, starts the server. Plain Node, no packages until they are installed. */
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
const server = spawn(process.execPath, [join(ROOT, 'dist/server/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, HUYING_HOME: ROOT, NODE_ENV: 'production' },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
