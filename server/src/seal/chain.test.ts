/** The canonical form, the hash, and that every way of writing chains its events. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from '../../test/rig.ts'
import { roadOf } from '../../../scenarios/road.ts'
import { gmCrypto } from '../text/crypto.ts'
import { canonical } from './canonical.ts'
import { chained, saidBy } from './chain.ts'

const crypto = gmCrypto(Buffer.alloc(64, 7))
const event = { noun: 'order', stream: 's', seq: 1, type: 't', at: '2024-11-04T01:00:00.000Z', actor: 'a', post: 'p', body: { type: 't' } }
const RECORDED = '2024-11-04T01:00:00.001Z'

describe('the canonical form', () => {
  test('given the same content in another order of keys and with what JSON leaves out, then it is the same text', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined, e: true })).toBe(canonical({ e: true, b: [1, { c: 'x', d: null }] }))
    expect(canonical({ b: [1, 2] })).not.toBe(canonical({ b: [2, 1] }))
    expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }))
  })
})

describe('the chain of a stream', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-04T09:00')
  })
  afterAll(() => city.close())

  test('given any value, when PostgreSQL keeps it as jsonb, then its canonical form is what it was', async () => {
    const key = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((k) => k !== '__proto__')
    const json = fc
      .jsonValue({ stringUnit: 'grapheme', maxDepth: 4 })
      .map((value) => JSON.parse(JSON.stringify(value).replaceAll('\\u0000', '')) as unknown)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(json, fc.dictionary(key, json)), { minLength: 1, maxLength: 20 }), async (values) => {
        const { rows } = await city.pool.query<{ back: unknown[] }>('select $1::jsonb as back', [JSON.stringify(values)])
        expect(canonical(rows[0]?.back)).toBe(canonical(values))
      }),
      { numRuns: 60 },
    )
  })

  test('given an event, when anything it says changes, then so does its hash, and every hash after it', () => {
    const hash = (e: typeof event, recordedAt = RECORDED, centre = 'c') => crypto.chain('', saidBy(centre, recordedAt, e))
    const changed = (Object.keys(event) as (keyof typeof event)[]).map((key) =>
      hash({ ...event, [key]: key === 'seq' ? 2 : key === 'body' ? { type: 't', x: 1 } : `${String(event[key])}.` }),
    )
    const all = [
      hash(event),
      hash(event, event.at),
      hash(event, RECORDED, 'd'),
      ...changed,
      crypto.chain(hash(event), saidBy('c', RECORDED, event)),
    ]
    expect(new Set(all).size).toBe(all.length)
    expect(gmCrypto(Buffer.alloc(64, 8)).chain('', saidBy('c', RECORDED, event))).not.toBe(hash(event))
    const second = { ...event, seq: 2 }
    const tail = (first: typeof event) => chained(crypto, 'c', RECORDED, [first, second], new Map()).at(-1)?.hash
    expect(tail(event)).not.toBe(tail({ ...event, actor: 'b' }))
  })

  test('given a centre at work, then each event stands on the one before it and the state tells the last', async () => {
    const road = roadOf(city)
    for (let i = 0; i < 3; i++) await road.call((await road.inHand()).order)
    const { rows } = await city.pool.query<Omit<typeof event, 'at'> & { at: number; recorded_at: number; hash: string }>(
      `select noun, stream, seq, type, at, recorded_at, actor, post, body, encode(hash, 'base64') as hash from event order by noun, stream, seq`,
    )
    expect(rows.length).toBeGreaterThan(12)
    const heads = new Map<string, string>()
    const iso = (ms: number) => new Date(ms).toISOString()
    for (const { recorded_at, at, hash, ...e } of rows)
      expect(chained(crypto, city.centre, iso(recorded_at), [{ ...e, at: iso(at) }], heads)[0]?.hash).toBe(hash)
    const { rows: orders } = await city.pool.query<{ id: string; chain: string }>(`select id, state->>'chain' as chain from work_order`)
    expect(orders.map(({ id, chain }) => [heads.get(`order:${id}`), chain]).every(([head, chain]) => head === chain)).toBe(true)
  })
})
