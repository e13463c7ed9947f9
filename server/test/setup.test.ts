/** The first administrators of an empty centre: named once, by whoever holds the printed link. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setupToken } from '../src/account/setup.ts'
import { buildHttp } from '../src/http.ts'
import { type City, openCity } from './rig.ts'

let city: City
let app: Awaited<ReturnType<typeof buildHttp>>
let token = ''
beforeAll(async () => {
  city = await openCity()
  token = (await setupToken(city.pool, city.centre)) ?? ''
  app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false, setup: token })
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const send = async (people: object[], by = token) => {
  const answer = await app.inject({ method: 'POST', url: '/api/setup', payload: { token: by, people } })
  return { status: answer.statusCode, ...answer.json<{ error?: { field?: string; message: string } }>() }
}
const person = (post: string, login: string, password = 'long-enough-7') => ({ post, name: '管理人员', login, password })

it('takes three persons for the three separated posts, once, and then prints no link any more', async () => {
  const three = ['sys_admin', 'sec_admin', 'audit_admin'].map((post, i) => person(post, `first${i}`))
  expect((await send(three, 'x'.repeat(token.length))).status).toBe(404)
  expect((await send(three.slice(1))).error?.message).toBe('请填写系统管理员')
  expect((await send([...three.slice(1), person('sys_admin', 'first1')])).error?.field).toBe('people.2.login')
  expect((await send([...three.slice(1), person('sys_admin', 'first0', 'short')])).error?.field).toBe('people.2.password')
  expect((await city.pool.query('select 1 from person')).rows).toEqual([])

  expect((await send(three)).status).toBe(200)
  const admin = await city.enter('first0', 'long-enough-7')
  expect((await admin.get('/api/me')).body.actor.post).toBe('sys_admin')
  expect((await send(three)).status).toBe(404)
  expect(await setupToken(city.pool, city.centre)).toBeUndefined()
})
