#!/usr/bin/env node
/** The command line: `npx huying city check xiangtan`. Builds the program when its sources changed, then runs it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from '../../scripts/build.mjs'

const ROOT = join(import.meta.dirname, '../..')
await build(() => undefined)
const { status } = spawnSync(process.execPath, [join(ROOT, 'dist/server/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, HUYING_HOME: ROOT },
})
process.exit(status ?? 1)
