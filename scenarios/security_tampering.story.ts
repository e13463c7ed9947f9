/** 全程可追溯: whoever edits the database by SQL is found, and what he did is named. Two hundred edits: security_tampering.long.story.ts. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAudit } from '../server/src/seal/commands.ts'
import { readHeads } from '../server/src/seal/heads.ts'
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
