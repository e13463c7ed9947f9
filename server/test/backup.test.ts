/** A drill: what was backed up stands again in an empty database, bit by bit, and work goes on; what was touched is refused. */
import { copyFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, roadOf } from '../../scenarios/road.ts'
import { folderBlobs } from '../src/attachment/blobs.ts'
import { erasedList } from '../src/erasure/list.ts'
import { migrate, type Pool } from '../src/db.ts'
import { bulletinOf } from '../src/figures/bulletin.ts'
import type { Terminal } from '../src/cli/run.ts'
import { runBackupCommand } from '../src/operation/backup/commands.ts'
import { countRows, readBackup } from '../src/operation/backup/read.ts'
import { restoreBackup } from '../src/operation/backup/restore.ts'
import { BackupRefused } from '../src/operation/backup/sealed.ts'
import { tablesOf } from '../src/operation/backup/tables.ts'
import { writeBackup, type Written } from '../src/operation/backup/write.ts'
import { publishedPacks } from '../src/pack/packs.ts'
import { sealAll } from '../src/seal/sealer.ts'
import { verify as verifyRecord } from '../src/seal/verify.ts'
import { sealedUpTo } from '../src/seal/store.ts'
import { execute } from '../src/shell/execute.ts'
import { drawnFrom } from '../src/shell/numbers.ts'
import { Remembered } from '../src/shell/remembered.ts'
import type { Shell } from '../src/shell/shell.ts'
import { gmCrypto } from '../src/text/crypto.ts'
import { emptyDatabase as newDatabase } from './empty.ts'
import { matter } from './matter.ts'
import { type City, openCity } from './rig.ts'
import { Walk } from './walk.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../migrations')
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

let city: City
let folder: string
let written: Written
const pools: Pool[] = []
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'huying-backup-'))
  city = await openCity('xiangtan', '2024-11-04T09:00')
  const road = roadOf(city)
  const { order } = await road.inHand()
  done(await (await city.as('handler', 'urban')).upload(`/api/orders/${order}/attachments?name=现场.png`, 'image/png', PNG))
  const walk = new Walk(city, 11, ['urban', 'yuetang'])
  for (let i = 0; i < 20; i++) await walk.step()
  await sealAll(city.shell, city.centre)
  for (let i = 0; i < 20; i++) await walk.step()
  written = await writeBackup(source(), path.join(folder, 'drill.backup'))
}, 120_000)
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

const source = () => ({ ...city.shell, program: '1', now: city.now() })
const { crypto } = { crypto: gmCrypto(Buffer.alloc(64, 7)) }
const verify = (file: string, under = crypto) =>
  readBackup(file, under, { table: (_head, rows) => countRows(rows), blob: () => Promise.resolve() })

let made = 0
async function emptyDatabase(): Promise<Pool> {
  const pool = await newDatabase()
  made++
  pools.push(pool)
  return pool
}

const targetOf = (pool: Pool, migrations = MIGRATIONS) => ({
  pool,
  blobs: folderBlobs(path.join(folder, `files${made}`), crypto),
  crypto,
  migrations,
  erased: erasedList(path.join(folder, 'erased.jsonl'), crypto),
})

/** Every row of every table, but for the number of the transaction that wrote it. */
async function everything(pool: Pool) {
  const out: Record<string, unknown> = {}
  for (const { name, columns } of await tablesOf(pool)) {
    const kept = columns.filter((column) => !['xact', 'horizon'].includes(column))
    const { rows } = await pool.query<{ n: number; sum: string }>(
      `select count(*)::int as n, md5(string_agg(x::text, E'\\n' order by x::text)) as sum from (select ${kept.join(', ')} from ${name}) x`,
    )
    out[name] = rows[0]
  }
  return out
}

const registration = () => ({
  centre: city.centre,
  actor: { user: 'a', post: 'agent', unit: city.pack.city.centreUnit, name: '话务员' },
  noun: 'request' as const,
  command: 'register',
  input: matter(1),
})

