/** Packages on a fresh clone, and after a pull that changed the lockfile. `npm start` and `npm test` begin with it; plain Node, no packages. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const LIMIT = 8 * 60_000

const packagesOf = (lockfile) => JSON.parse(readFileSync(join(ROOT, lockfile), 'utf8')).packages

/** Whether every package of the lockfile lies in node_modules in its version. Times of files say nothing after a checkout. */
function installed() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false
  const present = packagesOf('node_modules/.package-lock.json')
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, link, optional, peer, devOptional }]) =>
      !path.startsWith('node_modules/') || link || optional || peer || devOptional || present[path]?.version === version,
  )
}

const npm = (...args) =>
  spawnSync('npm', [...args, '--no-audit', '--no-fund'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], timeout: LIMIT }).status ===
  0

/**
 * Installs what is missing. `npm ci` refuses a lockfile that was written where the registry lacked some other platform's binary
 * (seen with Biome and oxc); `npm install --no-save` then takes the same versions and leaves the lockfile as it is.
 */
export function install() {
  if (installed()) return true
  console.log('installing packages (npm ci)')
  if (npm('ci')) return true
  console.log('npm ci did not accept the lockfile; installing its versions with npm install --no-save')
  return npm('install', '--no-save') && installed()
}
