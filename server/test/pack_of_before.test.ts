/** A dictionary of before measures were all said in data reads, after the upgrade, like the present one, with the city's own words. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { dictionaryFaults, dictionaryOf } from '@huying/core/measure/dictionary'
import { policyOf } from '@huying/core/policy/policy'
import { parsePack } from '@huying/core/policy/resolve'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, openCity } from './rig.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan')
})
afterAll(() => city.close())

test('given a pack with a list of measures, when it is upgraded, then it is whole and keeps the names, sources and notes it had', async () => {
  const { pool, pack } = city
  const old = [
    { code: 'satisfied-rate', label: '回访满意率', of: 'satisfied', among: 'rated', denominator: '已作评价的回访', note: '市里的说法' },
    { code: 'redo-rate', label: '重办率', of: 'redone', among: 'closed', denominator: '办结工单', assumed: true },
  ]
  await pool.query('update pack set body = $1', [JSON.stringify({ ...pack, measures: old })])
  const sql = await readFile(path.join(import.meta.dirname, '../migrations/000015_measures.sql'), 'utf8')
  await pool.query(sql)
  const { rows } = await pool.query<{ body: unknown }>('select body from pack')
  const read = parsePack(rows[0]?.body)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  // How long things took came later, and comes with the next version that is published.
  const since = Object.entries(pack.measures).filter(([, { as }]) => as !== 'length')
  expect(Object.keys(read.pack.measures).sort()).toEqual(since.map(([code]) => code).sort())
  expect(read.pack.measures['satisfied-rate']).toMatchObject({ label: '回访满意率', note: '市里的说法', assumed: false })
  expect(read.pack.measures['redo-rate']).toMatchObject({ assumed: true })
  const policy = policyOf(read.pack)
  expect(dictionaryFaults(policy)).toEqual([])
  expect(dictionaryOf(policy).get('satisfied-rate')).toMatchObject({ over: 'request', as: 'rate', of: { plus: ['satisfied'] } })
  await pool.query(sql)
  expect((await pool.query<{ body: unknown }>('select body from pack')).rows[0]?.body).toEqual(rows[0]?.body)
})
