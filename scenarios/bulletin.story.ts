/** 通报: closed, checked, finalised, approved, issued, corrected; and nothing that happens later changes what was printed. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../server/src/cli/run.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { type Office, officeOf, worked } from './bulletins.ts'
import { done, type Matter, roadOf } from './road.ts'

const among = (onTimeAmong: 'due' | 'dispatched') => (pack: City['pack']) => ({
  ...pack,
  onTimeAmong: { value: onTimeAmong, assumed: true },
})

describe('a month that is closed', () => {
  let city: City
  let office: Office
  let matters: Matter[]
  let first: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00', among('due'))
    office = officeOf(city)
    matters = await worked(city, 5, [2])
    city.at('2024-12-01T09:00')
    first = await office.close()
  }, 120_000)
  afterAll(() => city.close())
  const terminal = (said: string[]) => ({ home: '.', say: (line: string) => void said.push(line) })

  test('its figures are those of the month as it stood; from the rate one drills to the row that is missing (domain 8-9)', async () => {
    const live = await roadOf(city).bulletin()
    const frozen = await office.figures(first)
    for (const name of ['requests', 'types', 'units', 'onTime', 'satisfied', 'closed', 'contacted', 'orders'])
      expect([name, frozen[name]]).toEqual([name, live[name]])
    expect(frozen.onTime).toMatchObject({ numerator: 4, denominator: 5, percent: '80.00%' })
    const missed = await office.rows(first, 'rate=onTime&part=rest')
    expect(missed.map(({ order, value }) => [order, value])).toEqual([[matters[2]?.order, 1]])
    const ofUnit = await office.rows(first, 'rate=onTime&part=denominator&dimension=unit&key=urban')
    expect(ofUnit.map(({ order }) => order).sort()).toEqual(matters.map(({ order }) => order).sort())
    expect(await office.rows(first, 'figure=accepted')).toHaveLength(5)
  })

  test('a month is closed once, after it has ended, and not in the future', async () => {
    const analyst = await city.as('analyst')
    const close = async (more: object) => (await analyst.post('/api/editions', { kind: 'monthly', period: '2024-11', ...more })).body.error
    expect(await close({})).toMatchObject({ code: 'already', message: '本期第 1 版还没有印发，请先办完或作废' })
    expect(await close({ period: '2024-12' })).toMatchObject({
      code: 'deadline',
      message: '统计期到 2024-12-31 24:00 为止，期满后才能关账',
    })
    expect(await close({ period: '2024-10', cutoff: '2025-01-01T09:00' })).toMatchObject({ code: 'deadline', field: 'cutoff' })
    expect(await close({ period: '2024-10', cutoff: '2024-11-31T09:00' })).toMatchObject({ code: 'deadline', field: 'cutoff' })
    expect(await close({ kind: 'hourly' })).toMatchObject({ code: 'unknown_code', field: 'kind' })
    expect((await (await city.as('liaison', 'urban')).post('/api/editions', { kind: 'monthly', period: '2024-10' })).status).toBe(403)
  })

  test('ANALYTIC-01 six parts and the addressees stand in it, figures are read-only and from the snapshot; corrected data make a new edition', async () => {
    const refusal = (await office.write(first, 'running', '受理 9999 件')).body.error
    expect(refusal).toMatchObject({ code: 'stage', message: '“一、12345热线平台运行情况”的数字由系统从关账数据填写，不能改写' })
    await office.submitted(first)
    const sheet = await office.sheet(first)
    expect(sheet.sections.map(({ title }: { title: string }) => title)).toEqual([
      ...['一、12345热线平台运行情况', '二、事件办理情况', '三、经验做法', '四、优秀案例', '五、存在问题', '六、下一步要求'],
    ])
    expect(sheet.addressees.map(({ label }: { label: string }) => label)).toEqual(['主送', '报', '发'])
    expect(sheet.addressees.every(({ names }: { names: string[] }) => names.length > 0)).toBe(true)
    const said = (at: number) =>
      sheet.sections[at].paragraphs
        .flat()
        .map((part: string | { value: string }) => (typeof part === 'string' ? part : part.value))
        .join('')
    expect(said(0)).toContain('受理群众诉求 5 件，其中当场答复 0 件')
    // What people write takes its figures from the snapshot too.
    expect(said(4)).toBe('本月受理 5 件，个别工单逾期后才办结，按时办结率 80.00%。')
    expect(sheet.number).toBeNull()
    expect((await (await city.as('analyst')).post(office.at(first, 'issue'))).status).toBe(403)
    done(await office.issue(first))
    expect((await office.sheet(first)).number).toBe('2024年第1期（总第1期）')
    expect((await office.write(first, 'next', '再改一句')).body.error.code).toBe('stage')

    const admin = await city.as('business_admin')
    const [one] = matters
    done(await admin.post(`/api/requests/${one?.request}/correct`, { changes: { type: 'complaint' }, why: '核听录音，属投诉。' }))
    city.at('2024-12-03T10:00')
    const again = await (await city.as('analyst')).post('/api/editions', { kind: 'monthly', period: '2024-11' })
    expect(again.body.error).toMatchObject({ code: 'missing', field: 'why' })
    const second = await office.issued({ why: '一件诉求类型登记有误。', cutoff: '2024-12-03T10:00' })
    const corrected = await office.sheet(second)
    expect([corrected.no, corrected.number]).toEqual([2, '2024年第1期（总第1期） 第 2 版（更正）'])
    const types = corrected.changes.figures.filter(({ label }: { label: string }) => label.startsWith('诉求类型'))
    expect(types).toEqual([
      { label: '诉求类型 · 求助', before: '5', after: '4' },
      { label: '诉求类型 · 投诉', before: '0', after: '1' },
    ])
    expect(corrected.changes.figures).toHaveLength(2)
    const old = await office.read(first)
    expect([old.state.stage, old.state.correctedBy]).toEqual(['corrected', { id: second, no: 2 }])
    expect((await office.sheet(first)).figures).toEqual(sheet.figures)
  }, 60_000)

  test('an order redone after publication changes exactly its own figures in the next edition and nothing in the published one (domain 8-8)', async () => {
    const latest = (await (await city.as('analyst')).get('/api/editions?period=2024-11')).body.rows[0].id as string
    const [before, rows] = [await office.sheet(latest), await office.rows(latest, 'figure=redone')]
    expect(rows).toEqual([])
    city.wait(HOUR)
    const again = matters[1] ?? { order: '', request: '' }
    done(await (await city.as('overseer')).post(`/api/orders/${again.order}/reopen`, { why: '群众反映路灯又灭了。', unit: 'urban' }))
    const after = await office.sheet(latest)
    expect({ ...after, figures: { ...after.figures } }).toEqual(before)
    const said: string[] = []
    expect(await runCommand(['bulletin', 'verify', '--edition', latest], city.shell, terminal(said))).toBe(0)
    expect(said.join('\n')).toContain(`指纹（SM3）${before.facts.hash}：与关账时相符`)

    const next = await office.close({ why: '一件工单印发后重启。', cutoff: '2024-12-03T11:00' })
    const { changes } = await office.sheet(next)
    // One order is not closed any more, and what hangs on that; no other figure moves.
    const moved = changes.figures.map(({ label }: { label: string }) => label)
    expect(moved).toContain('已办结工单')
    expect(moved.filter((label: string) => !/办结|回访|满意|解决|重办|联系/.test(label))).toEqual([])
    const closed = (id: string) => office.rows(id, 'figure=closed').then((all) => all.map(({ order }) => order))
    const gone = (await closed(latest)).filter((order) => order !== again.order)
    expect(await closed(next)).toEqual(gone)
    done(await (await city.as('analyst')).post(office.at(next, 'void'), { why: '待重办结束后再更正。' }))
  }, 60_000)

  test('whatever happens to its orders later, the published edition says the same of the same rows', async () => {
    const latest = (await (await city.as('analyst')).get('/api/editions?period=2024-11')).body.rows.find(
      ({ stage }: { stage: string }) => stage === 'issued',
    ).id as string
    const [sheet, rows] = [await office.sheet(latest), await office.rows(latest, 'rate=onTime&part=denominator')]
    const counted = (found: typeof rows) => found.map(({ id, value, number }) => ({ id, value, number }))
    const acts: Record<string, (m: Matter) => Promise<unknown>> = {
      type: async ({ request }) =>
        (await city.as('business_admin')).post(`/api/requests/${request}/correct`, { changes: { type: 'suggest' }, why: '核听录音。' }),
      place: async ({ request }) =>
        (await city.as('business_admin')).post(`/api/requests/${request}/correct`, {
          changes: { place: { region: '430302', text: '某小区一栋' } },
          why: '核听录音。',
        }),
      urge: async ({ request }) => (await city.as('agent')).post(`/api/requests/${request}/urge`, {}),
      reopen: async ({ order }) => (await city.as('overseer')).post(`/api/orders/${order}/reopen`, { why: '路灯又灭了。', unit: 'urban' }),
      void: async ({ request }) => (await city.as('supervisor_shift')).post(`/api/requests/${request}/void`, { reason: 'test' }),
      mark: async ({ request }) =>
        (await city.as('supervisor_shift')).post(`/api/requests/${request}/mark`, { kind: 'urgent', why: '补标。' }),
    }
    const step = fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(matters.length - 1))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const [act, at] of steps) {
          const matter = matters[at]
          if (matter) await acts[act]?.(matter)
        }
        expect(await office.sheet(latest)).toEqual(sheet)
        expect(counted(await office.rows(latest, 'rate=onTime&part=denominator'))).toEqual(counted(rows))
      }),
      { numRuns: 6 },
    )
    expect(done(await (await city.as('analyst')).get(office.at(latest, 'verify'))).body).toMatchObject({ intact: true, differences: [] })
    const said: string[] = []
    await sealAll(city.shell, city.centre)
    const code = await runCommand(['audit', 'verify', '--centre', city.centre], city.shell, terminal(said))
    expect([code, code ? said.join('\n') : '']).toEqual([0, ''])
  }, 60_000)

  test('the cut-off may lie in the past: what came later is folded away', async () => {
    const said: string[] = []
    const args = [
      'bulletin',
      'close',
      '--centre',
      city.centre,
      '--period',
      '2024-11',
      '--cutoff',
      '2024-12-03T10:00',
      '--why',
      '复算',
      '--json',
    ]
    expect(await runCommand(args, city.shell, terminal(said))).toBe(0)
    const { id } = JSON.parse(said.at(-1) ?? '{}') as { id: string }
    const latest = (await office.read(id)).state.corrects
    const [now, then] = [await office.sheet(id), await office.sheet(latest)]
    expect(now.facts).toEqual(then.facts)
    expect(now.changes.figures).toEqual([])
    done(await (await city.as('analyst')).post(office.at(id, 'void'), { why: '复算完毕。' }))
  })

  test('a month without work has no rate, and says so (domain 8-10)', async () => {
    const quiet = officeOf(city, '2024-09')
    const id = await quiet.close()
    const figures = await quiet.figures(id)
    expect(figures.requests.accepted).toBe(0)
    for (const rate of ['onTheSpot', 'onTime', 'visited', 'satisfied', 'solved', 'contacted', 'closed'])
      expect(figures[rate]).toMatchObject({ numerator: 0, denominator: 0, percent: null })
    const { body: text } = await reading(await city.as('analyst'), quiet.at(id, 'sheet?format=md'))
    expect(text).toContain('按时办结率 —')
    expect(text).not.toMatch(/NaN|Infinity|null|undefined/)
    await quiet.writeAll(id)
    done(await (await city.as('analyst')).post(quiet.at(id, 'finalise')))
    done(await (await city.as('analyst')).post(quiet.at(id, 'submit')))
    done(await quiet.issue(id))
    expect((await quiet.sheet(id)).number).toBe('2024年第2期（总第2期）')
  })

  const reading = async (person: Person, url: string) => ({ body: (await person.download(url)).content.toString() })

  test('what is published, everybody reads in the same words; the rows stay with the centre', async () => {
    const liaison = await city.as('liaison', 'urban')
    const { rows } = (await liaison.get('/api/editions')).body
    expect(rows.map(({ stage }: { stage: string }) => stage)).toEqual(['issued', 'corrected', 'issued'])
    const [latest] = rows
    expect((await office.sheet(latest.id, liaison)).figures).toEqual(await office.figures(latest.id))
    expect((await liaison.get(office.at(latest.id, 'figures/rows?figure=accepted'))).status).toBe(403)
  })
})
