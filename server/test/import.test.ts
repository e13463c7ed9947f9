/** Files of other systems: every form they come in, whatever is wrong with them, and never twice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileOnDisk } from '../src/import/rows.ts'
import { type ImportOptions, importRequests } from '../src/import/run.ts'
import { type City, openCity } from './rig.ts'

let city: City
let folder: string
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-20T09:00')
  folder = mkdtempSync(path.join(tmpdir(), 'huying-import-'))
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, body: string | Uint8Array) => {
  const file = path.join(folder, name)
  writeFileSync(file, body)
  return file
}
const run = (file: string, options: Partial<ImportOptions> = {}) =>
  importRequests(city.shell, city.centre, fileOnDisk(file), { as: 'history', source: path.basename(file), ...options })
const found = async (text: string) => {
  const analyst = await city.as('supervisor_shift')
  return (await analyst.get(`/api/requests?q=${encodeURIComponent(text)}`)).body.rows as { title: string; number: string }[]
}
const figures = async () => (await (await city.as('analyst')).get('/api/bulletin/2024-10')).body

const HEADS = '编号,标题,内容,受理时间,办结时间,诉求类型,事项,来源渠道,联系电话,答复'
const lamp = (no: string, title: string) =>
  `${no},${title},"路口的灯坏了，""晚上""看不见",2024-10-08 20:15:00,2024/10/12 9:05,求助,市政照明,电话,13800000001,已修复`
/** 路灯不亮 in GB18030: what an office program saves by default. */
const gb18030 = (text: string) => {
  const known = new Map<string, number[]>()
  const decoder = new TextDecoder('gb18030')
  for (let hi = 0x81; hi <= 0xfe; hi++)
    for (let lo = 0x40; lo <= 0xfe; lo++) {
      const bytes = [hi, lo]
      const char = decoder.decode(Uint8Array.from(bytes))
      if (char.length === 1 && !known.has(char)) known.set(char, bytes)
    }
  return Uint8Array.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : (known.get(c) ?? [63]))))
}

describe('history', () => {
  it('goes in from UTF-8 with labels for codes, is found by its words, counts as history and not as accepted, and never twice', async () => {
    const file = write('old.csv', `\uFEFF${HEADS}\r\n${lamp('A1', '湖滨路路灯不亮')}\r\n${lamp('A2', '湖滨路口路灯闪烁')}\r\n`)
    expect(await run(file)).toEqual({ read: 2, added: 2, known: 0, faulty: 0 })
    expect((await found('湖滨路')).map((r) => r.title).sort()).toEqual(['湖滨路口路灯闪烁', '湖滨路路灯不亮'])
    expect(await run(file)).toEqual({ read: 2, added: 0, known: 2, faulty: 0 })
    expect((await figures()).requests.accepted).toBe(0)
    const { rows } = await city.pool.query<{ state: { category: string; channel: string; acceptedAt: number; closedAt: number } }>(
      `select state from service_request where state->'externalNumber' = '"A1"'`,
    )
    expect(rows[0]?.state).toMatchObject({ category: 'urban.lighting', channel: 'phone', acceptedAt: Date.parse('2024-10-08T20:15+08:00') })
    const { rows: timers } = await city.pool.query('select 1 from job')
    expect(timers).toEqual([])
  })

  it('goes in from GB18030', async () => {
    expect(await run(write('gb.csv', gb18030(`${HEADS}\r\n${lamp('G1', '桥头路灯不亮')}\r\n`)))).toMatchObject({ added: 1, faulty: 0 })
    expect(await found('桥头路灯')).toHaveLength(1)
  })

  it('goes in from a workbook', async () => {
    const columns = ['编号', '标题', '内容', '受理时间', '事项'].map((header) => ({ header, key: header }))
    const data = [{ 编号: 'X1', 标题: '公园路灯不亮', 内容: '公园里的灯不亮', 受理时间: '2024-10-09 08:00:00', 事项: 'urban.lighting' }]
    const book = await writeXlsx({ sheets: [{ name: '诉求', columns, data }] })
    expect(await run(write('old.xlsx', book))).toMatchObject({ added: 1, faulty: 0 })
  })

  it('puts what is wrong into a file with its reason; the rest goes in', async () => {
    const rows = [
      { id: 'J1', title: '没有时间', content: '缺时间' },
      { id: 'J2', title: '时间不对', content: '写错', time: '去年' },
      { id: 'J3', time: '2024-10-10' },
      { id: 'J4', title: '事项不认识', content: '别处的事项', time: '2024-10-10', category: '火星' },
      { id: 'J5', title: '巷口路灯不亮', content: '巷口的灯不亮', time: '2024-10-10 21:00' },
    ]
    const file = write('old.jsonl', rows.map((r) => JSON.stringify({ category: 'urban.lighting', ...r })).join('\n'))
    const told: [number, string][] = []
    const faulty: ImportOptions['faulty'] = ({ no }, why) => told.push([no, why.slice(0, 6)])
    expect(await run(file, { faulty })).toEqual({ read: 5, added: 1, known: 0, faulty: 4 })
    expect(told).toEqual([
      [1, '没有受理时间'],
      [2, '受理时间“去'],
      [3, '没有标题，也'],
      [4, '事项“火星”'],
    ])
  })

  it('a dry run says what would go in and leaves nothing', async () => {
    const file = write('dry.csv', `${HEADS}\r\n${lamp('D1', '试运行路灯')}\r\n`)
    expect(await run(file, { dryRun: true })).toMatchObject({ added: 1 })
    expect(await found('试运行路灯')).toEqual([])
  })

  it('goes on where it was broken off', async () => {
    const lines = Array.from({ length: 450 }, (_, i) => lamp(`R${i}`, `断点续传第${i}号灯`))
    const file = write('long.csv', `${HEADS}\r\n${lines.join('\r\n')}\r\n`)
    const broken = run(file, {
      progress: () => {
        throw new Error('断电')
      },
    })
    await expect(broken).rejects.toThrow('断电')
    expect(await run(file)).toEqual({ read: 450, added: 250, known: 200, faulty: 0 })
    expect(await run(file)).toEqual({ read: 450, added: 0, known: 450, faulty: 0 })
  })
})

