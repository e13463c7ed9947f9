/** 限次: guesses, public writing and looks at numbers are counted by all processes together, and by where a request really comes from. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPerson } from '../server/src/account/store.ts'
import { buildHttp } from '../server/src/http.ts'
import { clearing } from '../server/src/operation/clearing.ts'
import { proxiesOf } from '../server/src/operation/proxies.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { roadOf } from './road.ts'

type App = Awaited<ReturnType<typeof buildHttp>>
const MINUTE = 60_000
const number = '13955550173'
const password = 'summer-lake-42'

let city: City
let apps: App[]
/** Several processes over one database; what stands in front of the last is trusted. */
const opensCity = () => {
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    const options = { log: false, centre: city.centre, demo: false } as const
    apps = await Promise.all([undefined, undefined, ['10.1.0.0/16']].map((proxies) => buildHttp(city.shell, { ...options, proxies })))
  })
  afterAll(async () => {
    for (const app of apps) await app.close()
    await city.close()
  })
}
const app = (n: number) => apps[n] ?? expect.fail(`no process ${n}`)
const login = async (n: number, name: string, given: string, from?: string) => {
  const headers = from ? { 'x-forwarded-for': from } : {}
  const payload = { login: name, password: given }
  const answer = await app(n).inject({ method: 'POST', url: '/api/login', payload, headers, remoteAddress: '10.1.2.3' })
  return { status: answer.statusCode, body: answer.json<{ error?: { code: string; message: string } }>() }
}
const person = (name: string) =>
  createPerson(
    city.pool,
    city.centre,
    { login: name, name, password, posts: [{ post: 'agent', unit: city.pack.city.centreUnit }] },
    city.now(),
  )

