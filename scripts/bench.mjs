/** `npm run bench -- lifecycle --stored 0`: builds, then runs one benchmark with the server in its own process at its default settings. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install } from './install.mjs'

const ROOT = join(import.meta.dirname, '..')
if (!install()) process.exit(1)
const { build } = await import('./build.mjs')
await build()
const { status } = spawnSync('npx', ['tsx', join(ROOT, 'bench/run.ts'), ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
process.exit(status ?? 1)
