#!/usr/bin/env node
/**
 * `npm test`: everything that can be checked, on a fresh clone, with Node 20 alone.
 *
 *   --scenarios   only the stories in scenarios/
 *   --long        also the tests that take minutes (*.long.test.ts, *.long.story.ts)
 *
 * Installs what is missing, then runs every check whatever the others found, and ends with the line `N passed, N failed`.
 * Each check counts as one test. The report of every test goes to scenarios/report.json.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { faultsIn, proveAll } from './faults.mjs'
import { install } from './install.mjs'

const ROOT = join(import.meta.dirname, '..')
const REPORT = 'scenarios/report.json'
const CHROMIUM = '/usr/bin/chromium'
const MINUTE = 60_000

const known = ['--long', '--scenarios']
const options = process.argv.slice(2)
const unknown = options.find((each) => !known.includes(each))
if (unknown) {
  console.error(`unknown option ${unknown}; there are ${known.join(' and ')}`)
  process.exit(2)
}
const long = options.includes('--long')
const scenarios = options.includes('--scenarios')

process.chdir(ROOT)
/** A run that hangs is ended here, so that a build machine gets a result: within 15 minutes, or 2 hours with --long. */
const deadline = Date.now() + (long ? 120 : 14) * MINUTE
const results = []
const record = (name, outcome, counts, started) => {
  results.push({ name, outcome, ...counts, seconds: ((Date.now() - started) / 1000).toFixed(1) })
}
const one = { passed: { passed: 1 }, failed: { failed: 1 }, skipped: { skipped: 1 } }

/** Runs a command in a process group of its own, so that what it started ends with it. Gives the exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env }, detached: true })
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    const late = setTimeout(
      () => {
        console.error(`${command} ${args.join(' ')} did not end in time and was stopped`)
        end()
      },
      Math.max(MINUTE / 2, deadline - Date.now()),
    )
    const stopped = (signal) => {
      end()
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    process.on('SIGINT', stopped).on('SIGTERM', stopped)
    const done = (code) => {
      clearTimeout(late)
      process.off('SIGINT', stopped).off('SIGTERM', stopped)
      resolve(code ?? 1)
    }
    child.on('error', (error) => {
      console.error(error.message)
      done(1)
    })
    child.on('exit', done)
  })
}

const hasChineseFont = () => spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim() > ''

async function installBrowser() {
  if (existsSync(CHROMIUM) && hasChineseFont()) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log('installing chromium and fonts-noto-cjk (apt-get)')
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], quiet)
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet)
}

/** Opens a page in the browser that the browser tests use. They look for the same file and skip where it is absent. */
async function browser() {
  await installBrowser()
  const started = Date.now()
  if (!existsSync(CHROMIUM)) {
    console.log(
      `${CHROMIUM} is missing and cannot be installed from here: browser tests are skipped (apt-get install chromium fonts-noto-cjk).`,
    )
    return record('browser', 'skipped', one.skipped, started)
  }
  if (!hasChineseFont()) console.log('No Chinese font is installed: pictures of pages show boxes (apt-get install fonts-noto-cjk).')
  mkdirSync('.cache', { recursive: true })
  const profile = mkdtempSync(join('.cache', 'browser-'))
  const page = `data:text/html;charset=utf-8,${encodeURIComponent("<script>document.write('呼' + '应')</script>")}`
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const opened = spawnSync(CHROMIUM, [...flags, `--user-data-dir=${profile}`, '--dump-dom', page], { encoding: 'utf8', timeout: MINUTE })
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  const outcome = opened.stdout?.includes('呼应') ? 'passed' : 'failed'
  if (outcome === 'failed') console.error(opened.stderr || String(opened.error))
  record('browser', outcome, one[outcome], started)
}

/** The scripts of package.json are the one home of what each check means. */
async function check(name, script) {
  const started = Date.now()
  console.log(`\n— ${name} (npm run ${script})`)
  const outcome = (await run('npm', ['run', '--silent', script])) === 0 ? 'passed' : 'failed'
  record(name, outcome, one[outcome], started)
}

/** Counts from vitest's report. A file that does not load, and an error outside every test, count as one failure each. */
function count(code) {
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, skipped: 0 }
  const files = JSON.parse(readFileSync(REPORT, 'utf8')).testResults
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((each) => each.status === 'passed').length
  const red = tests.filter((each) => each.status === 'failed').length
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed')).length
  return { passed, failed: red + broken || (code === 0 && passed > 0 ? 0 : 1), skipped: tests.length - passed - red }
}

async function tests() {
  const started = Date.now()
  console.log(`\n— ${scenarios ? 'scenarios' : 'tests'} (vitest)`)
  rmSync(REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...(scenarios ? ['scenarios/'] : [])]
  const code = await run(process.execPath, args, long ? { HUYING_LONG: '1' } : {})
  const counts = count(code)
  record(scenarios ? 'scenarios' : 'tests', counts.failed ? 'failed' : 'passed', counts, started)
}

/** The faults that every run proves; `npm run faults` proves all. Their stories ran a moment ago. */
async function faults() {
  const started = Date.now()
  console.log('\n— faults (a chosen few; npm run faults proves all)')
  const chosen = faultsIn(join(ROOT, 'faults')).filter((fault) => fault.always)
  const { caught, missed } = await proveAll(chosen, { sure: true, until: deadline - 2 * MINUTE })
  record('faults', missed ? 'failed' : 'passed', { passed: caught, failed: missed }, started)
}

const started = Date.now()
if (!install()) record('install', 'failed', one.failed, started)
await browser()
if (!scenarios) {
  await check('types', 'typecheck:tree')
  await check('purity', 'typecheck:core')
  await check('lint', 'lint:rules')
  await check('layout', 'lint:layout')
  await check('dead code', 'dead')
}
await tests()
if (!scenarios) await faults()

console.log()
for (const { name, outcome, seconds } of results) console.log(`${name.padEnd(10)} ${outcome.padEnd(8)} ${seconds.padStart(6)} s`)
console.log(`report     ${join(ROOT, REPORT)}`)
const sum = (key) => results.reduce((total, each) => total + (each[key] ?? 0), 0)
const skipped = sum('skipped')
// Not process.exit: what is still in the pipe to a build machine's log would be lost.
process.exitCode = sum('failed') > 0 ? 1 : 0
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)
