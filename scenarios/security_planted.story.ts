/**
 * domain.md §8-7: what identifies a person is planted wherever somebody can write it, an ordinary and a confidential matter walk the loop,
 * and then everything that leaves the system or lies in it is searched: no table, file, log line, answer or message shows it.
 */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openChromium } from '../house/browser.ts'
import { folderBlobs } from '../server/src/attachment/blobs.ts'
import { buildHttp } from '../server/src/http.ts'
import { fileOnDisk } from '../server/src/import/rows.ts'
import { importRequests } from '../server/src/import/run.ts'
import { COOKIE } from '../server/src/session.ts'
import { logInto } from '../server/test/logging.ts'
import { jpegOf } from '../server/test/photo.ts'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import type { Post } from '@huying/core/policy/schema'
import { done, roadOf } from './road.ts'

/** Of each person another value of every kind. */
interface Planted {
  name: string
  number: string
  landline: string
  id: string
  card: string
  plate: string
  mail: string
  address: string
}
const OPEN: Planted = {
  name: '欧阳静仪',
  number: '13955550173',
  landline: '0731-58261234',
  id: '11010519491231002X',
  card: '4111111111111111',
  plate: '湘C12345',
  mail: 'jingyi.ouyang@example.cn',
  address: '书院路家属院六栋二单元',
}
const SECRET: Planted = {
  name: '司马长风',
  number: '13877770456',
  landline: '0731-58269876',
  id: '440524188001010014',
  card: '5500005555555559',
  plate: '湘AD12345',
  mail: 'changfeng@example.com',
  address: '建设北路老厂宿舍九栋',
}
const all = (p: Planted) => Object.values(p) as string[]
const PLANTED = [...all(OPEN), ...all(SECRET)]
const says = (text: string) => PLANTED.filter((value) => text.includes(value))
/** As people write: everything in one breath. */
const told = (p: Planted) =>
  `我叫${p.name}，手机${p.number}，座机${p.landline}，身份证${p.id}，卡号${p.card}，车牌${p.plate}，邮箱${p.mail}，住${p.address}。`

