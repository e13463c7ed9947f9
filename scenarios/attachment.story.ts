/** 附件: photographs of the site and the signed 审批单 go with the order; sealed where they lie, read by those who may read the order, on record. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pack } from '@huying/core/policy/schema'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { folderBlobs } from '../server/src/attachment/blobs.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { verify } from '../server/src/seal/verify.ts'
import { jpegOf } from '../server/test/photo.ts'
import { registerLamp } from './telling.ts'

const photo = jpegOf('三栋楼下新装的路灯')
const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from('工单办理审批单 已签字盖章')])
const answer = {
  assignment: 1,
  isTrue: true,
  solved: 'solved',
  internal: '已更换两盏灯具和一段电缆，夜间复查照明正常。',
  public: '三栋至五栋之间的路灯已修好并亮灯，感谢您的反映。',
}
/** A city whose leaders sign on paper. */
const onPaper = (pack: Pack): Pack => ({ ...pack, signing: [{ code: 'paper', label: '纸质签批', mode: 'paper' }] })

describe('attachments', () => {
  let city: City
  let clerk: Person
  let order: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00', onPaper)
    clerk = await city.as('liaison', 'urban')
    const registered = await registerLamp(await city.as('agent'))
    order = `/api/orders/${registered.body.view.state.links[0].order as string}`
    await (await city.as('dispatcher')).post(`${order}/dispatch`, { lead: { unit: 'urban' } })
    await clerk.post(`${order}/sign`, { assignment: 1 })
    await clerk.post(`${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'visit' })
  })
  afterAll(() => city.close())

  const audited = async (kind: string) => {
    const { rows } = await city.pool.query<{ object: string }>(`select object from audit where kind = $1`, [kind])
    return rows.map((r) => r.object)
  }

  test('a photograph goes up, is told by its bytes and not by its name, and comes back as it was, on record', async () => {
    const added = await clerk.upload(`${order}/attachments?name=${encodeURIComponent('../现场照片.jpg')}`, 'image/jpeg', photo)
    expect(added.status, JSON.stringify(added.body)).toBe(200)
    expect(added.body).toMatchObject({ name: '现场照片.jpg', type: 'image/jpeg', size: photo.length, unit: 'urban' })

    const script = await clerk.upload(`${order}/attachments?name=a.jpg`, 'image/jpeg', Buffer.from('<script>alert(1)</script>'))
    expect(script.status).toBe(400)
    expect(script.body.error.message).toBe('只能上传 jpg、png 图片或 pdf 文件，其他格式（如苹果手机的 HEIC）请转换后再上传')
    const html = await clerk.upload(`${order}/attachments?name=a.html`, 'text/html', photo)
    expect(html.status).toBe(415)

    const listed = await clerk.get(`${order}/attachments`)
    expect(listed.body).toEqual([expect.objectContaining({ id: added.body.id, name: '现场照片.jpg' })])
    const read = await clerk.download(`${order}/attachments/${added.body.id as string}`)
    expect(read).toMatchObject({ status: 200, type: 'image/jpeg' })
    expect(read.content.equals(photo)).toBe(true)
    expect(await audited('file_read')).toEqual([added.body.id])
  })

  test('what is a picture and a page at once is stored as a picture and never opened as a page; the same file again is one; an SVG is none', async () => {
    const page = '<html><script>alert(document.cookie)</script></html>'
    const both = jpegOf(page)
    const name = encodeURIComponent('二合一.html.jpg')
    const before = (await clerk.get(`${order}/attachments`)).body.length as number
    const added = await clerk.upload(`${order}/attachments?name=${name}`, 'image/jpeg', both)
    const again = await clerk.upload(`${order}/attachments?name=b.jpg`, 'image/png', both)
    expect(again.body.id).toBe(added.body.id)
    expect((await clerk.get(`${order}/attachments`)).body).toHaveLength(before + 1)
    // What somebody hung on behind the end is not kept at all.
    const tail = await clerk.upload(`${order}/attachments?name=c.jpg`, 'image/jpeg', Buffer.concat([both, Buffer.from(page)]))
    expect(tail.body.id).toBe(added.body.id)
    const { type, headers } = await clerk.download(`${order}/attachments/${added.body.id as string}`)
    expect(type).toBe('image/jpeg')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" })
    expect(headers['content-disposition']).toMatch(/^attachment; /)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    expect((await clerk.upload(`${order}/attachments?name=a.svg`, 'image/svg+xml', svg)).status).toBe(415)
    expect((await clerk.upload(`${order}/attachments?name=a.png`, 'image/png', svg)).status).toBe(400)
    expect((await clerk.upload(`${order}/attachments?name=a.jpg`, 'image/jpeg', Buffer.alloc(21 * 1024 * 1024, photo))).status).toBe(413)
  })

  test('another unit neither sees the list nor the file, nor may it add; who may only look may not add', async () => {
    const [{ id }] = (await clerk.get(`${order}/attachments`)).body as [{ id: string }]
    const other = await city.as('liaison', 'police')
    expect((await other.get(`${order}/attachments`)).status).toBe(404)
    expect((await other.download(`${order}/attachments/${id}`)).status).toBe(404)
    expect((await other.upload(`${order}/attachments?name=b.jpg`, 'image/jpeg', photo)).status).toBe(404)
    const analyst = await city.as('analyst')
    const looked = await analyst.upload(`${order}/attachments?name=b.jpg`, 'image/jpeg', photo)
    expect(looked.status).toBe(403)
    expect(await audited('file_read')).toHaveLength(2)
  })

  test('handle-03 signed on paper: only with a scan of this very order, which the sign-off then names', async () => {
    const [{ id: photoId }] = (await clerk.get(`${order}/attachments`)).body as [{ id: string }]
    const foreign = await clerk.post(`${order}/reply`, { ...answer, attachments: ['01900000-0000-7000-8000-000000000000'] })
    expect(foreign.body.error).toMatchObject({ code: 'not_found', field: 'attachments' })
    const replied = await clerk.post(`${order}/reply`, { ...answer, attachments: [photoId] })
    expect(replied.status, JSON.stringify(replied.body)).toBe(200)
    expect(replied.body.view.state.assignments[0].replies[0].attachments).toEqual([photoId])

    const leader = await city.as('unit_leader', 'urban')
    const bare = await leader.post(`${order}/approve`, { assignment: 1, pass: true, sealed: true })
    expect(bare.body.error).toMatchObject({ code: 'unsigned', field: 'scan' })
    const invented = await leader.post(`${order}/approve`, { assignment: 1, pass: true, sealed: true, scan: 'signed.pdf' })
    expect(invented.body.error).toMatchObject({ code: 'not_found', field: 'scan' })
    const paper = await leader.upload(`${order}/attachments?name=${encodeURIComponent('审批单.pdf')}`, 'application/pdf', scan)
    const signed = await leader.post(`${order}/approve`, { assignment: 1, pass: true, sealed: true, scan: paper.body.id })
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
    const { approval } = signed.body.view.state.assignments[0].replies[0]
    expect(approval).toMatchObject({ mode: 'paper', scan: { attachment: paper.body.id, size: scan.length } })
  })

  test('the sheet for paper carries a code bound to both texts, and the print is on record before it is seen', async () => {
    const id = order.split('/').at(-1) ?? ''
    const sheet = await clerk.post('/api/orders/sheets', { form: 'approval', orders: [id] })
    expect(sheet.status, JSON.stringify(sheet.body)).toBe(200)
    expect(sheet.body.codes).toEqual([
      expect.objectContaining({ order: id, assignment: 1, code: expect.stringMatching(/^\d{6}-\d{4}-1-[A-Z0-9]{6}$/) }),
    ])
    expect(await audited('print')).toEqual([id])
    expect((await (await city.as('liaison', 'police')).post('/api/orders/sheets', { form: 'order', orders: [id] })).status).toBe(404)
  })

  test('SEC-06 a paper comes back five days later as it was; a new one in its place is a new version, and the old one stays', async () => {
    const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex')
    const name = encodeURIComponent('补偿协议.pdf')
    const agreed = Buffer.concat([scan, Buffer.from('补偿协议 第一稿')])
    const first = await clerk.upload(`${order}/attachments?name=${name}`, 'application/pdf', agreed)
    expect(first.body).toMatchObject({ sha256: digest(agreed), version: 1, by: clerk.name, unit: 'urban', at: city.now() })
    city.wait(5 * 24 * HOUR)
    const back = await clerk.download(`${order}/attachments/${first.body.id as string}`)
    expect(digest(back.content)).toBe(first.body.sha256)

    const amended = Buffer.concat([scan, Buffer.from('补偿协议 第二稿')])
    const replace = (by: Person, id: string) => by.upload(`${order}/attachments?name=${name}&replaces=${id}`, 'application/pdf', amended)
    expect((await replace(await city.as('dispatch_review'), first.body.id)).body.error).toMatchObject({
      code: 'forbidden',
      field: 'replaces',
    })
    const second = await replace(clerk, first.body.id)
    expect(second.body).toMatchObject({ version: 2, replaces: first.body.id, sha256: digest(amended) })
    expect((await replace(clerk, first.body.id)).body.error).toMatchObject({ code: 'already' })
    const listed = (await clerk.get(`${order}/attachments`)).body as { id: string; version: number }[]
    expect(listed.filter(({ id }) => [first.body.id, second.body.id].includes(id)).map(({ version }) => version)).toEqual([1, 2])
    expect((await clerk.download(`${order}/attachments/${first.body.id as string}`)).content.equals(agreed)).toBe(true)
    expect((await clerk.download(`${order}/attachments/${second.body.id as string}`)).content.equals(amended)).toBe(true)
    await sealAll(city.shell, city.centre)
    expect((await verify(city.shell, city.centre)).findings).toEqual([])
  })

  test('on the disk lie only sealed files under the digest of what they hold; an altered one is not handed out', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'huying-blobs-'))
    const blobs = folderBlobs(root, city.shell.crypto)
    const address = await blobs.put(photo)
    expect(await blobs.put(photo)).toBe(address)
    const folder = path.join(root, address.slice(0, 2))
    expect(await readdir(folder)).toEqual([address])
    const sealed = await readFile(path.join(folder, address))
    expect(sealed.includes(Buffer.from('JFIF'))).toBe(false)
    expect((await blobs.get(address)).equals(photo)).toBe(true)
    await writeFile(path.join(folder, address), Buffer.concat([sealed.subarray(0, 20), Buffer.from([1]), sealed.subarray(21)]))
    await expect(blobs.get(address)).rejects.toThrow()
  })
})
