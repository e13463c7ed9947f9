import { spawn, type SpawnOptions, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { findBinaries, hydrate } from './embedded/binaries.ts'
import { explain } from './embedded/failure.ts'
import { birthOf, withLock } from './embedded/lock.ts'
import { DatabaseStartError, type Embedded, findEmbedded, startEmbedded } from './embedded.ts'

const isRoot = process.getuid?.() === 0
/** Root as a default container has it: no looking into other users' processes (and, with `noNamespaces`, no user namespaces). */
const asInContainer = ['setpriv', '--bounding-set=-all,+chown,+dac_override,+fowner,+kill,+setgid,+setuid', '--inh-caps=-all']
const canActAsContainer = isRoot && spawnSync(asInContainer[0] as string, [...asInContainer.slice(1), 'true']).status === 0
const roots: string[] = []

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'huying-embedded-'))
  chmodSync(root, 0o755)
  roots.push(root)
  return root
}

const start = (root: string) => startEmbedded({ root, small: true, fsync: false })

async function query<T extends object>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

/** Runs a start in a Node of its own and hands back what it printed; `then` runs with `db` at hand. */
async function inOtherNode(root: string, then: string, options: SpawnOptions = {}, prefix: string[] = []): Promise<string> {
  const script = `const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const db = await startEmbedded({ root: ${JSON.stringify(root)}, small: true, fsync: false })
    console.log(JSON.stringify({ pid: db.pid, adopted: db.adopted, uid: process.getuid() }))
    ${then}`
  const [command = '', ...args] = [...prefix, process.execPath, '--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(command, args, { cwd: fileURLToPath(new URL('.', import.meta.url)), ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  await once(child, 'close')
  return output
}

async function failureOf(work: Promise<unknown>): Promise<DatabaseStartError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DatabaseStartError)
  return error as DatabaseStartError
}

afterAll(async () => {
  for (const root of roots) {
    await (await findEmbedded(root).catch(() => undefined))?.stop()
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  }
}, 60_000)

