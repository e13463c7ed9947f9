#!/usr/bin/env node
/**
 * `npm run faults`: proves that the stories see what they say they see. Each `faults/*.patch` breaks one rule in one line; the story
 * it names must turn red, in a copy of the tree under .cache/faults. A patch that changes nothing, that no longer fits, or whose story
 * stays green has missed.
 *
 *   --always   only those marked `# always`: the ones that `npm test` runs
 *   NAME ...   only the patches whose file name contains one of the words
 *
 * A patch is two or three comment lines and a unified diff:
 *
 *   # breaks: HANDLE-02: an attempt that reached nobody counts as contact
 *   # story: scenarios/handle.story.ts
 *   # always
 *   --- a/packages/core/measure/order.ts
 *   +++ b/packages/core/measure/order.ts
 *   @@ -40,1 +40,1 @@
 *   -      a.contacts.some((c) => c.result === 'connected'),
 *   +      a.contacts.length > 0,
 *
 * Lines are found by what they say, not by their number, so that a patch survives the file's growth; they must stand there once.
 * A story of pages builds them in that copy first, so it is given longer.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = join(ROOT, 'faults')
const WORK = join(ROOT, '.cache/faults', String(process.pid))
/** What a story runs on. */
const TREE = [
  'apps',
  'packages',
  'server',
  'cities',
  'scenarios',
  'house',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'vitest.config.ts',
]
const LIMIT = 120_000
const PAGES_LIMIT = 300_000
const limitOf = (story) => (/\/page_[^/]*$/.test(story) ? PAGES_LIMIT : LIMIT)
const LANES = 2

/** One patch as data; throws where it is not of the form above. */
export function parse(name, text) {
  const head = (key) => text.match(new RegExp(`^# ${key}: (.+)$`, 'm'))?.[1].trim()
  const [breaks, story] = [head('breaks'), head('story')]
  const file = text.match(/^\+\+\+ b\/(.+)$/m)?.[1].trim()
  const body = text.split(/^@@.*$/m).slice(1)
  if (!breaks || !story || !file || body.length !== 1) throw new Error(`${name}: not of the form that scripts/faults.mjs describes`)
  const lines = body[0].split('\n').filter((line) => /^[ +-]/.test(line))
  const side = (signs) =>
    lines
      .filter((line) => signs.includes(line[0]))
      .map((line) => line.slice(1))
      .join('\n')
  return { name, breaks, story, file, always: /^# always$/m.test(text), before: side(' -'), after: side(' +') }
}

export const faultsIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => parse(basename(file, '.patch'), readFileSync(join(folder, file), 'utf8')))

/** The source with the fault in it, or why it cannot be put in. */
export function broken(source, { before, after }) {
  const times = before ? source.split(before).length - 1 : 0
  if (times !== 1) return { why: times ? `its lines stand there ${times} times` : 'it no longer applies' }
  return before === after ? { why: 'it changes nothing' } : { text: source.replace(before, () => after) }
}

/** A copy of the tree whose packages are its own and whose dependencies are linked. */
function copyTree(to) {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(join(to, 'node_modules/@huying'), { recursive: true })
  const filter = (path) => !/(^|\/)(node_modules|dist)$/.test(path)
  for (const part of TREE) cpSync(join(ROOT, part), join(to, part), { recursive: true, filter })
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name === '@huying' || name.startsWith('.vi')) continue
    symlinkSync(join(ROOT, 'node_modules', name), join(to, 'node_modules', name))
  }
  for (const [parent, name] of [...readdirSync(join(to, 'packages')).map((n) => ['packages', n]), ['.', 'server']])
    symlinkSync(join(to, parent, name), join(to, 'node_modules/@huying', name))
}

/** Runs stories in a tree: how many tests passed and failed, with the first thing that was said. */
function runStories(tree, stories) {
  const report = join(tree, 'faults.json')
  rmSync(report, { force: true })
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...stories, '--reporter=json', `--outputFile.json=${report}`]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: tree, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    const late = setTimeout(
      end,
      stories.map(limitOf).reduce((sum, each) => sum + each, 0),
    )
    let said = ''
    child.stderr.on('data', (text) => (said += text))
    process.once('exit', end)
    child.on('close', () => {
      clearTimeout(late)
      process.off('exit', end)
      const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
      const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })))
      // What a story needs before its first test may fail as well: then its tests are skipped, and the file is red.
      const red = files.some((file) => file.status === 'failed')
      resolve({ tests, red, said: said.trim().split('\n')[0] ?? '' })
    })
  })
}

/** Puts one fault into the tree, runs its story, takes it out again. Gives what is wrong, or nothing when it was caught. */
async function prove(fault, tree) {
  const path = join(tree, fault.file)
  if (!existsSync(path)) return `there is no ${fault.file}`
  if (!existsSync(join(tree, fault.story))) return `there is no ${fault.story}`
  const source = readFileSync(path, 'utf8')
  const { text, why } = broken(source, fault)
  if (text === undefined) return why
  writeFileSync(path, text)
  const { tests, red, said } = await runStories(tree, [fault.story])
  writeFileSync(path, source)
  if (!tests.length) return `the story did not run: ${said}`
  return red ? undefined : `${fault.story} stays green`
}

/** Stories that are red without any fault prove nothing. */
async function redAlready(faults, tree) {
  const stories = [...new Set(faults.map((fault) => fault.story))].filter((story) => existsSync(join(tree, story)))
  const { tests } = await runStories(tree, stories)
  return stories.filter(
    (story) =>
      tests.every((test) => test.file !== join(tree, story) || test.status !== 'passed') ||
      tests.some((test) => test.file === join(tree, story) && test.status === 'failed'),
  )
}

/** Proves the faults, two at a time. `sure`: their stories are known to be green; after `until` no further one is begun. */
export async function proveAll(faults, { sure = false, until = Infinity, say = console.log } = {}) {
  const trees = Array.from({ length: Math.min(LANES, faults.length) }, (_, i) => join(WORK, String(i + 1)))
  const counts = { caught: 0, missed: 0 }
  for (const tree of trees) copyTree(tree)
  const red = sure || !faults.length ? [] : await redAlready(faults, trees[0])
  const queue = [...faults]
  const lane = async (tree) => {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const started = Date.now()
      const why =
        started > until
          ? 'no time was left for it'
          : red.includes(fault.story)
            ? `${fault.story} is red without the fault`
            : await prove(fault, tree)
      counts[why ? 'missed' : 'caught']++
      say(`${why ? 'MISSED' : 'caught'}  ${fault.name}  ${why ?? fault.breaks}  (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    }
  }
  await Promise.all(trees.map(lane))
  rmSync(WORK, { recursive: true, force: true })
  say(`${faults.length} faults, ${counts.caught} caught, ${counts.missed} missed`)
  return counts
}

if (process.argv[1] === import.meta.filename) {
  const words = process.argv.slice(2).filter((each) => each !== '--always')
  const chosen = faultsIn(FOLDER)
    .filter((fault) => !process.argv.includes('--always') || fault.always)
    .filter((fault) => !words.length || words.some((word) => fault.name.includes(word)))
  process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143))
  process.exitCode = (await proveAll(chosen)).missed ? 1 : 0
}
