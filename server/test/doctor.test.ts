/** 系统健康: what is planted wrong is found, said with what to do, and gone when it is mended; only who runs the machine may look. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DAY, MINUTE } from '@huying/core/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clockOf } from '../src/operation/doctor/database.ts'
import { examine } from '../src/operation/doctor/examine.ts'
import { exitCode, type Finding } from '../src/operation/doctor/finding.ts'
import type { Site } from '../src/operation/doctor/machine.ts'
import { upkeep } from '../src/operation/upkeep.ts'
import { sealAll } from '../src/seal/sealer.ts'
import { gmCrypto } from '../src/text/crypto.ts'
import { matter } from './matter.ts'
import { type City, openCity } from './rig.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../migrations')
let city: City
let site: Site
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
  const data = await mkdtemp(path.join(tmpdir(), 'huying-doctor-'))
  site = { data, keyFile: path.join(data, 'huying.key'), log: path.join(data, 'huying.log'), migrations: MIGRATIONS }
  await writeFile(site.keyFile, 'x', { mode: 0o600 })
  await (await city.as('agent')).post('/api/requests', matter(1))
  await sealAll(city.shell, city.centre)
})
afterAll(async () => {
  await city.close()
  await rm(site.data, { recursive: true, force: true })
})

const look = async (shell = city.shell, at = site) => new Map((await examine(shell, at)).map((f) => [f.code, f]))
const level = async (code: string, shell = city.shell, at = site) => (await look(shell, at)).get(code)?.level

test('given everything as it should be, then each thing looked at is told once, and what is not well says what to do', async () => {
  const found = await examine(city.shell, site)
  expect(new Set(found.map(({ code }) => code)).size).toBe(found.length)
  expect(found.filter((f) => f.level !== 'ok' && f.level !== 'note' && !f.todo)).toEqual([])
  const well = ['disk', 'key_file', 'schema', 'key', 'jobs', 'seals', 'folding', 'calendar']
  expect(well.map((code) => found.find((f) => f.code === code)?.level)).toEqual(well.map(() => 'ok'))
})

test('given a key file others may read, or none, or another one, then each is found', async () => {
  await chmod(site.keyFile, 0o644)
  expect(await level('key_file')).toBe('warn')
  await chmod(site.keyFile, 0o600)
  expect(await level('key_file', city.shell, { ...site, keyFile: path.join(site.data, 'none') })).toBe('bad')
  const found = await look({ ...city.shell, crypto: gmCrypto(Buffer.alloc(64, 9)) })
  expect(found.get('key')).toMatchObject({ level: 'bad', todo: expect.stringMatching(/换回原来的密钥文件/) as string })
})

test('given a folder that is gone and a schema that lags behind or ahead, then they are found, and nothing is asked of a schema that does not fit', async () => {
  expect(await level('disk', city.shell, { ...site, data: path.join(site.data, 'gone') })).toBe('bad')
  const folder = await mkdtemp(path.join(site.data, 'migrations-'))
  expect((await look(city.shell, { ...site, migrations: folder })).get('schema')).toMatchObject({ level: 'bad', todo: '请升级程序' })
  await city.pool.query(`update migration set name = '000019_operation_.sql' where name = '000019_operation.sql'`)
  expect(await level('schema')).toBe('bad')
  await city.pool.query(`update migration set name = '000019_operation.sql' where name = '000019_operation_.sql'`)
  expect(await level('schema')).toBe('ok')
})

test('given work that is not kept up with, then it is found by its age, as a warning first', async () => {
  await (await city.as('agent')).post('/api/requests', matter(2))
  await city.pool.query(
    `insert into job (centre_id, key, noun, stream, command, input, due_at) values ($1, 'late', 'order', gen_random_uuid(), 'urged', '{}', $2)`,
    [city.centre, new Date(city.now())],
  )
  city.wait(2 * MINUTE)
  expect([await level('jobs'), await level('seals')]).toEqual(['warn', 'warn'])
  city.wait(20 * MINUTE)
  expect([await level('jobs'), await level('seals')]).toEqual(['bad', 'bad'])
  await city.settle()
  await sealAll(city.shell, city.centre)
  expect([await level('jobs'), await level('seals')]).toEqual(['ok', 'ok'])
})

test('given a backup that failed, one that is old and one that is fresh, then only the last is well', async () => {
  expect(await level('backup')).toBe('warn')
  let fails = true
  const chore = {
    kind: 'backup',
    due: (now: number) => String(now),
    run: () => (fails ? Promise.reject(new Error('写不进去')) : Promise.resolve({ file: '/b/x' })),
  }
  await upkeep(city.shell, city.centre, [chore])
  expect((await look()).get('backup')).toMatchObject({ level: 'warn' })
  expect((await look(city.shell, { ...site, plan: { folder: site.data, at: '02:30', keep: 2 } })).get('backup')).toMatchObject({
    level: 'bad',
    what: expect.stringContaining('写不进去') as string,
  })
  fails = false
  city.wait(MINUTE)
  await upkeep(city.shell, city.centre, [chore])
  expect(await level('backup')).toBe('ok')
  city.wait(2 * DAY)
  expect(await level('backup')).toBe('bad')
})

test('given a year whose days off are not known, then it is warned of ahead and bad when it has come', async () => {
  const years = Object.keys(city.pack.years).map(Number)
  const last = Math.max(...years)
  city.at(`${last}-10-01T09:00`)
  expect(await level('calendar')).toBe('ok')
  city.at(`${last}-12-20T09:00`)
  expect(await level('calendar')).toBe('warn')
  city.at(`${last + 1}-01-02T09:00`)
  expect(await level('calendar')).toBe('bad')
  city.at('2024-11-08T09:00')
})

test('given clocks apart, then beyond what the question itself took it is found', () => {
  expect([clockOf(5000, 4000, 6000), clockOf(9000, 4000, 6000), clockOf(0, 90_000, 90_100)].map((f) => f.level)).toEqual([
    'ok',
    'warn',
    'bad',
  ])
})

test('exit code: 0 well, 1 something to look at, 2 something to do', () => {
  const of = (...levels: Finding['level'][]) => exitCode(levels.map((l) => ({ code: l, title: '', level: l, what: '' })))
  expect([of(), of('ok', 'note'), of('warn', 'ok'), of('warn', 'bad')]).toEqual([0, 0, 1, 2])
})

test('given a follow-up that failed too often, when whoever runs the machine tries it again with a reason, then it runs, once, and it is on record; nobody else may', async () => {
  await city.pool.query(
    `insert into job (centre_id, key, noun, stream, command, input, due_at, attempts, last_error, cause)
     values ($1, 'stuck', 'order', gen_random_uuid(), 'urged', '{}', $2, 12, 'Error: out of memory', 'request-7')`,
    [city.centre, new Date(city.now())],
  )
  const keeper = await city.as('sys_admin')
  const health = async () => (await keeper.get('/api/system/health')).body as { findings: Finding[]; stuck: object[] }
  expect((await health()).stuck).toMatchObject([{ key: 'stuck', attempts: 12, why: 'Error: out of memory', cause: 'request-7' }])
  expect((await health()).findings.find(({ code }) => code === 'stuck')).toMatchObject({ level: 'bad' })
  for (const post of ['agent', 'sec_admin', 'audit_admin', 'centre_head']) {
    const other = await city.as(post)
    expect((await other.get('/api/system/health')).status).toBe(403)
    expect((await other.post('/api/system/health/retry', { key: 'stuck', why: '试试' })).status).toBe(403)
  }
  expect((await keeper.post('/api/system/health/retry', { key: 'stuck' })).status).toBe(400)
  expect((await keeper.post('/api/system/health/retry', { key: 'stuck', why: '已加内存' })).status).toBe(200)
  expect((await keeper.post('/api/system/health/retry', { key: 'stuck', why: '已加内存' })).status).toBe(404)
  await city.settle()
  expect((await health()).stuck).toEqual([])
  expect((await city.pool.query(`select 1 from job where key = 'stuck'`)).rows).toEqual([])
  const { rows } = await city.pool.query(`select detail from audit where kind = 'job_retried'`)
  expect(rows).toMatchObject([{ detail: { key: 'stuck', why: '已加内存' } }])
})
