/** The typed client is what the server's description says, and it works. `npm run client` writes it anew. */
import openapiTS, { astToString } from 'openapi-typescript'
import { signIn } from '@huying/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPerson } from '../server/src/account/store.ts'
import { registerLamp } from './telling.ts'
import { type City, openCity } from '../server/test/rig.ts'

let city: City
beforeAll(async () => {
  city = await openCity()
})
afterAll(() => city.close())

it('packages/client is generated from the routes as they are', async () => {
  const { body } = await city.anyone.get('/api/docs')
  const text = astToString(await openapiTS(body as object as Parameters<typeof openapiTS>[0]))
  await expect(`/** Generated from the server's routes by \`npm run client\`; never edited. */\n${text}`).toMatchFileSnapshot(
    '../packages/client/api.ts',
  )
}, 60_000)

it('signs in, finds a request by its number, and is told in words when it may not', async () => {
  const url = await city.serve(import.meta.dirname)
  const agent = {
    login: 'bridge',
    name: '对接',
    password: 'long-enough-7',
    posts: [{ post: 'supervisor_shift', unit: city.pack.city.centreUnit }],
  }
  await createPerson(city.pool, city.centre, agent, city.now())
  const { body } = await registerLamp(await city.as('agent'))
  const client = await signIn({ url, login: 'bridge', password: 'long-enough-7' })
  const { data, response } = await client.GET('/api/requests/{id}', { params: { path: { id: body.id as string } } })
  expect(response.status).toBe(200)
  expect(data).toMatchObject({ id: body.id })
  await expect(signIn({ url, login: 'bridge', password: 'wrong' })).rejects.toThrow(/密码/)
})
