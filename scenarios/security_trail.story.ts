/** 全程可追溯: what an archived order went through, as a file that says who, when, from where and why, and proves it. */
import { DAY } from '@huying/core/calendar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundLast, runDue } from '../server/src/seal/runs.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { type City, openCity } from '../server/test/rig.ts'
import { done, type Matter, pleased, type Road, roadOf } from './road.ts'

/** The file as its reader's program reads it: what stands under each heading. */
function rowsIn(csv: string): Record<string, string>[] {
  const [heads = [], ...lines] = csv
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')),
    )
  return lines.map((line) => Object.fromEntries(heads.map((head, i) => [head, line[i] ?? ''])))
}

describe('the trail of an order', () => {
  let city: City
  let road: Road
  let matter: Matter
  const late = '现场核实，设施属岳塘区管养。'
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    road = roadOf(city)
    // Sent to the wrong unit, given back, sent again, its place put right, handled, called back, archived.
    const agent = await city.as('agent')
    const contact = done(await agent.post('/api/contacts', { channel: 'phone', number: '13900000517' })).body.id as string
    matter = await road.inHand({ contact })
    done(await agent.post(`/api/contacts/${contact}/finish`))
    const { request, order } = matter
    const liaison = await city.as('liaison', 'urban')
    const reason = city.pack.returns.reasons[0]?.code
    done(
      await liaison.post(`/api/orders/${order}/request_return`, {
        assignment: 1,
        reason,
        facts: late,
        basis: '职责清单第三条。',
        suggested: 'yuetang',
      }),
    )
    done(
      await (await city.as('dispatch_review')).post(`/api/orders/${order}/rule_return`, {
        assignment: 1,
        granted: false,
        note: '属市级管养。',
      }),
    )
    const place = { region: '430302', text: '雨湖区某小区三栋' }
    const admin = await city.as('business_admin')
    done(await admin.post(`/api/requests/${request}/correct`, { changes: { place }, why: '核听录音，地点听错。' }))
    await road.call(order, 'connected', 'visit')
    await road.answered(order)
    city.wait(DAY)
    await road.callBack(request, pleased)
    done(await (await city.as('centre_head')).post(`/api/orders/${order}/archive`, { cause: city.pack.archive.causes[0]?.code }))
    await sealAll(city.shell, city.centre)
  })
  afterAll(() => city.close())

  const exported = async (post = 'centre_head', unit?: string) => {
    const file = await (await city.as(post, unit)).download(`/api/export/trail?format=csv&order=${matter.order}`)
    expect(file.status).toBe(200)
    return rowsIn(file.content.toString())
  }

  test('SEC-02 an archived order’s trail is whole, each step says who, when, from where and why; a record changed behind it breaks the chain and rings', async () => {
    expect((await road.order(matter.order)).state.stage).toBe('archived')
    const steps = await exported()

    // 时间线完整: all that the journal has of the order, its request, its call and its call-back, in the order of time.
    const { rows: kept } = await city.pool.query<{ noun: string; n: number }>(
      'select noun, count(*)::int as n from event group by noun order by noun',
    )
    expect(kept.map(({ noun }) => noun)).toEqual(['contact', 'order', 'request', 'visit'])
    expect(steps).toHaveLength(kept.reduce((sum, { n }) => sum + n, 0))
    const names = steps.map((step) => step['事项'])
    for (const name of '登记诉求 形成工单 派发 签收 申请退单 退单审核 更正 联系诉求人 拟写答复 签批同意 审核通过 登记回访结果 办结 归档'.split(
      ' ',
    ))
      expect(names).toContain(name)
    const times = steps.map((step) => step['时间'] ?? '')
    expect(times).toEqual(times.toSorted())

    // 每步有人、时、源、因
    for (const step of steps)
      for (const head of ['事项', '岗位', '经办人', '时间', '记录时间', '来源', '原因', '哈希值'])
        expect(step[head], `${head} of ${JSON.stringify(step)}`).not.toBe('')
    const step = (name: string) => steps.find((one) => one['事项'] === name)
    const liaison = await city.as('liaison', 'urban')
    expect(step('申请退单')).toMatchObject({
      岗位: '联络员',
      经办人: liaison.name,
      来源: city.pack.units.find(({ code }) => code === 'urban')?.name,
    })
    expect(step('申请退单')?.['原因']).toBe(`${city.pack.returns.reasons[0]?.label ?? ''}；职责清单第三条。；${late}`)
    expect(step('更正')?.['原因']).toContain('核听录音，地点听错。')
    expect(step('派发')?.['来源']).toMatch(/^(派单员选定|职责清单|.+规则)/)
    expect(step('归档')?.['原因']).toBe(city.pack.archive.causes[0]?.label)
    for (const one of steps) expect(one).toMatchObject({ 哈希校验: '相符', 封存签名: '有效' })
    expect(new Set(steps.map((one) => one['封存号'])).size).toBe(steps.length)
    const { rows: noted } = (await (await city.as('audit_admin')).get('/api/audit?kind=export')).body
    expect(JSON.stringify(noted)).toContain('工单全程记录')

    // 篡改任一记录后哈希链校验失败并告警
    const auditor = await city.as('audit_admin')
    const found = async () => {
      expect((await auditor.post('/api/audit/seal/verify', {})).status).toBe(200)
      expect(await runDue(city.shell)).toBe(true)
      return (await auditor.get('/api/audit/seal')).body.last
    }
    expect(await found()).toMatchObject({ found: 0 })
    expect(await foundLast(city.pool, city.centre)).toBe(0)
    const { rows } = await city.pool.query<{ noun: string; stream: string }>('select distinct noun, stream from event')
    const number = (await road.order(matter.order)).state.number as string
    for (const { noun, stream } of rows) {
      const set = (at: string) => city.pool.query(`update event set at = at ${at} where stream = $1 and seq = 1`, [stream])
      await set(`+ interval '1 minute'`)
      const told = await found()
      expect(told).toMatchObject({ found: 1, findings: [{ message: expect.stringContaining('的第 1 步被改动') as string }] })
      if (noun === 'order') expect(told.findings[0].message).toBe(`工单 ${number} 的第 1 步被改动`)
      expect(await foundLast(city.pool, city.centre)).toBe(1)
      const broken = (await exported()).filter((one) => one['哈希校验'] === '不符')
      expect(broken).toHaveLength(1)
      expect(broken[0]).toMatchObject({ 第几步: '1' })
      await set(`- interval '1 minute'`)
    }
    expect((await auditor.get('/api/audit?kind=verify_found')).body.rows).toHaveLength(rows.length)
  })

  test('given posts that see less, then their file holds less; of what is not theirs there is none, and no number stands in any', async () => {
    const own = await exported('liaison', 'urban')
    expect(own.length).toBeGreaterThan(10)
    expect(own.filter((one) => /^(来电|诉求) /.test(one['记录'] ?? ''))).toEqual([])
    for (const [post, unit] of [
      ['liaison', 'yuetang'],
      ['audit_admin', undefined],
    ] as const)
      expect((await (await city.as(post, unit)).download(`/api/export/trail?order=${matter.order}`)).status).toBe(404)
    expect(JSON.stringify(await exported())).not.toMatch(/1\d{10}/)
  })
})
