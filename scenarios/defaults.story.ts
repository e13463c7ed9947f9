/** 〔默认，待确认〕: what a city took from the catalogue is shown as a default until somebody confirms it by a document. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDue } from '@huying/core/calendar'
import { exportCity } from '../server/src/cli/city.ts'
import { readPack } from '../server/src/pack/folder.ts'
import { type City, openCity, type Person } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

interface Line {
  path: string
  part: string
  label: string
  value: string
  typed?: string
}
const document = {
  title: '本市热线办理规则（样例）',
  number: '×政办发〔2024〕7号',
  publisher: '市政府办公室',
  date: '2024-11-01',
  section: '第五条',
}

describe('values that no document of the city states', () => {
  let city: City
  let admin: Person
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    admin = await city.as('business_admin')
  })
  afterAll(() => city.close())

  const packs = async () => done(await admin.get('/api/business/packs')).body as { version: number; assumed: Line[] }
  const named = async (label: string) => (await packs()).assumed.find((one) => one.label.includes(label))
  const dispatched = async () => {
    const { order } = await roadOf(city).register()
    done(await (await city.as('dispatcher')).post(`/api/orders/${order}/dispatch`, { lead: { unit: 'urban' } }))
    return order
  }
  const shown = async (order: string) => {
    const { clocks } = await roadOf(city).order(order)
    const { due, lines } = clocks.find((c: { kind: string }) => c.kind === 'close')
    const sources = lines.flatMap((line: { source?: object }) => line.source ?? [])
    return { due: formatDue(due), source: sources.at(-1) }
  }

  test('a deadline is changed and confirmed by a document: a new version, on record; orders of the old one keep their mark', async () => {
    const limit = await named('一般件办结 5 个工作日')
    expect(limit).toMatchObject({ part: '时限', value: '5 个工作日', typed: 'length' })
    const before = await dispatched()
    expect(await shown(before)).toMatchObject({ due: '2024-11-11 周一 24:00', source: { assumed: true } })

    const items = [{ path: limit?.path ?? '', value: { amount: 4, unit: 'workday' } }]
    expect((await (await city.as('dispatcher')).post('/api/business/assumed', { items, ...document })).status).toBe(403)
    expect((await admin.post('/api/business/assumed', { items, title: document.title })).status).toBe(400)
    const { version } = done(await admin.post('/api/business/assumed', { items, ...document })).body
    expect(version).toBe(2)
    expect(await named('一般件办结 5 个工作日')).toBeUndefined()
    const again = await admin.post('/api/business/assumed', { items, ...document })
    expect(again.body.error).toMatchObject({ code: 'already' })

    const after = await shown(await dispatched())
    expect(after).toMatchObject({ due: '2024-11-08 周五 24:00', source: document })
    expect(after.source).not.toHaveProperty('assumed')
    expect(await shown(before)).toMatchObject({ due: '2024-11-11 周一 24:00', source: { assumed: true } })
    const records = (await (await city.as('audit_admin')).get('/api/audit?kind=pack_published')).body.rows
    expect(records).toMatchObject([{ detail: { version: 2, number: document.number, confirmed: [{ before: '5 个工作日' }] } }])
  })

  test('many are confirmed as they are by one document; a value that cannot be is refused, and nothing is published', async () => {
    const { assumed, version } = await packs()
    const some = assumed.filter((one) => one.part === '退单')
    const redo = await named('重办次数')
    const wrong = [...some.map(({ path: at }) => ({ path: at })), { path: redo?.path ?? '', value: -1 }]
    const refused = await admin.post('/api/business/assumed', { items: wrong, ...document })
    expect(refused.body.error).toMatchObject({ code: 'invalid', field: 'value', message: expect.stringContaining('重办次数') })
    expect((await packs()).version).toBe(version)
    done(await admin.post('/api/business/assumed', { items: some.map(({ path: at }) => ({ path: at })), ...document }))
    const now = await packs()
    expect(now.assumed.filter((one) => one.part === '退单')).toEqual([])
    expect(now.assumed).toHaveLength(assumed.length - some.length)
    expect((await city.shell.packs.current(city.centre)).policy.pack.returns.perUnit).toMatchObject({
      value: city.pack.returns.perUnit.value,
      source: { number: document.number },
      confirmed: { by: admin.name, day: '2024-11-04' },
    })
  })

  test('the exported folder holds what was confirmed, and can be read again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'huying-pack-'))
    await exportCity(city.shell, city.centre, path.join(folder, 'kept'))
    const read = await readPack(folder, 'kept')
    await rm(folder, { recursive: true })
    if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)))
    expect(read.pack).toEqual((await city.shell.packs.current(city.centre)).policy.pack)
    expect(read.pack.deadlines.find((d) => d.label.includes('一般件办结 4 个工作日'))).toMatchObject({
      limit: { amount: 4, unit: 'workday' },
      source: { number: document.number },
    })
  })
})