describe('a restore drill', () => {
  let pool: Pool
  let shell: Shell
  beforeAll(async () => {
    pool = await emptyDatabase()
    const target = targetOf(pool)
    await restoreBackup(target, written.file)
    shell = {
      ...city.shell,
      pool,
      blobs: target.blobs,
      packs: publishedPacks(pool, city.now, crypto),
      numbers: drawnFrom(pool),
      remembered: new Remembered(),
    }
  })

  test('given a restored database, then every row, figure, attachment and index is what it was, and sessions are gone', async () => {
    const [before, after] = [await everything(city.pool), await everything(pool)]
    expect(Object.keys(after).length).toBeGreaterThan(20)
    expect(after).toEqual(before)
    expect(await bulletinOf(shell, city.centre, '2024-11')).toEqual(await bulletinOf(city.shell, city.centre, '2024-11'))
    const { rows } = await pool.query<{ sha256: string }>('select sha256 from attachment')
    expect((await shell.blobs.get(rows[0]?.sha256 ?? '')).equals(PNG)).toBe(true)
    const indexes = (of: Pool) =>
      of.query(`select indexdef from pg_indexes where schemaname = 'public' order by 1`).then((r) => r.rows as unknown)
    expect(await indexes(pool)).toEqual(await indexes(city.pool))
    expect((await pool.query('select 1 from session')).rows).toEqual([])
    expect((await pool.query('select name from migration order by 1')).rows.map((r: { name: string }) => r.name)).toEqual(
      written.manifest.schema,
    )
    expect(await migrate(pool, MIGRATIONS)).toEqual([])
  })

  test('given a restored database, then its record is verified as the first one is, and stands', async () => {
    const [before, after] = [await verifyRecord(city.shell, city.centre), await verifyRecord(shell, city.centre)]
    expect(before).toMatchObject({ found: 0, findings: [] })
    expect(before.records).toBeGreaterThan(100)
    expect(after).toEqual(before)
  })

  test('given a restored database, when a command is sent again and another for the first time, then the first is known and the second is done', async () => {
    const call = { ...registration(), key: 'after-restore' }
    const first = await execute(shell, call)
    expect(first).toMatchObject({ ok: true })
    const { rows } = await pool.query<{ jobs: number; last: number }>(
      `select (select max(job_id) from job) as jobs, (select last_value from job_job_id_seq) as last`,
    )
    expect(rows[0]?.last).toBeGreaterThanOrEqual(rows[0]?.jobs ?? 0)
    expect(await execute(shell, call)).toMatchObject({ ok: true, replayed: true })
  })

  test('given events sealed before the backup and others not yet, when the sealer goes on in the restored database, then no number is given twice or left out', async () => {
    const at = await sealedUpTo(pool, city.centre)
    expect(at).toBe(await sealedUpTo(city.pool, city.centre))
    expect(at).toBeGreaterThan(10)
    const last = await sealAll(shell, city.centre)
    const { rows } = await pool.query<{ n: number; sealed: number }>(
      `select (select count(*)::int from event) + (select count(*)::int from audit) + (select count(*)::int from attachment)
         + (select count(*)::int from request_photo) + (select count(*)::int from pack) as n, sum(count)::int as sealed from seal_batch`,
    )
    expect(rows[0]).toEqual({ n: last, sealed: last })
    expect(last).toBeGreaterThan(at)
    await execute(shell, { ...registration(), key: 'after-sealing' })
    expect(await sealAll(shell, city.centre)).toBeGreaterThan(last)
  })

  test('given a database with anything in it, then nothing is restored over it', async () => {
    const before = await everything(pool)
    await expect(restoreBackup(targetOf(pool), written.file)).rejects.toThrow(/数据库不是空的/)
    expect(await everything(pool)).toEqual(before)
  })

  test('given a program with a later schema, then the backup is brought up to it; given an older program, it is refused', async () => {
    const newer = path.join(folder, 'newer')
    await cp(MIGRATIONS, newer, { recursive: true })
    await writeFile(
      path.join(newer, '999999_later.sql'),
      `alter table work_order add column tail text; update work_order set tail = right(number, 4); alter table work_order alter column tail set not null;`,
    )
    const ahead = await emptyDatabase()
    await restoreBackup(targetOf(ahead, newer), written.file)
    const { rows } = await ahead.query<{ n: number; filled: boolean }>(
      `select count(*)::int as n, bool_and(tail = right(number, 4)) as filled from work_order`,
    )
    expect(rows[0]).toEqual({ n: written.manifest.tables.find((t) => t.name === 'work_order')?.rows, filled: true })

    expect(await verifyRecord({ ...shell, pool: ahead }, city.centre)).toMatchObject({ found: 0, findings: [] })

    const older = path.join(folder, 'older')
    await cp(MIGRATIONS, older, { recursive: true })
    await rm(path.join(older, (await readdir(older)).sort().at(-1) ?? ''))
    const behind = await emptyDatabase()
    await expect(restoreBackup(targetOf(behind, older), written.file)).rejects.toThrow(/备份比本程序新.*请先升级程序/)
    expect((await behind.query(`select 1 from pg_tables where schemaname = 'public'`)).rows).toEqual([])
  })
})

