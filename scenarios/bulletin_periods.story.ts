/** 通报 of other periods than months: weeks, quarters and any days live as months do, and are compared with the one before. */
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../server/test/rig.ts'
import { officeOf, worked } from './bulletins.ts'
import { done, type Matter, roadOf } from './road.ts'

describe('a week, a quarter and some days', () => {
  let city: City
  let late: Matter | undefined
  const weekly = (period: string) => officeOf(city, period, 'weekly')
  const issued = async (office: ReturnType<typeof officeOf>, more = {}) => {
    const id = await office.close(more)
    const analyst = await city.as('analyst')
    done(await office.write(id, 'problems', '本期受理 {accepted} 件，{period}。'))
    done(await office.beginCheck(id))
    for (const unit of (await office.read(id)).state.units) done(await (await city.as('liaison', unit)).post(office.at(id, 'confirm')))
    for (const act of ['finalise', 'submit']) done(await analyst.post(office.at(id, act)))
    done(await office.issue(id))
    return id
  }
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    // Taken and finished in the week of 4 November; one finished on the 20th only.
    late = (await worked(city, 3, [1]))[1]
    city.at('2024-11-13T09:00')
    await roadOf(city, 'urban').inHand()
    city.at('2024-12-02T09:00')
  }, 120_000)
  afterAll(() => city.close())

  test('the pack says which there are and how a period of each is written', async () => {
    const analyst = await city.as('analyst')
    const { kinds } = done(await analyst.get('/api/editions')).body
    expect(kinds.map(({ code, period }: { code: string; period: string }) => [code, period])).toEqual([
      ...[
        ['monthly', 'month'],
        ['weekly', 'week'],
        ['quarterly', 'quarter'],
        ['yearly', 'year'],
        ['special', 'days'],
      ],
    ])
    const close = async (kind: string, period: string) => (await analyst.post('/api/editions', { kind, period })).body.error
    expect(await close('weekly', '2024-11')).toMatchObject({
      code: 'invalid',
      field: 'period',
      message: '“周报”的统计期须写为周，如 2024-W45',
    })
    expect(await close('quarterly', '2024-Q4')).toMatchObject({ code: 'deadline', field: 'cutoff' })
    expect(await close('special', '2024-11-10~2024-11-04')).toMatchObject({ code: 'invalid', field: 'period' })
  })

  test('a week is frozen, issued and numbered by itself, and the next is compared with it as it was issued', async () => {
    const first = await issued(weekly('2024-W45'))
    const [sheet, figures] = [await weekly('2024-W45').sheet(first), await weekly('2024-W45').figures(first)]
    expect(sheet.title).toContain('2024 年第 45 周（11 月 4 日至 11 月 10 日）')
    expect([sheet.number, sheet.compared]).toEqual(['2024年周报第1期', undefined])
    expect([figures.requests.accepted, figures.orders.opened]).toEqual([3, 3])
    expect(figures.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true)

    const second = await issued(weekly('2024-W46'))
    const next = await weekly('2024-W46').sheet(second)
    expect(next.number).toBe('2024年周报第2期')
    expect(next.compared).toMatchObject({ period: sheet.title.match(/2024 年第 45 周（.*）/)?.[0], no: 1 })
    const accepted = next.compared.figures.find(({ figure }: { figure: string }) => figure === 'accepted')
    expect(accepted).toMatchObject({ before: '3', after: '1', change: '-2', growth: '-66.67%' })
    expect(next.sections[0].tables.map(({ title }: { title: string }) => title)).toContain(`与上期（${next.compared.period}）相比`)

    // The earlier week is corrected: what it was compared with stays what was issued then.
    await issued(weekly('2024-W45'), { why: '文字有误。' })
    expect((await weekly('2024-W46').sheet(second)).compared).toEqual(next.compared)
  }, 60_000)

  test('what is finished in the period counts as finished in it, whenever it was accepted and due', async () => {
    const days = officeOf(city, '2024-11-18~2024-11-24', 'special')
    const id = await days.close()
    const found = (await days.figures(id)).measures.find(({ code }: { code: string }) => code === 'closed-in-period')
    expect(found).toMatchObject({ numerator: 1 })
    expect((await days.rows(id, 'rate=closed-in-period')).map(({ order }) => order)).toEqual([late?.order])
    const live = await (await city.as('analyst')).get('/api/measures/query?measures=closed-in-period&from=2024-11-18&to=2024-11-24')
    expect(done(live).body.total.values[0].cell.numerator).toBe(1)
  })

  test('a correction keeps the cut-off of what it corrects unless it is told another', async () => {
    const november = officeOf(city)
    const id = await november.close()
    await november.submitted(id)
    done(await november.issue(id))
    city.at('2024-12-05T10:00')
    const request = late?.request ?? ''
    const admin = await city.as('business_admin')
    done(await admin.post(`/api/requests/${request}/correct`, { changes: { type: 'complaint' }, why: '核听录音，属投诉。' }))
    const same = await november.close({ why: '文字有误。' })
    const [old, again] = [await november.sheet(id), await november.sheet(same)]
    expect([again.cutoff, again.facts, again.changes.figures]).toEqual([old.cutoff, old.facts, []])
    done(await (await city.as('analyst')).post(november.at(same, 'void'), { why: '应计入订正。' }))
    const told = await november.close({ why: '一件类型有误。', cutoff: '2024-12-05T10:00' })
    expect((await november.sheet(told)).changes.figures).toHaveLength(2)
  }, 60_000)

  test('the whole paper is a document of a word processor', async () => {
    const { rows } = done(await (await city.as('analyst')).get('/api/editions?period=2024-W46')).body
    const file = await (await city.as('analyst')).download(`/api/editions/${rows[0].id}/sheet?format=docx`)
    expect([file.status, file.type]).toEqual([200, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'])
    const text = documentText(file.content)
    for (const said of [
      '周报',
      '2024年周报第2期',
      '一、平台运行情况',
      '各承办单位：',
      '附件 1',
      '平台运行情况统计表',
      '主要指标',
      '热线成员单位',
    ])
      expect(text).toContain(said)
    expect(text).not.toMatch(/undefined|NaN|\{[a-z]+\}/i)
  })
})

/** The words of a .docx: `word/document.xml` of the archive, found by its central directory, without its marks. */
function documentText(archive: Buffer): string {
  for (let at = archive.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = archive.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, size, length, offset] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ]
    if (archive.toString('utf8', at + 46, at + 46 + length) !== 'word/document.xml') continue
    const from = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
    const body = archive.subarray(from, from + size)
    return (method === 8 ? inflateRawSync(body) : body).toString('utf8').replace(/<[^>]+>/g, '')
  }
  return ''
}