describe('one database through its life', { timeout: 60_000 }, () => {
  const root = newRoot()
  let db: Embedded

  it('starts fresh, with our database, Chinese order and nothing open but 127.0.0.1', async () => {
    const told: string[] = []
    expect(await findEmbedded(root)).toBeUndefined()
    db = await startEmbedded({ root, small: true, fsync: false, onProgress: (sentence) => told.push(sentence) })
    expect(db.adopted).toBe(false)
    expect(told).toEqual(['第一次启动，正在建立数据库……', '正在启动数据库……'])
    expect(await query(db.url, 'select current_database() as name, current_user as who')).toEqual([{ name: 'huying', who: 'huying' }])
    const order = await query<{ word: string }>(db.url, `select word from unnest('{张,李,王,陈}'::text[]) word order by word`)
    expect(order.map(({ word }) => word).join('')).toBe('陈李王张')
    const settings = `select current_setting('TimeZone') tz, current_setting('listen_addresses') hosts, current_setting('fsync') fsync`
    expect(await query(db.url, settings)).toEqual([{ tz: 'UTC', hosts: '127.0.0.1', fsync: 'off' }])
    expect(statSync(join(root, 'postgres', 'huying.password')).mode & 0o777).toBe(0o600)
    expect(readdirSync(root).sort()).toEqual(['postgres', 'postgres-log', 'postgres.json'])
  })

  it('needs the password', async () => {
    await expect(query(db.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('is adopted by a second start and found by others', async () => {
    expect(await start(root)).toMatchObject({ adopted: true, pid: db.pid, port: db.port, url: db.url })
    expect(await findEmbedded(root)).toMatchObject({ adopted: true, pid: db.pid })
    expect(JSON.parse(readFileSync(join(root, 'postgres.json'), 'utf8'))).toEqual({ pid: db.pid, port: db.port })
  })

  it('comes back with committed data, on the same port, after the postmaster was killed amid work', async () => {
    await query(db.url, `create table kept as select 'yes' as answer`)
    const busy = query(db.url, 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b').catch(() => 'cut off')
    await sleep(200)
    process.kill(db.pid, 'SIGKILL')
    const again = await start(root)
    expect(again).toMatchObject({ adopted: false, port: db.port })
    expect(again.pid).not.toBe(db.pid)
    expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 'yes' }])
    expect(await busy).toBe('cut off')
    db = again
  })

  it('stops, and only then is gone', async () => {
    await db.stop()
    expect(birthOf(db.pid)).toBeUndefined()
    expect(existsSync(join(root, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(await findEmbedded(root)).toBeUndefined()
    await db.stop()
  })

  it('outlives a killed Node and is adopted from the next one', async () => {
    const first = JSON.parse(await inOtherNode(root, `process.kill(process.pid, 'SIGKILL')`))
    expect(first.adopted).toBe(false)
    db = await start(root)
    expect(db).toMatchObject({ adopted: true, pid: first.pid })
    await db.stop()
  })

  it('clears a claim and a lock left behind under a pid that now belongs to a stranger', async () => {
    writeFileSync(join(root, 'postgres', 'postmaster.pid'), `${process.pid}\n${root}/postgres\n1\n5432\n\n127.0.0.1\n`)
    writeFileSync(join(root, 'postgres.lock'), `${process.pid} 1 some-id`)
    db = await start(root)
    expect(db.adopted).toBe(false)
    expect(await query(db.url, 'select answer from kept')).toHaveLength(1)
    await db.stop()
  })
})

it('lets exactly one of concurrent starts start, in one process and across two', { timeout: 60_000 }, async () => {
  const root = newRoot()
  const other = inOtherNode(root, '')
  const [first, second] = await Promise.all([start(root), start(root)])
  const third = JSON.parse(await other)
  expect(new Set([first.pid, second.pid, third.pid]).size).toBe(1)
  expect([first.adopted, second.adopted, third.adopted].filter((adopted) => !adopted)).toHaveLength(1)
})

it('says so when the data is of another version', async () => {
  const root = newRoot()
  mkdirSync(join(root, 'postgres'))
  writeFileSync(join(root, 'postgres', 'PG_VERSION'), '16\n')
  expect(await failureOf(start(root))).toMatchObject({ code: 'version', message: expect.stringContaining('PostgreSQL 16') })
  rmSync(join(root, 'postgres', 'PG_VERSION'))
  writeFileSync(join(root, 'postgres', 'something'), '')
  expect(await failureOf(start(root))).toMatchObject({ code: 'version', message: expect.stringContaining('PG_VERSION') })
})

it('says so when postgres gives up at once', { timeout: 30_000 }, async () => {
  const root = newRoot()
  mkdirSync(join(root, 'postgres'), { mode: 0o700 })
  writeFileSync(join(root, 'postgres', 'PG_VERSION'), `${findBinaries().major}\n`)
  writeFileSync(join(root, 'postgres', 'huying.password'), 'x')
  expect(await failureOf(start(root))).toMatchObject({ code: 'crash', message: expect.stringContaining('postgres-log') })
  expect(readdirSync(root)).not.toContain('postgres.lock')
})

it('says so when the data came without its password, and leaves nothing running', { timeout: 30_000 }, async () => {
  const root = newRoot()
  const db = await start(root)
  await db.stop()
  const file = join(root, 'postgres', 'huying.password')
  const password = readFileSync(file, 'utf8')
  for (const content of ['', 'wrong']) {
    writeFileSync(file, content)
    expect(await failureOf(start(root))).toMatchObject({ code: 'permission', message: expect.stringContaining(file) })
    expect(existsSync(join(root, 'postgres', 'postmaster.pid'))).toBe(false)
  }
  writeFileSync(file, password)
  expect((await start(root)).url).toContain(password)
})

it.runIf(isRoot)('runs for an ordinary user, and as that user again when root starts it next', { timeout: 60_000 }, async () => {
  const root = newRoot()
  // The loader keeps what it has translated below the tests' own folder, where nobody else may write.
  const nobody = { uid: 65534, gid: 65534, env: { ...process.env, TSX_DISABLE_CACHE: '1' } }
  expect(await inOtherNode(root, '', nobody)).toContain('permission')
  chmodSync(root, 0o777)
  const first = JSON.parse(await inOtherNode(root, 'await db.stop()', nobody))
  expect(first).toMatchObject({ adopted: false, uid: 65534 })
  const db = await start(root)
  expect(statSync(`/proc/${db.pid}`).uid).toBe(65534)
  await db.stop()
})

it.runIf(canActAsContainer)('runs as another user, and is adopted, for root in a container', { timeout: 60_000 }, async () => {
  const [root, noNamespaces] = [newRoot(), newRoot()]
  writeFileSync(join(noNamespaces, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const options = { env: { ...process.env, PATH: `${noNamespaces}:${process.env.PATH}` } }
  const first = JSON.parse(await inOtherNode(root, '', options, asInContainer))
  expect(statSync(`/proc/${first.pid}`).uid).not.toBe(0)
  expect(statSync(join(root, 'postgres')).uid).toBe(statSync(`/proc/${first.pid}`).uid)
  const second = JSON.parse(await inOtherNode(root, 'await db.stop()', options, asInContainer))
  expect(second).toMatchObject({ adopted: true, pid: first.pid, uid: 0 })
  expect(birthOf(first.pid)).toBeUndefined()
})

it('explains each kind of trouble with its code', () => {
  const cases = {
    'could not write to file "postmaster.pid": No space left on device': 'disk',
    'could not open directory "base": Permission denied': 'permission',
    'data directory "/x" has wrong ownership': 'permission',
    'FATAL:  database files are incompatible with server': 'version',
    'postgres: error while loading shared libraries: libicui18n.so.60': 'binary',
    'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use': 'timeout',
    'PANIC:  could not locate a valid checkpoint record': 'crash',
  }
  for (const [output, code] of Object.entries(cases)) expect(explain(output, '/x').code, output).toBe(code)
})

it('links the libraries npm left unlinked, again and again', () => {
  const folder = newRoot()
  mkdirSync(join(folder, 'native', 'lib'), { recursive: true })
  writeFileSync(join(folder, 'native', 'lib', 'libx.so.1.2'), '')
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  hydrate(folder)
  hydrate(folder)
  expect(readlinkSync(join(folder, 'native', 'lib', 'libx.so.1'))).toBe('libx.so.1.2')
})

it('gives a lock to one at a time, also when many find the same dead one', async () => {
  const file = join(newRoot(), 'lock')
  writeFileSync(file, '999999999 1 dead')
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(5)
    inside--
  }
  await Promise.all(Array.from({ length: 8 }, () => withLock(file, 10_000, () => new Error('late'), work)))
  expect(most).toBe(1)
  const blocked = withLock(
    file,
    1000,
    () => new Error('outer'),
    () => withLock(file, 60, () => new Error('late'), work),
  )
  await expect(blocked).rejects.toThrow('late')
})