describe('huying restore --verify', () => {
  const restored = async (file: string) => {
    const pool = await emptyDatabase()
    const target = targetOf(pool)
    const said: string[] = []
    const reach = () => Promise.resolve({ pool, close: () => Promise.resolve() })
    const machine = { ...target, reach, crypto: () => crypto, blobs: () => target.blobs, erased: () => target.erased }
    const terminal = { say: (line: string) => void said.push(line) } as Terminal
    const args = ['restore', '--from', file, '--verify']
    return { code: await runBackupCommand(args, { ...machine, program: '1', now: city.now }, terminal), said: said.join('\n') }
  }

  test('given what stands as it was written, then it says so; given a row that was changed before the backup was taken, then it names it', async () => {
    expect(await restored(written.file)).toEqual({
      code: 0,
      said: expect.stringMatching(/审计校验：正常（核对 \d{3,} 条，已封存至第 \d{2,} 号/) as string,
    })
    await city.pool.query(`update work_order set number = number || '9' where id = (select min(id::text)::uuid from work_order)`)
    const { file } = await writeBackup(source(), path.join(folder, 'changed.backup'))
    await city.pool.query(`update work_order set number = left(number, -1) where id = (select min(id::text)::uuid from work_order)`)
    expect(await restored(file)).toEqual({ code: 1, said: expect.stringMatching(/审计校验：发现 \d+ 处不符/) as string })
  })
})

describe('a backup file', () => {
  test('given the whole file, then verify tells what it holds; its bytes show no name', async () => {
    expect(await verify(written.file)).toEqual(written.manifest)
    expect(written.manifest.blobs).toEqual({ count: 1, bytes: PNG.length, missing: [] })
    const bytes = await readFile(written.file)
    for (const word of ['work_order', '路灯', city.pack.city.name]) expect(bytes.includes(word)).toBe(false)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('given one bit changed, a cut, or something added, anywhere, then it is refused and an empty database stays empty', async () => {
    const bytes = await readFile(written.file)
    const broken = path.join(folder, 'broken.backup')
    const refused = async (content: Buffer) => {
      await writeFile(broken, content)
      await expect(verify(broken)).rejects.toBeInstanceOf(BackupRefused)
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ (1 << bit)
        await refused(changed)
        await refused(bytes.subarray(0, at))
      }),
      { numRuns: 40 },
    )
    await refused(Buffer.concat([bytes, Buffer.from('x')]))
    await copyFile(written.file, broken)
    await truncate(broken, bytes.length - 40)
    const pool = await emptyDatabase()
    await expect(restoreBackup(targetOf(pool), broken)).rejects.toThrow(/备份文件不完整/)
    expect((await pool.query(`select 1 from pg_tables where schemaname = 'public'`)).rows).toEqual([])
  })

  test('given another key file, then it is refused with what to do', async () => {
    await expect(verify(written.file, gmCrypto(Buffer.alloc(64, 9)))).rejects.toThrow(/另一把密钥.*huying\.key/)
  })

  test('given an attachment that is gone, then the backup is made and names it', async () => {
    const blobs = { ...city.shell.blobs, get: () => Promise.reject(new Error('gone')) }
    const { manifest } = await writeBackup({ ...source(), blobs }, path.join(folder, 'without.backup'))
    expect(manifest.blobs).toMatchObject({ count: 0, missing: [expect.stringMatching(/^[0-9a-f]{64}$/)] })
  })

  test('given people at work meanwhile, then the backup holds one moment: every order with its events', async () => {
    const road = roadOf(city)
    let going = true
    const work = (async () => {
      while (going) await road.inHand()
    })()
    const { file } = await writeBackup(source(), path.join(folder, 'meanwhile.backup'))
    going = false
    await work
    const pool = await emptyDatabase()
    await restoreBackup(targetOf(pool), file)
    const { rows } = await pool.query(
      `select id from work_order o where (state->>'events')::int <> (select count(*) from event e where e.centre_id = o.centre_id and e.stream = o.id)`,
    )
    expect(rows).toEqual([])
  })
})
