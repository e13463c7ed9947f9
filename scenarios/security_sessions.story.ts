/** 登录: how long one lasts, how many an account has at once, and what its person is told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../server/src/account/store.ts'
import { buildHttp } from '../server/src/http.ts'
import { COOKIE } from '../server/src/session.ts'
import { type City, HOUR, openCity } from '../server/test/rig.ts'

const MINUTE = HOUR / 60
const password = 'summer-lake-42'
const setting = (value: number) => ({ value, assumed: false })

let city: City
let app: Awaited<ReturnType<typeof buildHttp>>
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T08:00', (pack) => ({
    ...pack,
    sessions: { idle: setting(30), life: setting(10), most: setting(2) },
  }))
  app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false, proxies: ['127.0.0.1'] })
  const posts = [{ post: 'agent', unit: city.pack.city.centreUnit }]
  for (const login of ['moving', 'resting', 'leaving', 'stranger'])
    await createPerson(city.pool, city.centre, { login, name: login, password, posts }, city.now())
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36'
async function enter(login: string, from: string) {
  const headers = { 'x-forwarded-for': from, 'user-agent': WINDOWS }
  const answer = await app.inject({ method: 'POST', url: '/api/login', headers, payload: { login, password } })
  expect(answer.statusCode, answer.body).toBe(200)
  const token = answer.cookies.find(({ name }) => name === COOKIE)?.value ?? ''
  const cookie = `${COOKIE}=${token}`
  const ask = async (url: string) => {
    const { statusCode: status, body } = await app.inject({ url, headers: { cookie } })
    return { status, body: JSON.parse(body) as ReturnType<JSON['parse']> }
  }
  const { csrf } = (await ask('/api/me')).body as { csrf: string }
  const act = async (url: string) =>
    (await app.inject({ method: 'POST', url, headers: { cookie, 'x-csrf-token': csrf }, payload: {} })).statusCode
  return { ended: answer.json<{ ended: { address: string }[] }>().ended, token, ask, act }
}
const told = async ({ ask }: { ask: (url: string) => Promise<{ status: number; body: ReturnType<JSON['parse']> }> }) => {
  const { status, body } = await ask('/api/me')
  return status === 200 ? undefined : (body.error.message as string)
}

test('given as many sign-ins as an account may have, when it signs in once more, then the oldest ends, and both are told', async () => {
  const first = await enter('moving', '203.0.113.1')
  city.wait(MINUTE)
  const second = await enter('moving', '203.0.113.2')
  expect(second.ended).toEqual([])
  city.wait(MINUTE)
  const third = await enter('moving', '203.0.113.3')
  expect(third.ended).toMatchObject([{ address: '203.0.113.1' }])
  expect(await told(first)).toContain('又在别处登录')
  expect(await told(second)).toBeUndefined()
  expect(await told(third)).toBeUndefined()
  const { rows } = (await (await city.as('audit_admin')).get('/api/audit?kind=session_ended&q=moving')).body
  expect(rows).toMatchObject([{ detail: { why: '超过同时登录数', from: '203.0.113.1' } }])
})

test('given nothing done for so long, or a whole shift, then the session ends and says which', async () => {
  const idle = await enter('resting', '203.0.113.1')
  city.wait(31 * MINUTE)
  expect(await told(idle)).toContain('30 分钟没有操作')
  const busy = await enter('resting', '203.0.113.1')
  for (let n = 0; n < 23; n++) {
    city.wait(25 * MINUTE)
    expect(await told(busy), `${n}`).toBeUndefined()
  }
  city.wait(26 * MINUTE)
  expect(await told(busy)).toContain('已满 10 小时')
})

test('one sees where one is signed in and ends what is not one’s own; nobody ends another’s, and no token stands there', async () => {
  const here = await enter('leaving', '203.0.113.7')
  city.wait(MINUTE)
  const there = await enter('leaving', '203.0.113.8')
  const stranger = await enter('stranger', '203.0.113.9')
  const { rows, most } = (await here.ask('/api/me/sessions')).body as {
    rows: { id: string; here: boolean; address: string }[]
    most: number
  }
  expect(most).toBe(2)
  expect(rows).toMatchObject([
    { here: true, address: '203.0.113.7', device: 'Chrome · Windows' },
    { here: false, address: '203.0.113.8' },
  ])
  expect(JSON.stringify(rows)).not.toContain(there.token.slice(0, 8))
  const [mine, other] = rows.map(({ id }) => `/api/me/sessions/${id}/end`)
  expect(await stranger.act(other ?? '')).toBe(404)
  // Leaving here is 退出, which asks what is in hand.
  expect(await here.act(mine ?? '')).toBe(404)
  expect(await here.act(other ?? '')).toBe(200)
  expect(await here.act(other ?? '')).toBe(404)
  expect(await told(there)).toContain('我的账号')
  expect(await told(here)).toBeUndefined()
  expect(await told(stranger)).toBeUndefined()
})
