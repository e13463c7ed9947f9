/** What the machine does for itself: once for each night, whoever does it; again when it failed; and nothing goes that is still needed. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DAY, HOUR, MINUTE } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clearing } from '../src/operation/clearing.ts'
import { nightlyBackup, nightOf, planOf } from '../src/operation/backup/nightly.ts'
import { type Chore, lastDone, upkeep } from '../src/operation/upkeep.ts'
import { matter } from './matter.ts'
import { type City, openCity } from './rig.ts'

let city: City
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'huying-nights-'))
  city = await openCity('xiangtan', '2024-11-04T02:29')
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

test('a night is the last time of day that passed, in Beijing time', () => {
  const at = (time: string) => {
    city.at(time)
    return nightOf({ at: '02:30' }, city.now())
  }
  expect(['2024-11-04T02:29', '2024-11-04T02:30', '2024-11-04T23:59', '2024-11-05T02:29'].map(at)).toEqual([
    '2024-11-03',
    '2024-11-04',
    '2024-11-04',
    '2024-11-04',
  ])
})

test('given settings that make no sense, then the start is refused with the setting and its form', () => {
  expect(planOf(undefined)).toBeUndefined()
  expect(() => planOf('/b', '25:00')).toThrow(/HUYING_BACKUP_AT.*02:30/)
  expect(() => planOf('/b', undefined, '0')).toThrow(/HUYING_BACKUP_KEEP/)
})

describe('chores', () => {
  const ran: string[] = []
  let fails = false
  const chore: Chore = {
    kind: 'probe',
    due: (now) => nightOf({ at: '02:30' }, now),
    run: () => {
      ran.push('x')
      return fails ? Promise.reject(new Error('磁盘已满')) : Promise.resolve({ bytes: 1 })
    },
  }
  const look = () => upkeep(city.shell, city.centre, [chore])

  test('given two processes at once, and looks again all night, then it is done once; the next night again', async () => {
    city.at('2024-11-04T03:00')
    await Promise.all([look(), look()])
    city.wait(5 * HOUR)
    await look()
    expect(ran).toHaveLength(1)
    city.at('2024-11-05T02:31')
    await look()
    expect(ran).toHaveLength(2)
  })

  test('given that it failed, then it is on record why and it is tried again an hour later, not before', async () => {
    city.at('2024-11-06T02:31')
    fails = true
    await look()
    expect((await lastDone(city.pool, city.centre, 'probe')).last).toMatchObject({ ok: false, detail: { why: '磁盘已满' } })
    fails = false
    city.wait(59 * MINUTE)
    expect(await look()).toBe(0)
    city.wait(2 * MINUTE)
    expect(await look()).toBe(1)
    expect((await lastDone(city.pool, city.centre, 'probe')).good).toMatchObject({ key: '2024-11-06', ok: true })
  })

  test('given a process that died over it, then another takes it up when the claim has run out', async () => {
    city.at('2024-11-07T02:31')
    await city.pool.query(
      `insert into upkeep (centre_id, kind, key, started_at, lease_until, detail) values ($1, 'probe', '2024-11-07', $2, $3, '{}')`,
      [city.centre, new Date(city.now()), new Date(city.now() + 10 * MINUTE)],
    )
    expect(await look()).toBe(0)
    city.wait(11 * MINUTE)
    expect(await look()).toBe(1)
  })
})

test('given three nights and two kept, then the two newest backups stay, and nothing else in the folder is touched', async () => {
  await writeFile(path.join(folder, 'notes.txt'), 'x')
  const plan = planOf(folder, '02:30', '2')
  if (!plan) throw new Error('no plan')
  const chore = nightlyBackup({ ...city.shell, program: '1' }, plan)
  for (const night of ['2024-11-08T02:30', '2024-11-09T02:31', '2024-11-10T02:32']) {
    city.at(night)
    await upkeep(city.shell, city.centre, [chore])
  }
  expect((await readdir(folder)).sort()).toEqual(['huying-20241109-0231.backup', 'huying-20241110-0232.backup', 'notes.txt'])
})

test('given answers of six and of eight days, when it is cleared, then a key of six days still answers and nothing but dead things is gone', async () => {
  city.at('2024-11-11T09:00')
  const agent = await city.as('agent')
  const sent = () => agent.post('/api/requests', matter(1), 'six-days-old')
  await agent.post('/api/requests', matter(2), 'eight-days-old')
  city.wait(2 * DAY)
  const first = await sent()
  const counts = async () =>
    (await city.pool.query(`select count(*)::int as n from event union all select count(*)::int from service_request`)).rows as unknown
  const before = await counts()
  city.wait(6 * DAY)
  await upkeep(city.shell, city.centre, [clearing(city.pool, city.centre)])
  expect((await lastDone(city.pool, city.centre, 'clearing')).good?.detail).toMatchObject({ answers: 1, sessions: 1 })
  const { rows } = await city.pool.query(`select key from idempotency where key like '%days-old'`)
  expect(rows).toEqual([{ key: 'six-days-old' }])
  expect(await counts()).toEqual(before)
  expect(first.status).toBe(200)
})