describe('signing in', () => {
  opensCity()

  test('given five wrong passwords at two processes, then the account rests at both; many at once gain no sixth', async () => {
    await person('careless')
    for (let n = 0; n < 4; n++) expect((await login(n % 2, 'careless', 'wrong')).body.error?.message).toContain(`还可以再试 ${4 - n} 次`)
    expect((await login(0, 'careless', 'wrong')).body.error?.code).toBe('locked')
    expect((await login(1, 'careless', password)).body.error?.code).toBe('locked')
    await person('hurried')
    const many = await Promise.all(Array.from({ length: 12 }, (_, n) => login(n % 2, 'hurried', 'wrong')))
    expect(many.filter(({ body }) => body.error?.code === 'not_signed_in')).toHaveLength(4)
    expect((await login(0, 'hurried', password)).body.error?.code).toBe('locked')
    city.wait(16 * MINUTE)
    expect((await login(1, 'hurried', password)).status).toBe(200)
  })

  test('given many who sign in rightly at once with one account, then nobody is locked out', async () => {
    await person('shared')
    const many = await Promise.all(Array.from({ length: 16 }, () => login(0, 'shared', password)))
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test('a name that is nobody’s counts and rests the same way', async () => {
    for (let n = 0; n < 4; n++) expect((await login(n % 2, 'nobody', 'wrong')).body.error?.message).toContain(`还可以再试 ${4 - n} 次`)
    expect((await login(0, 'nobody', 'wrong')).body.error?.code).toBe('locked')
    expect((await login(1, 'nobody', 'wrong')).body.error?.code).toBe('locked')
    city.wait(16 * MINUTE)
    expect((await login(1, 'nobody', 'wrong')).body.error?.message).toContain('还可以再试 4 次')
  })

  test('with another’s session nobody tries out his code or his password', async () => {
    const owner = await city.as('agent', undefined, '被冒用者')
    const guess = () => owner.post('/api/me/password', { current: 'guess', next: 'another-lake-43' })
    for (let n = 0; n < 5; n++) expect((await guess()).body.error.code).toBe('invalid')
    expect((await guess()).body.error).toMatchObject({ code: 'too_many' })
    city.wait(11 * MINUTE)
    expect((await guess()).body.error.code).toBe('invalid')
  })
})

describe('where a request comes from', () => {
  opensCity()

  test('given X-Forwarded-For, then it is believed from a trusted proxy only, on record and for limits', async () => {
    const catalogue = async (n: number, from: string, headers: Record<string, string>) =>
      (await app(n).inject({ method: 'POST', url: '/api/public/follow', payload: {}, remoteAddress: from, headers })).statusCode
    // Not trusted: whatever the header says, one sender is one.
    for (let n = 0; n < 30; n++) expect(await catalogue(n % 2, '10.1.2.3', { 'x-forwarded-for': `203.0.113.${n}` })).toBe(400)
    expect(await catalogue(0, '10.1.2.3', { 'x-forwarded-for': '203.0.113.200' })).toBe(429)
    // Trusted: each citizen behind it by himself; whoever is not the proxy gains nothing by the header.
    expect(await catalogue(2, '10.1.2.3', { 'x-forwarded-for': '203.0.113.200' })).toBe(400)
    expect(await catalogue(2, '10.9.9.9', { 'x-forwarded-for': '10.1.2.3' })).toBe(400)
    for (let n = 0; n < 30; n++) await catalogue(2, '198.51.100.7', { 'x-forwarded-for': `203.0.113.${n}` })
    expect(await catalogue(2, '198.51.100.7', { 'x-forwarded-for': '203.0.113.201' })).toBe(429)

    await person('traced')
    expect((await login(0, 'traced', password, '203.0.113.9')).status).toBe(200)
    expect((await login(2, 'traced', password, '203.0.113.9')).status).toBe(200)
    const auditor = await city.as('audit_admin')
    const { rows } = (await auditor.get('/api/audit?kind=login&q=traced')).body as { rows: { address: string }[] }
    expect(rows.map(({ address }) => address).sort()).toEqual(['10.1.2.3', '203.0.113.9'])
  })

  test('given a wrong setting, then it is refused by its words', () => {
    expect(proxiesOf(undefined)).toEqual([])
    expect(proxiesOf('10.0.0.1, 10.2.0.0/16,fd00::/8')).toEqual(['10.0.0.1', '10.2.0.0/16', 'fd00::/8'])
    for (const wrong of ['proxy', '10.0.0.1/33', '10.0.0.0/0', '10.0.0.1/8/8', 'fd00::/129']) expect(() => proxiesOf(wrong)).toThrow(wrong)
  })

  test('what has run out is cleared at night, and nobody’s address lies in it', async () => {
    const { rows } = await city.pool.query<{ all: string }>('select t::text as all from tally t')
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.filter(({ all }) => /10\.1\.2\.3|203\.0\.113/.test(all))).toEqual([])
    city.wait(24 * 60 * MINUTE)
    expect(await clearing(city.pool, city.centre).run(city.now())).toMatchObject({ tallies: rows.length })
  })
})

describe('looks at numbers', () => {
  opensCity()
  const looks = async (who: Person, kind: string) => {
    const { rows } = (await (await city.as('audit_admin')).get(`/api/audit?kind=${kind}`)).body as {
      rows: { actor: string; detail: { tail?: string; why?: string } }[]
    }
    return rows.filter(({ actor }) => actor === who.user).map(({ detail }) => detail)
  }

  test('whoever looks up a caller by his number is on record; his own call does not count, every other does, up to the pack’s number', async () => {
    const agent = await city.as('agent')
    const find = (typed: string) => agent.post('/api/callers/find', { number: typed })
    await agent.post('/api/contacts', { channel: 'phone', number })
    expect((await find(number)).status).toBe(200)
    expect((await find(number)).status).toBe(200)
    expect(await looks(agent, 'phone_search')).toEqual([{ tail: '0173', why: 'line' }])
    const most = city.pack.reveals.most?.value ?? 0
    for (let n = 0; n < most; n++) expect((await find(`138${String(n).padStart(8, '0')}`)).status).toBe(200)
    expect((await find('13911112222')).body.error.code).toBe('too_many')
    expect((await find('13911112222')).body.error.code).toBe('too_many')
    expect((await find(number)).status).toBe(200)
    expect(await looks(agent, 'phone_search')).toHaveLength(most + 1)
    expect(await looks(agent, 'reveal_limited')).toHaveLength(1)
    city.wait(61 * MINUTE)
    expect((await find('13911112222')).status).toBe(200)
  })

  test('many looks at once are not more than one after another', async () => {
    const { request } = await roadOf(city).inHand()
    const agent = await city.as('dispatcher')
    const all = await Promise.all(Array.from({ length: 70 }, () => agent.post(`/api/requests/${request}/reveal`, { why: '核对号码' })))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(city.pack.reveals.most?.value ?? 0)
  })
})
