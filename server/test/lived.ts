/** A centre that has something of everything, sealed in several batches, and somebody who knows its database's password. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DAY, plus } from '@huying/core/calendar'
import { randomFrom } from '@huying/simulate/random'
import { expect } from 'vitest'
import { done, pleased, roadOf } from '../../scenarios/road.ts'
import { registerLamp } from '../../scenarios/telling.ts'
import { folderBlobs } from '../src/attachment/blobs.ts'
import { foldAll } from '../src/figures/fold.ts'
import { buildHttp } from '../src/http.ts'
import { sealAll } from '../src/seal/sealer.ts'
import { verify } from '../src/seal/verify.ts'
import { readTextFrames, seedMonth } from '../src/simulate/seed.ts'
import { jpegOf } from './photo.ts'
import { type City, openCity } from './rig.ts'
import { Tampering } from './tampering.ts'

const photo = (n: number) => jpegOf(Buffer.alloc(64, n))

/** A centre that has something of everything, sealed in several batches. */
export async function lived(files: string): Promise<City> {
  const city = await openCity('xiangtan', '2024-11-04T09:00')
  city.shell.blobs = folderBlobs(files, city.shell.crypto)
  const texts = await readTextFrames(path.join(import.meta.dirname, '../../packages/simulate/texts'))
  await seedMonth(city.shell, city.centre, texts, { from: plus(city.now(), -DAY), to: city.now(), perDay: 40, seed: 3 })
  await foldAll(city.pool, city.centre)
  await sealAll(city.shell, city.centre)
  const road = roadOf(city)
  const closed = await road.inHand()
  await road.call(closed.order)
  const liaison = await city.as('liaison', 'urban')
  for (const n of [1, 2]) done(await liaison.upload(`/api/orders/${closed.order}/attachments?name=${n}.jpg`, 'image/jpeg', photo(n)))
  await road.answered(closed.order)
  await sealAll(city.shell, city.centre)
  city.wait(DAY)
  await road.callBack(closed.request, pleased)
  for (let i = 0; i < 3; i++) await road.inHand()
  await sealAll(city.shell, city.centre)
  await city.shell.packs.publish(city.centre, { ...city.pack }, '业务管理员', city.now())
  const registered = done(await registerLamp(await city.as('agent')))
  const app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false })
  const headers = {
    'content-type': 'image/jpeg',
    'x-number': registered.body.view.state.number as string,
    'x-code': registered.body.queryCode as string,
  }
  for (const n of [3, 4])
    expect((await app.inject({ method: 'POST', url: '/api/public/requests/photos', headers, payload: photo(n) })).statusCode).toBe(200)
  await app.close()
  await city.anyone.post('/api/login', { login: 'nobody', password: 'wrong password' })
  await road.request(closed.request)
  await sealAll(city.shell, city.centre)
  return city
}

export const foundIn = async (city: City) => (await verify(city.shell, city.centre)).findings.map(({ message }) => message)

/** One edit after the other, each found and named before it is undone. */
export async function tamperedWith(edits: number, seed: number): Promise<void> {
  const files = await mkdtemp(path.join(tmpdir(), 'huying-tampered-'))
  const city = await lived(files)
  const tampering = new Tampering(city, randomFrom(seed), files)
  await tampering.begin()
  expect(await foundIn(city)).toEqual([])
  for (let i = 0; i < edits; i++) {
    const edit = await tampering.once()
    const messages = await foundIn(city)
    const told = `${i}: ${edit.what}\nexpected one of ${edit.names.join(' | ')}\n${messages.slice(0, 10).join('\n')}`
    expect(
      messages.some((message) => edit.names.some((name) => message.includes(name))),
      told,
    ).toBe(true)
    await tampering.undo()
  }
  expect(await foundIn(city)).toEqual([])
  await city.close()
}
