/** 全程可追溯: whoever edits the database by SQL is found, and what he did is named. Two hundred edits: security_tampering.long.story.ts. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAudit } from '../server/src/seal/commands.ts'
import { readHeads } from '../server/src/seal/heads.ts'
import { askNightly, foundLast, runDue } from '../server/src/seal/runs.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { verify } from '../server/src/seal/verify.ts'
import { foundIn, tamperedWith } from '../server/test/lived.ts'
import { type City, openCity } from '../server/test/rig.ts'
import { roadOf } from './road.ts'

describe('tampering', () => {
  test(
    'given 60 edits at random of journal, rows, words, files, records, seals, figures and timers, then each is found and named',
    () => tamperedWith(60, 20241104),
    300_000,
  )
})

describe('a signed head kept elsewhere', () => {
  let city: City
  let folder: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
    folder = await mkdtemp(path.join(tmpdir(), 'huying-heads-'))
  })
  afterAll(() => city.close())

  const audit = async (verb: string, values: { to?: string; head?: string } = {}) => {
    const lines: string[] = []
    const code = await runAudit(verb, { centre: city.centre, ...values }, city.shell, (line) => lines.push(line))
    return { code, lines }
  }

  test('given a head in a file, when everything after a moment is cut off with its batches, then only the head tells', async () => {
    const road = roadOf(city)
    await road.inHand()
    await sealAll(city.shell, city.centre)
    const kept = await city.pool.query<{ batch: number; seal: number; hash: string }>('select batch, seal, hash from seal_head')
    const { order, request } = await road.register()
    const file = path.join(folder, 'heads.jsonl')
    expect((await audit('head', { to: file })).code).toBe(0)
    expect(await readHeads(file)).toHaveLength(1)
    expect(await audit('verify', { head: file })).toMatchObject({ code: 0 })

    // Who has the password and patience takes away every trace of the last request, and goes back to the head before.
    const [before] = kept.rows
    await city.pool.query(`delete from event where stream in ($1, $2)`, [order, request])
    await city.pool.query('delete from seal_batch where batch > $1', [before?.batch])
    await city.pool.query('update seal_head set batch = $1, seal = $2, hash = $3', [before?.batch, before?.seal, before?.hash])
    await city.pool.query('delete from work_order where id = $1', [order])
    await city.pool.query('delete from service_request where id = $1', [request])
    const told = await audit('verify', { head: file })
    expect(told.code).toBe(1)
    expect(told.lines.join('\n')).toMatch(/存证的第 \d+ 批（至第 \d+ 号）已不在数据库中：末尾被截去/)
    expect((await foundIn(city)).join('\n')).not.toContain('存证')
  })

  test('given a head that somebody wrote himself, then its signature does not hold, and a broken line is no head', async () => {
    const file = path.join(folder, 'forged.jsonl')
    const [head] = await readHeads(path.join(folder, 'heads.jsonl'))
    await writeFile(file, `${JSON.stringify({ ...head, seal: 1 })}\n`)
    expect((await verify(city.shell, city.centre, { heads: await readHeads(file) })).findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/签名不符/),
    )
    await writeFile(file, '{"centre":"x"}\n')
    await expect(readHeads(file)).rejects.toThrow('第 1 行不是存证')
    const { lines } = await audit('key')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ algorithm: 'SM2', id: head?.key })
  })
})

describe('the audit administrator', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('given the audit page, when a record is tampered with, then the next look is red, names it, and rings; nobody else may look', async () => {
    const auditor = await city.as('audit_admin')
    const { order } = await roadOf(city).inHand()
    await sealAll(city.shell, city.centre)
    const look = async () => {
      expect((await auditor.post('/api/audit/seal/verify', {})).status).toBe(200)
      expect((await auditor.get('/api/audit/seal')).body.running).toBeDefined()
      // Asked for again while it waits, it stays one.
      expect((await auditor.post('/api/audit/seal/verify', {})).status).toBe(200)
      expect(await runDue(city.shell)).toBe(true)
      expect(await runDue(city.shell)).toBe(false)
      return (await auditor.get('/api/audit/seal')).body
    }
    const rung = async () => (await foundLast(city.pool, city.centre)) > 0
    const clean = await look()
    expect(clean).toMatchObject({ last: { found: 0, findings: [] } })
    expect(clean.sealed).toBeGreaterThan(3)
    expect(await rung()).toBe(false)

    await city.pool.query(`update event set actor = 'x' where stream = $1 and seq = 2`, [order])
    const red = await look()
    const { number } = (await roadOf(city).order(order)).state
    expect(red.last).toMatchObject({ found: 1, findings: [{ message: `工单 ${number as string} 的第 2 步被改动` }] })
    expect(await rung()).toBe(true)
    const { rows } = (await auditor.get('/api/audit?kind=verify_found')).body
    expect(rows).toHaveLength(1)

    for (const post of ['centre_head', 'business_admin', 'system_admin', 'dispatcher']) {
      const other = await city.as(post)
      expect((await other.get('/api/audit/seal')).status).toBe(403)
      expect((await other.post('/api/audit/seal/verify', {})).status).toBe(403)
    }
  })

  test('given a night, then it looks once at what is new since the last look that found nothing; a run whose process died is taken up again', async () => {
    await city.pool.query('delete from verification')
    await city.pool.query(
      `update event set actor = (select actor from event e where e.stream = event.stream and e.seq = 1) where actor = 'x'`,
    )
    city.at('2024-11-06T03:00')
    await askNightly(city.shell)
    await askNightly(city.shell)
    const { rows } = await city.pool.query<{ since: number | null }>('select since from verification')
    expect(rows).toEqual([{ since: null }])
    await city.pool.query(`update verification set started_at = now(), lease_until = $1`, [new Date(city.now() + 60_000).toISOString()])
    expect(await runDue(city.shell)).toBe(false)
    city.wait(120_000)
    expect(await runDue(city.shell)).toBe(true)
  })
})
