/** Two hundred edits by SQL, each found and named; ten thousand honest histories, none of which raises an alarm. */
import path from 'node:path'
import { DAY, plus } from '@huying/core/calendar'
import { expect, test } from 'vitest'
import { sealAll } from '../server/src/seal/sealer.ts'
import { readTextFrames, seedMonth } from '../server/src/simulate/seed.ts'
import { foundIn, tamperedWith } from '../server/test/lived.ts'
import { openCity } from '../server/test/rig.ts'
import { Walk } from '../server/test/walk.ts'

const SEED = Number(process.env.HUYING_SEED ?? 7)

test('given 200 edits at random, then each is found and named', () => tamperedWith(200, SEED), 1_800_000)

test('given 10,000 honest histories, drawn from seeds and walked at random, then nothing is found', async () => {
  const texts = await readTextFrames(path.join(import.meta.dirname, '../packages/simulate/texts'))
  let histories = 0
  for (let seed = SEED; histories < 10_000; seed++) {
    const city = await openCity('xiangtan', '2024-11-30T18:00')
    const span = { from: plus(city.now(), -10 * DAY), to: city.now(), perDay: 240, seed }
    histories += (await seedMonth(city.shell, city.centre, texts, span)).requests
    const walk = new Walk(city, seed, ['urban', 'yuetang'])
    for (let i = 0; i < 60; i++) await walk.step()
    await sealAll(city.shell, city.centre)
    expect(await foundIn(city), `seed ${seed}`).toEqual([])
    await city.close()
  }
}, 3_600_000)
