/** The sealer: gapless whatever the order of commits, alone or with another, over restarts. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roadOf } from '../../../scenarios/road.ts'
import { type City, openCity } from '../../test/rig.ts'
import { isSigned, signedText } from './batch.ts'
import { decodeMembers, encodeMembers, type Member } from './members.ts'
import { keyOf, signedBy } from './provider.ts'
import { sealAll, sealDue } from './sealer.ts'
import { batchesFrom, headIn, headOf, sealedUpTo } from './store.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

/** Everything that is to be sealed, as `kind:id:seq`. */
async function written(): Promise<string[]> {
  const { rows } = await city.pool.query<{ what: string }>(
    `select noun || ':' || stream || ':' || seq as what from event union all select 'audit:' || audit_id || ':0' from audit
     union all select 'attachment:' || attachment_id || ':0' from attachment union all select 'request_photo:' || photo_id || ':0' from request_photo
     union all select 'pack:00000000-0000-0000-0000-000000000000:' || version from pack`,
  )
  return rows.map(({ what }) => what).sort()
}
const batches = () => batchesFrom(city.pool, city.centre, 1, 10_000)
async function sealed(): Promise<string[]> {
  const runs = (await batches()).flatMap(({ members }) => decodeMembers(members) ?? [])
  return runs.flatMap(({ kind, id, seq, count }) => Array.from({ length: count }, (_, i) => `${kind}:${id}:${seq + i}`)).sort()
}

describe('the sealer', () => {
  test('given members, when they are written as bytes, then they come back', () => {
    const member = fc.record({
      kind: fc.constantFrom('order', 'audit', 'pack', 'visit'),
      id: fc.uuid(),
      seq: fc.nat(1000),
    }) as fc.Arbitrary<Member>
    fc.assert(
      fc.property(fc.array(member), fc.nat(20), (members, run) => {
        const streams = members.flatMap((m) => Array.from({ length: run }, (_, i) => ({ ...m, seq: m.seq + i })))
        const back = (decodeMembers(encodeMembers(streams)) ?? []).flatMap(({ count, ...m }) =>
          Array.from({ length: count }, (_, i) => ({ ...m, seq: m.seq + i })),
        )
        expect(back).toEqual(streams)
      }),
      { numRuns: 100 },
    )
  })

  test('given a centre at work, when it is sealed again and again, then every record has one seal and none is left out', async () => {
    const road = roadOf(city)
    for (let i = 0; i < 4; i++) {
      const { order } = await road.inHand()
      if (i % 2) await sealAll(city.shell, city.centre)
      await road.call(order)
    }
    const last = await sealAll(city.shell, city.centre)
    expect(await sealed()).toEqual(await written())
    expect(last).toBe((await written()).length)
    expect(await sealAll(city.shell, city.centre)).toBe(last)
    let next = 1
    for (const { first, count } of await batches()) {
      expect(first).toBe(next)
      next += count
    }
  })

  test('given a transaction that began first and ends last, then nothing after it is sealed before it, and it keeps its place', async () => {
    const before = await sealAll(city.shell, city.centre)
    const slow = await city.pool.connect()
    try {
      await slow.query('begin')
      await slow.query(
        `insert into audit (centre_id, audit_id, at, actor, post, kind, detail, hash) values ($1, gen_random_uuid(), now(), 'x', '', 'login', '{}', '\\x00')`,
        [city.centre],
      )
      await roadOf(city).register()
      await sealDue(city.shell, city.centre)
      expect(await sealedUpTo(city.pool, city.centre)).toBe(before)
      await slow.query('commit')
    } finally {
      slow.release()
    }
    await sealAll(city.shell, city.centre)
    expect(await sealed()).toEqual(await written())
    const after = (await batches()).filter(({ first }) => first > before).flatMap(({ members }) => decodeMembers(members) ?? [])
    expect(after[0]?.kind).toBe('audit')
  })

  test('given two sealers and people at work, then no record is sealed twice and no batch is lost', async () => {
    const road = roadOf(city)
    let open = true
    const sealing = Promise.all(
      [1, 2].map(async () => {
        while (open) await sealDue(city.shell, city.centre)
      }),
    )
    for (let i = 0; i < 6; i++) await Promise.all([road.register(), road.register()])
    open = false
    await sealing
    await sealAll(city.shell, city.centre)
    expect(await sealed()).toEqual(await written())
    expect((await batches()).map(({ batch }) => batch)).toEqual((await batches()).map((_, i) => i + 1))
  })

  test('given one transaction with more than a batch holds, then it fills several, each of its full size', async () => {
    const { rows } = await city.pool.query<{ first: number }>('select coalesce(max(batch), 0) + 1 as first from seal_batch')
    await city.pool.query(
      `insert into audit (centre_id, audit_id, at, actor, post, kind, detail, hash)
       select $1, gen_random_uuid(), now(), 'x', '', 'login', '{}', '\\x00' from generate_series(1, 12000)`,
      [city.centre],
    )
    await sealAll(city.shell, city.centre)
    const own = await batchesFrom(city.pool, city.centre, rows[0]?.first ?? 0, 10)
    expect(own.map(({ count }) => count)).toEqual([5000, 5000, 2000])
    expect(await sealed()).toEqual(await written())
  })

  test('given a head, then its signature holds for it, for nothing else, and by the public key alone', async () => {
    const { crypto } = city.shell
    const head = await headIn(city.pool, city.centre)
    if (!head) throw new Error('nothing is sealed')
    expect(head.seal).toBe(await sealedUpTo(city.pool, city.centre))
    expect(isSigned(crypto, head)).toBe(true)
    expect(signedBy(crypto.publicKey.hex, signedText(head), head.signature)).toBe(true)
    expect(keyOf(crypto.publicKey.hex).id).toBe(head.key)
    for (const other of [
      { ...head, seal: head.seal + 1 },
      { ...head, hash: 'x' },
      { ...head, signature: '30' },
      { ...head, key: '0' },
    ])
      expect(isSigned(crypto, other)).toBe(false)
    const all = await batches()
    expect(all.every((batch) => isSigned(crypto, headOf(city.centre, batch)))).toBe(true)
  })
})