it('a file of new letters waits for the centre to read it', async () => {
  const file = write('letters.csv', '标题,内容,事项,联系电话\r\n渔场路灯不亮,渔场大堤的灯坏了两周,市政照明,13800000002\r\n')
  expect(await run(file, { as: 'new' })).toMatchObject({ added: 1, faulty: 0 })
  const { rows } = await city.pool.query<{ stage: string }>(`select stage from service_request where title = '渔场路灯不亮'`)
  expect(rows).toEqual([{ stage: 'pending' }])
})

it('goes in by 业务管理: looked at, run dry, run, with the rows that did not go in; another post may not', async () => {
  const body = `${HEADS}\n${lamp('W1', '长堤路灯不亮')}\nW2,没有时间的,内容,,,求助,市政照明,电话,,\n`
  const admin = await city.as('business_admin')
  const sent = await admin.upload('/api/imports?name=old.csv', 'application/octet-stream', Buffer.from(body))
  expect(sent.body).toMatchObject({ heads: HEADS.split(','), mapping: { columns: { title: '标题', at: '受理时间', category: '事项' } } })
  const url = `/api/imports/${sent.body.id}`
  const finished = async () => {
    for (;;) {
      const { body: now } = await admin.get(url)
      if (now.state !== 'running') return now
    }
  }
  const { mapping } = sent.body
  expect((await admin.post(`${url}/run`, { mapping, as: 'history', dryRun: true })).status).toBe(200)
  expect(await finished()).toMatchObject({ state: 'done', read: 2, added: 1, faulty: 1 })
  expect(await found('长堤路灯')).toEqual([])
  await admin.post(`${url}/run`, { mapping, as: 'history', dryRun: false })
  expect(await finished()).toMatchObject({ added: 1, faulty: 1, faults: [{ row: 2, why: '没有受理时间' }] })
  expect(await found('长堤路灯')).toHaveLength(1)
  expect((await (await city.as('agent')).upload('/api/imports?name=old.csv', 'application/octet-stream', Buffer.from(body))).status).toBe(
    403,
  )
})
