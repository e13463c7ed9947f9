/**
 * A data folder with a centre of N stored orders, as `huying seed` fills one: every order played through the core, with its journal, figures
 * and 审计记录, proven by `huying audit verify`. Kept under .cache/bench/<N> with the version of what filled it, so that the next run begins
 * at once; what was broken off goes on. The server that is measured on the folder runs with its default settings.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DAY, dayOf, formatDay, plus } from '@huying/core/calendar'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { openPool } from '../server/src/db.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { startServer } from '../server/test/process.ts'
import { BENCH_KEY, benchShell } from './shell.ts'

const ROOT = path.join(import.meta.dirname, '..')
/** A large centre has years behind it; a small one as many orders a day as a city. */
const yearsOf = (stored: number) => (stored < 500_000 ? 1 : 3)
const COUNTED = ['work_order', 'service_request', 'assignment', 'event', 'visit', 'contact', 'text_value', 'rollup', 'audit'] as const
/** What fills; migrations are looked at apart. */
const CODE = ['server/src/seed', 'packages/simulate', 'packages/simulate/texts']
/** So long ago is the middle of the last month that is whole. */
const BEFORE = 30 * DAY

export interface Filled {
  data: string
  /** A whole month of which every step is kept, as 2024-11. */
  month: string
  rows: Record<(typeof COUNTED)[number], number>
}
interface Mark extends Omit<Filled, 'data'> {
  code: string
  /** Those it was filled under; later ones run when it is served. */
  migrations: string[]
}

export async function filled(stored: number): Promise<Filled> {
  const data = path.join(ROOT, '.cache/bench', String(stored))
  const [mark, begun] = ['filled.json', 'begun.json'].map((name) => path.join(data, name)) as [string, string]
  if (!fits(mark)) {
    if (!fits(begun)) rmSync(data, { recursive: true, force: true })
    mkdirSync(data, { recursive: true })
    writeFileSync(path.join(data, 'huying.key'), BENCH_KEY, { mode: 0o600 })
    writeFileSync(begun, JSON.stringify(version()))
    writeFileSync(mark, JSON.stringify({ ...version(), ...(await fill(data, stored)) }))
  }
  const { month, rows } = JSON.parse(readFileSync(mark, 'utf8')) as Mark
  return { data, month, rows }
}

const version = (): Pick<Mark, 'code' | 'migrations'> => {
  const hash = createHash('sha256')
  for (const folder of CODE)
    for (const name of readdirSync(path.join(ROOT, folder)).sort())
      if (/(?<!\.test)\.ts$|\.yaml$/.test(name)) hash.update(readFileSync(path.join(ROOT, folder, name)))
  return { code: hash.digest('hex'), migrations: readdirSync(path.join(ROOT, 'server/migrations')).sort() }
}

function fits(file: string): boolean {
  if (!existsSync(file)) return false
  const [was, is] = [JSON.parse(readFileSync(file, 'utf8')) as Mark, version()]
  return was.code === is.code && was.migrations.every((name) => is.migrations.includes(name))
}

async function fill(data: string, stored: number): Promise<Omit<Filled, 'data'>> {
  // Publishes the city, and opens the accounts that benchmarks sign in with.
  await (await startServer({ data, keep: true })).stop()
  await seed(data, stored)
  const database = await startEmbedded({ root: data })
  const pool = openPool(database.url, 4)
  try {
    const shell = benchShell(pool, 0)
    for (const { centre } of await shell.packs.centres()) await sealAll(shell, centre)
    const { rows } = await pool.query<Filled['rows']>(
      `select ${COUNTED.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
    )
    if (!rows[0]) throw new Error('a count answers one row')
    return { month: formatDay(dayOf(plus(shell.clock.now(), -BEFORE))).slice(0, 7), rows: rows[0] }
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** `huying seed`, as anybody runs it; what it says goes to the terminal. */
const seed = (data: string, stored: number) =>
  new Promise<void>((resolve, reject) => {
    const args = ['seed', '--orders', String(stored), '--years', String(yearsOf(stored))]
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'server/src/main.ts'), ...args], {
      env: { ...process.env, HUYING_HOME: ROOT, HUYING_DATA: data, NODE_ENV: 'production' },
      stdio: ['ignore', process.stderr, 'inherit'],
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`seed ended with ${code}`))))
  })