describe('planted values', () => {
  let city: City
  let files: string
  const logged: string[] = []
  const ids: Record<'request' | 'order' | 'visit' | 'contact', string[]> = { request: [], order: [], visit: [], contact: [] }
  const errors: string[] = []

  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
    files = await mkdtemp(path.join(tmpdir(), 'huying-planted-'))
    city.shell.blobs = folderBlobs(files, city.shell.crypto)
    for (const p of [OPEN, SECRET]) await walkTheLoop(p, p === SECRET)
    await importThem()
    await city.settle()
  }, 120_000)
  afterAll(() => city.close())

  async function walkTheLoop(p: Planted, confidential: boolean) {
    const road = roadOf(city)
    const agent = await city.as('agent')
    const liaison = await city.as('liaison', 'urban')
    const contact = done(await agent.post('/api/contacts', { channel: 'phone', number: p.number })).body.id as string
    done(await agent.post('/api/drafts', { label: `${p.number}来电`, body: { content: told(p) }, parked: true }))
    const requester = {
      kind: 'person',
      name: p.name,
      callNumber: p.number,
      contactNumber: p.landline,
      address: p.address,
      company: `联系${p.number}`,
    }
    const { request, order } = await road.inHand({
      contact,
      confidential,
      requester,
      title: `路灯不亮请打${p.number}`,
      content: told(p),
      wants: `修好后回${p.number}`,
      since: `上周，打${p.number}`,
    })
    ids.request.push(request)
    ids.order.push(order)
    ids.contact.push(contact)
    done(await agent.post(`/api/requests/${request}/append`, { text: `补充：${told(p)}` }))
    done(
      await liaison.post(`/api/orders/${order}/report_progress`, {
        assignment: 1,
        kind: 'explanation',
        text: `现场${told(p)}`,
        tell: true,
      }),
    )
    const photo = jpegOf(told(p))
    done(await liaison.upload(`/api/orders/${order}/attachments?name=${encodeURIComponent(`${p.id}.jpg`)}`, 'image/jpeg', photo))
    done(await liaison.post(`/api/orders/${order}/drafts/1`, { body: { internal: told(p) } }))
    await road.call(order, 'connected', 'visit')
    await road.answered(order, { internal: `已联系：${told(p)}`, public: `${told(p)}路灯已修好。` })
    if (!confidential) done(await liaison.post(`/api/orders/${order}/members/${request}/reveal`, { why: `回电${p.number}` }))
    done(await agent.post(`/api/search/requests/by-phone`, { number: p.number, why: `核对${p.number}` }))
    city.wait(24 * HOUR)
    const said = { solved: 'solved', satisfied: city.pack.visit.scale.value[0]?.code }
    // A confidential person is called by nobody of the call-back desk: he says so himself.
    if (confidential) done(await agent.post(`/api/requests/${request}/rate`, { ...said, solved: true, text: told(p) }))
    else await road.callBack(request, { ...said, contacted: true, words: told(p) })
    const { rows } = await city.pool.query<{ id: string }>('select id from visit where request_id = $1', [request])
    ids.visit.push(...rows.map((r) => r.id))
    const admin = await city.as('business_admin')
    done(await admin.post(`/api/requests/${request}/correct`, { changes: { contactNumber: p.number }, why: `核听录音：${p.number}` }))
    // What is refused must not throw it back, nor what is malformed.
    for (const reply of [
      await agent.post('/api/requests', { channel: told(p) }),
      await agent.post('/api/requests', { ...requester, requester: { kind: p.number, name: 7 } }),
      await agent.post('/api/callers/find', { number: p.number, more: told(p) }),
      await agent.post(`/api/requests/${request}/append`, { text: told(p), fills: { place: p.number } }),
      await agent.post('/api/search/orders/by-phone', { number: p.number }),
      await liaison.post(`/api/orders/${order}/reply`, {
        assignment: 1,
        isTrue: true,
        solved: 'solved',
        internal: told(p),
        public: told(p),
      }),
      await city.anyone.post('/api/login', { login: p.number, password: told(p) }),
      await city.anyone.post('/api/public/follow', { number: p.number, code: p.id }),
    ]) {
      expect(reply.status).toBeGreaterThanOrEqual(400)
      errors.push(JSON.stringify(reply.body))
    }
  }

  /** An old system's file has no field for the address: in its free text nobody can tell it from the place of the matter. */
  async function importThem() {
    const file = path.join(files, '..', `${path.basename(files)}.jsonl`)
    const rows = [OPEN, SECRET].map((p, i) => ({
      编号: `旧${i}`,
      时间: '2024-10-01 09:00',
      标题: `请打${p.number}`,
      内容: told(p).replace(`，住${p.address}`, ''),
      电话: p.number,
      姓名: p.name,
    }))
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    const columns = { key: '编号', at: '时间', title: '标题', content: '内容', phone: '电话', name: '姓名' }
    const mapping = { source: '旧系统', timeZone: '+08:00', columns, constants: { category: 'urban.lighting' } }
    const result = await importRequests(city.shell, city.centre, fileOnDisk(file), {
      as: 'history',
      source: '旧系统',
      mapping,
      faulty: (_row, why) => errors.push(`import: ${why}`),
    })
    expect(result, errors.at(-1)).toMatchObject({ read: 2, added: 2 })
  }

  test('no table of the database shows one', async () => {
    const { rows: tables } = await city.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'pack'`,
    )
    for (const { name } of tables) {
      const { rows } = await city.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
      for (const { row } of rows) expect(says(row), `${name}: ${row.slice(0, 600)}`).toEqual([])
    }
    // Nor what the database keeps about its columns, for its planner.
    const { rows: kept } = await city.pool.query<{ row: string }>(
      `select to_jsonb(s)::text as row from pg_stats s where schemaname = 'public'`,
    )
    expect(says(kept.map(({ row }) => row).join('\n'))).toEqual([])
  })

  test('no file in the attachments’ folder shows one', async () => {
    const names = (await readdir(files, { recursive: true, withFileTypes: true })).filter((f) => f.isFile())
    expect(names.length).toBeGreaterThan(0)
    for (const f of names) {
      expect(says(f.name)).toEqual([])
      expect(says(await readFile(path.join(f.parentPath, f.name), 'utf8'))).toEqual([])
    }
  })

  test('no error message, refused or malformed, gives one back', () => {
    expect(errors.flatMap(says)).toEqual([])
  })

  test('no page of any post shows one, nor do metrics, lists, exports and the log of all of it', async () => {
    const log = logInto(logged)
    const app = await buildHttp(city.shell, { log, centre: city.centre, demo: false })
    const routes = Object.entries((await app.inject('/api/docs')).json<{ paths: Record<string, Record<string, unknown>> }>().paths)
      .filter(([address, methods]) => 'get' in methods && !address.includes('changes'))
      .map(([address]) => address)
    expect(routes.length).toBeGreaterThan(60)
    const people: Person[] = []
    // One of each kind: posts that read the same pages with the same scope are answered alike.
    const kindOf = ({ belongs, scope, pages }: Post) => JSON.stringify([belongs, scope, pages])
    const kinds = new Map(city.pack.posts.map((post) => [kindOf(post), post]))
    for (const { code, belongs } of kinds.values())
      people.push(await city.as(code, belongs === 'unit' ? 'urban' : undefined, `读者${code}`))
    let answers = 0
    for (const person of people) {
      for (const address of routes.flatMap(filled)) {
        const answer = await app.inject({ method: 'GET', url: address, headers: { cookie: `${COOKIE}=${person.token}` } })
        if (answer.statusCode === 200) answers++
        expect(says(answer.body), `${person.name} ${address} ${answer.body.slice(0, 400)}`).toEqual([])
      }
    }
    expect(answers).toBeGreaterThan(60 * people.length * 0.3)
    // A number typed into an address, by mistake, is not logged either.
    await app.inject({ method: 'GET', url: `/api/search/orders?q=${OPEN.number}`, headers: { cookie: `${COOKIE}=${people[0]?.token}` } })
    await app.inject({ method: 'GET', url: `/api/nothing/${OPEN.number}` })
    expect(logged.length).toBeGreaterThan(100)
    expect(says(logged.join('\n'))).toEqual([])
    await app.close()
  }, 120_000)

  test.skipIf(!hasBrowser)(
    'a browser keeps none, whichever post used the desk',
    async () => {
      const chromium = await openChromium(city)
      try {
        for (const post of ['agent', 'dispatcher', 'centre_head', 'liaison', 'audit_admin']) {
          const person = await city.as(post, post === 'liaison' ? 'urban' : undefined, '读者')
          const page = await chromium.open('/desk/', person)
          for (const address of [`/orders/${ids.order[0] ?? ''}`, '/search?q=路灯', '/audit', '/pool', '/account']) {
            await page.goto(new URL(`/desk${address}`, page.url()).toString())
            await page.locator('h1').first().waitFor({ state: 'attached' })
          }
          const kept = await page.evaluate(inBrowser)
          // Nothing is kept in a database of the browser: what stood there could not be told from here.
          expect(kept.databases).toBe(0)
          expect(says(kept.text), post).toEqual([])
          await page.close()
        }
      } finally {
        await chromium.close()
      }
    },
    300_000,
  )

  /** A route with ids of what was planted in it. */
  function filled(address: string): string[] {
    const own = /^\/api\/(request|order|visit|contact)s\//.exec(address)?.[1] as keyof typeof ids | undefined
    const some = own ? ids[own] : ['-']
    return some.map((id) =>
      address
        .replace('{id}', id)
        .replace('{month}', '2024-11')
        .replace('{no}', '1')
        .replace(/\{\w+\}/g, 'all')
        .replace(/^(.*\/exports?\/.*)$/, '$1?format=csv'),
    )
  }
})

/** Everything that stays in a browser after the page is left; runs there. */
async function inBrowser() {
  const all = (kept: Storage) => JSON.stringify(Object.entries(kept))
  const databases = (await indexedDB.databases()).map(({ name }) => name)
  const stores = 'caches' in globalThis ? await caches.keys() : []
  const answers = await Promise.all(
    stores.map(async (name) => {
      const cache = await caches.open(name)
      return Promise.all((await cache.keys()).map(async (asked) => `${asked.url} ${(await (await cache.match(asked))?.text()) ?? ''}`))
    }),
  )
  return {
    text: [all(localStorage), all(sessionStorage), ...databases, ...answers.flat(), document.cookie].join('\n'),
    databases: databases.length,
  }
}
