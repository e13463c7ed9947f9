/** What 删除个人信息 reaches beside the values: contents of files, words of the search index, and backups of before, which bring nothing back. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderBlobs } from '../server/src/attachment/blobs.ts'
import { eraseAgain } from '../server/src/erasure/again.ts'
import { destroyFiles } from '../server/src/erasure/files.ts'
import { type ErasedList, erasedList, listErasures, nothingKept } from '../server/src/erasure/list.ts'
import { buildHttp } from '../server/src/http.ts'
import { restoreBackup } from '../server/src/operation/backup/restore.ts'
import { writeBackup } from '../server/src/operation/backup/write.ts'
import { publishedPacks } from '../server/src/pack/packs.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { Remembered } from '../server/src/shell/remembered.ts'
import type { Shell } from '../server/src/shell/shell.ts'
import { emptyDatabase } from '../server/test/empty.ts'
import { foundIn } from '../server/test/lived.ts'
import { jpegOf } from '../server/test/photo.ts'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { done, pleased, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../server/migrations')
const TEMPORARY = path.join(import.meta.dirname, '../.cache/tmp')
const photo = jpegOf('路灯')
const NUMBER = '13955550173'
const basis = '诉求人2024年11月7日书面申请，《个人信息保护法》第四十七条。'

describe('what an erasure reaches', () => {
  let city: City
  let folder: string
  let list: ErasedList
  let head: Person
  let admin: Person
  let unit: Person
  const kept = nothingKept()
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
    await mkdir(TEMPORARY, { recursive: true })
    folder = await mkdtemp(path.join(TEMPORARY, 'erased-'))
    list = erasedList(path.join(folder, 'erased.jsonl'), city.shell.crypto)
    admin = await city.as('business_admin')
    head = await city.as('centre_head')
    unit = await city.as('handler', 'urban')
  })
  afterAll(async () => {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A matter that is over, with a photograph of its person's and a scan of the unit's. */
  async function over(title: string, scan: Buffer) {
    const road = roadOf(city)
    const requester = { kind: 'person', name: '欧阳静仪', callNumber: NUMBER, contactNumber: NUMBER }
    const told = { requester, title, content: `${title}：我是欧阳静仪，请打${NUMBER}。` }
    const { body } = done(await registerLamp(await city.as('agent'), told))
    const matter = { request: body.id as string, order: body.view.state.links[0].order as string }
    await photographed(body.view.state.number as string, body.queryCode as string, scan)
    done(await (await city.as('dispatcher')).post(`/api/orders/${matter.order}/dispatch`, { lead: { unit: 'urban' } }))
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${matter.order}/sign`, { assignment: 1 }))
    const { id: file } = done(await unit.upload(`/api/orders/${matter.order}/attachments?name=a.jpg`, 'image/jpeg', scan)).body as {
      id: string
    }
    await road.call(matter.order, 'connected', 'visit')
    await road.answered(matter.order, { internal: '路灯已修好。', public: '路灯已修好。' })
    city.wait(24 * HOUR)
    await road.callBack(matter.request, pleased)
    return { ...matter, file }
  }
  async function photographed(number: string, code: string, payload: Buffer) {
    const app = await buildHttp(city.shell, { log: false, centre: city.centre, demo: false })
    const headers = { 'content-type': 'image/jpeg', 'x-number': number, 'x-code': code }
    expect((await app.inject({ method: 'POST', url: '/api/public/requests/photos', headers, payload })).statusCode).toBe(200)
    await app.close()
  }
  const erase = async (request: string) => {
    done(await admin.post(`/api/requests/${request}/ask_erasure`, { basis }))
    done(await head.post(`/api/requests/${request}/rule_erasure`, { pass: true }))
  }
  const addresses = async () =>
    (await city.pool.query<{ sha256: string }>('select sha256 from attachment union select sha256 from request_photo order by 1')).rows.map(
      ({ sha256 }) => sha256,
    )
  const lies = (shell: Shell, address: string) =>
    shell.blobs.get(address).then(
      () => true,
      () => false,
    )
  const searched = async (q: string) => {
    const of = async (noun: string) => ((await head.get(`/api/search/${noun}?q=${encodeURIComponent(q)}`)).body.rows as unknown[]).length
    return [await of('requests'), await of('orders')]
  }

  test('given two matters with the same scan, when one is erased, then its words are found no more and the scan goes with the second', async () => {
    const scan = Buffer.concat([photo, Buffer.from('现场照片')])
    const [first, second] = [await over('书院路银杏树下路灯不亮', scan), await over('解放路梧桐树下路灯不亮', scan)]
    const [address = ''] = await addresses()
    expect(await searched('银杏')).toEqual([1, 1])
    await erase(first.request)
    expect(await searched('银杏')).toEqual([0, 0])
    expect(await searched('梧桐')).toEqual([1, 1])
    await destroyFiles(city.shell)
    expect(await lies(city.shell, address)).toBe(true)
    const files = (await unit.get(`/api/orders/${first.order}/attachments`)).body as { id: string; erased?: true }[]
    expect(files.map(({ erased }) => erased)).toEqual([true, true])
    const gone = await unit.get(`/api/orders/${first.order}/attachments/${first.file}`)
    expect([gone.status, gone.body.error.code]).toEqual([410, 'gone'])
    expect((await head.get(`/api/requests/${first.request}/photos`)).body).toEqual([])

    await erase(second.request)
    expect(await destroyFiles(city.shell)).toBe(2)
    expect(await lies(city.shell, address)).toBe(false)
    // A later word on it leaves the index empty.
    done(await admin.post(`/api/requests/${first.request}/correct`, { changes: { title: '银杏树下路灯已修好' }, why: '标题写全。' }))
    expect(await searched('银杏')).toEqual([0, 0])
    await sealAll(city.shell, city.centre)
    expect(await foundIn(city)).toEqual([])
  })

  test('given an erased file, when somebody puts its content back, then the verification names it', async () => {
    const scan = jpegOf('另一张')
    const matter = await over('建设路香樟树下路灯不亮', scan)
    await erase(matter.request)
    await destroyFiles(city.shell)
    const address = await city.shell.blobs.put(scan)
    await sealAll(city.shell, city.centre)
    const found = await foundIn(city)
    expect(found.join()).toContain('的内容还在，经过中已记为删除')
    await city.shell.blobs.destroy(address)
    expect(await foundIn(city)).toEqual([])
  })

  test('given a backup of before an erasure, when it is restored, then the erasure is done again, journalled, and nothing of it can be read', async () => {
    const scan = Buffer.concat([photo, Buffer.from('第三张')])
    const matter = await over('韶山路水杉树下路灯不亮', scan)
    const { file } = await writeBackup({ ...city.shell, program: '1', now: city.now() }, path.join(folder, 'before.backup'))
    await erase(matter.request)
    await destroyFiles(city.shell)
    expect(await listErasures(city.pool, list, kept, city.now())).toBeGreaterThanOrEqual(4)
    expect(await listErasures(city.pool, list, nothingKept(), city.now())).toBe(0)

    const pool = await emptyDatabase()
    const blobs = folderBlobs(path.join(folder, 'restored'), city.shell.crypto)
    await restoreBackup({ pool, blobs, crypto: city.shell.crypto, migrations: MIGRATIONS, erased: list }, file)
    const restored = { ...city.shell, pool, blobs, packs: publishedPacks(pool, city.now, city.shell.crypto), remembered: new Remembered() }
    const { rows } = await pool.query<{ address: string }>('select sha256 as address from attachment where order_id = $1', [matter.order])
    expect(await lies(restored, rows[0]?.address ?? '')).toBe(false)
    const keys = async () =>
      (
        await pool.query<{ n: number }>(
          `select count(*)::int as n from text_value t join event e on e.centre_id = t.centre_id and e.body::text like '%' || t.text_id || '%'
           where e.stream = $1 and t.key is not null`,
          [matter.request],
        )
      ).rows[0]?.n
    expect(await keys()).toBe(0)
    expect(await eraseAgain(restored, list)).toBe(1)
    expect(await eraseAgain(restored, list)).toBe(0)
    const state = await pool.query<{ state: { erasedAt?: number } }>('select state from service_request where id = $1', [matter.request])
    expect(state.rows[0]?.state.erasedAt).toBe(city.now())
    await sealAll(restored, city.centre)
    expect(await foundIn({ ...city, pool, shell: restored })).toEqual([])
    await pool.end()
  })

  test('a line that is not ours has nothing erased', async () => {
    const own = path.join(folder, 'forged.jsonl')
    const line = (await readFile(path.join(folder, 'erased.jsonl'), 'utf8')).split('\n').find((one) => one.includes('"request"')) ?? ''
    const stranger = await over('湖湘路柳树下路灯不亮', Buffer.concat([photo, Buffer.from('第四张')]))
    await writeFile(own, `${JSON.stringify({ ...(JSON.parse(line) as object), stream: stranger.request })}\n{"half":`)
    const said: string[] = []
    expect(await eraseAgain(city.shell, erasedList(own, city.shell.crypto), (one) => said.push(one))).toBe(0)
    expect(said.join()).toContain('有 2 行不完整或不是本系统写的')
  })
})
