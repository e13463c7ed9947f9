/** Honest histories raise no alarm: months drawn from seeds and walks at random through everything the API offers. */
import { DAY, plus } from '@huying/core/calendar'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roadOf } from '../../../scenarios/road.ts'
import { type City, openCity } from '../../test/rig.ts'
import { Walk } from '../../test/walk.ts'
import { readTextFrames, seedMonth } from '../simulate/seed.ts'
import { sealAll } from './sealer.ts'
import { verify } from './verify.ts'

const TEXTS = path.join(import.meta.dirname, '../../../packages/simulate/texts')

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

const found = async (since?: number) => {
  await sealAll(city.shell, city.centre)
  return (await verify(city.shell, city.centre, { since })).findings.map(({ message }) => message)
}

test('given 300 lives drawn from a seed, and people who go on with them in ways that make no sense, then nothing is found', async () => {
  const texts = await readTextFrames(TEXTS)
  const span = { from: plus(city.now(), -3 * DAY), to: city.now(), perDay: 165, seed: 1 }
  const { requests } = await seedMonth(city.shell, city.centre, texts, span)
  expect(requests).toBeGreaterThanOrEqual(300)
  expect(await found()).toEqual([])
  const walk = new Walk(city, 7, ['urban', 'yuetang'])
  for (let i = 0; i < 12; i++) await walk.step()
  expect(await found()).toEqual([])
}, 120_000)

test('given a look at what is new, then it sees what was sealed from there on, and no more', async () => {
  const { upto, records } = await verify(city.shell, city.centre)
  const { order } = await roadOf(city).inHand()
  expect(await found(upto + 1)).toEqual([])
  const newer = await verify(city.shell, city.centre, { since: upto + 1 })
  expect(newer.upto).toBeGreaterThan(upto)
  expect(newer.records).toBeLessThan(records / 10)
  await city.pool.query(`update event set actor = 'x' where stream = $1 and seq = 2`, [order])
  expect(await found(upto + 1)).toEqual([expect.stringMatching(/^工单 \d{6}-\d{4} 的第 2 步被改动$/)])
  expect(await found(newer.upto + 1)).toEqual([])
})

test('given a value whose key is gone without the journal saying so, then it is named', async () => {
  const { rows } = await city.pool.query<{ id: string; key: Buffer }>(
    `select text_id::text as id, key from text_value where key is not null order by text_id limit 1`,
  )
  const [text] = rows
  const put = (key: Buffer | null) => city.pool.query('update text_value set key = $2 where text_id = $1', [text?.id, key])
  await put(null)
  expect(await foundOf(text?.id)).toEqual([`文字 ${text?.id ?? ''} 的密钥已不在，经过中没有删除个人信息的记录`])
  await put(text?.key ?? null)
  expect(await foundOf(text?.id)).toEqual([])
})
const foundOf = async (id = '') => (await found()).filter((message) => message.includes(id))
