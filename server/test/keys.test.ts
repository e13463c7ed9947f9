/** 密钥: numbered keys in a file, each value sealed by a key of its own, rotation while people work, an old key gone for ever. */
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, roadOf } from '../../scenarios/road.ts'
import { registerLamp } from '../../scenarios/telling.ts'
import { keysCommand } from '../src/cli/keys.ts'
import { gmCrypto } from '../src/text/crypto.ts'
import { addKey, dropKey, fixedKeys, keysIn, type KeySource, readKeys } from '../src/text/keyfile.ts'
import { PARTS, type Part } from '../src/text/parts.ts'
import { countByKey, moveSome } from '../src/text/rewrap.ts'
import { sealedBefore } from './old_form.ts'
import { type City, openCity, SECRET } from './rig.ts'

const NUMBER = '13955550173'

describe('what is sealed', () => {
  const crypto = gmCrypto(SECRET)
  test('opens to what it was, under a key of its own: equal values have nothing in common', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        const [a, b] = [crypto.sealValue(words), crypto.sealValue(words)]
        expect(crypto.openValue(a)).toBe(words)
        expect(crypto.open(crypto.seal(words))).toBe(words)
        expect(a.proof).not.toBe(b.proof)
        expect(a.key.equals(b.key)).toBe(false)
        if (words.length > 8) expect(a.sealed.equals(b.sealed)).toBe(false)
      }),
    )
  })
  test('does not open when a byte of the value, its key or its proof was changed, nor with another value’s key', () => {
    const value = crypto.sealValue(NUMBER)
    const bent = (bytes: Buffer, at: number) => Buffer.from(bytes.map((b, i) => (i === at ? b ^ 1 : b)))
    for (let i = 0; i < value.sealed.length; i++)
      expect(() => crypto.openValue({ ...value, sealed: bent(value.sealed, i) })).toThrow('密文校验失败')
    for (let i = 0; i < value.key.length; i++) expect(() => crypto.openValue({ ...value, key: bent(value.key, i) })).toThrow('密文校验失败')
    expect(() => crypto.openValue({ ...value, key: crypto.sealValue(NUMBER).key })).toThrow('密文校验失败')
    expect(() => crypto.openValue({ ...value, proof: crypto.sealValue(NUMBER).proof })).toThrow('密文校验失败')
    const piece = crypto.seal(NUMBER)
    for (let i = 0; i < piece.length; i++) expect(() => crypto.open(bent(piece, i)), `byte ${i}`).toThrow()
  })
  test('what was sealed before keys had numbers still opens', () => {
    for (let i = 0; i < 50; i++) expect(crypto.open(sealedBefore(SECRET, NUMBER))).toBe(NUMBER)
    expect(crypto.keyOf(sealedBefore(SECRET, NUMBER))).toBe(1)
    expect(crypto.open(crypto.rewrap(sealedBefore(SECRET, NUMBER)))).toBe(NUMBER)
  })
})

describe('the key file', () => {
  const clock = () => 0
  const folder = () => mkdtemp(path.join(tmpdir(), 'huying-keys-'))
  test('is made once, for its owner only; raw bytes of older versions are key 1; a new key is active, an old one can be dropped', async () => {
    const file = path.join(await folder(), 'huying.key')
    keysIn(file, clock)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const made = await readFile(file)
    keysIn(file, clock)
    expect(await readFile(file)).toEqual(made)
    await writeFile(file, SECRET)
    const [before, raw] = [keysIn(file, clock), gmCrypto(SECRET)]
    const crypto = gmCrypto(before)
    const sealed = crypto.sealValue(NUMBER)
    expect(raw.openValue(sealed)).toBe(NUMBER)
    expect(addKey(file, new Date(0))).toBe(2)
    expect(before.standing()).toEqual([1, 2])
    expect(crypto.active()).toBe(2)
    expect(crypto.openValue(sealed)).toBe(NUMBER)
    expect(crypto.openValue({ ...sealed, ...crypto.rewrapKey(sealed) })).toBe(NUMBER)
    expect([crypto.digest('路灯不亮'), crypto.chain('', 'x')]).toEqual([raw.digest('路灯不亮'), raw.chain('', 'x')])
    expect(() => dropKey(file, 2)).toThrow('正在使用的密钥不能停用')
    dropKey(file, 1)
    const left = gmCrypto(keysIn(file, clock))
    expect(() => left.openValue(sealed)).toThrow('没有第 1 号密钥')
    expect(left.openValue({ ...sealed, ...crypto.rewrapKey(sealed) })).toBe(NUMBER)
    // The journal is held to these for ever.
    expect([left.digest('路灯不亮'), left.chain('', 'x')]).toEqual([raw.digest('路灯不亮'), raw.chain('', 'x')])
  })
  test('a broken file is refused, not taken for a key', async () => {
    const file = path.join(await folder(), 'huying.key')
    for (const broken of ['{"form":1,', '{"form":1,"permanent":{"digest":"","chain":"","sign":""},"keys":[]}']) {
      await writeFile(file, broken)
      expect(() => readKeys(file)).toThrow()
    }
    await writeFile(file, Buffer.alloc(16))
    expect(() => readKeys(file)).toThrow('至少 32 字节')
  })
  test('a process that shares the file opens what another sealed under a key it has not met', async () => {
    const file = path.join(await folder(), 'huying.key')
    const [one, other] = [keysIn(file, clock), keysIn(file, clock)].map((source) => gmCrypto(source)) as [
      ReturnType<typeof gmCrypto>,
      ReturnType<typeof gmCrypto>,
    ]
    addKey(file, new Date(0))
    expect(one.lookups(NUMBER)).toHaveLength(2)
    const sealed = one.sealValue(NUMBER)
    expect(sealed.keyId).toBe(2)
    expect(other.openValue(sealed)).toBe(NUMBER)
    expect(other.lookups(NUMBER)).toContain(one.lookup(NUMBER))
  })
})

describe('a rotation', () => {
  let city: City
  let file: string
  let source: KeySource
  const said: string[] = []
  const keys = (verb: string, no?: string) => keysCommand(verb, no, { shell: city.shell, file, say: (line) => said.push(line) })
  const calling = async () => (await (await city.as('agent')).post('/api/callers/find', { number: NUMBER })).body.open.length as number
  const numbersUnder = async () => {
    const under = await countByKey(city.shell, city.centre)
    return [...new Set(Object.values(under).flatMap((found) => Object.keys(found).map(Number)))].sort()
  }
  beforeAll(async () => {
    file = path.join(await mkdtemp(path.join(tmpdir(), 'huying-keys-')), 'huying.key')
    await writeFile(file, SECRET)
    source = keysIn(file, () => 0)
    city = await openCity('xiangtan', '2024-11-04T09:00', (pack) => pack, source)
    const road = roadOf(city)
    const agent = await city.as('agent')
    const tell = { requester: { kind: 'person', name: '欧阳静仪', callNumber: NUMBER } }
    done(await agent.post('/api/contacts', { channel: 'phone', number: NUMBER }))
    done(await agent.post('/api/drafts', { label: '未完', body: { number: NUMBER }, parked: true }))
    for (let i = 0; i < 3; i++) done(await registerLamp(agent, tell))
    const { order } = await road.inHand(tell)
    done(await (await city.as('liaison', 'urban')).post(`/api/orders/${order}/drafts/1`, { body: { internal: `已与${NUMBER}联系` } }))
    await city.shell.blobs.put(Buffer.from('现场照片'))
    await city.settle()
    // As an older version left it.
    await city.pool.query(`update draft set sealed = $1 where label = '未完'`, [sealedBefore(SECRET, JSON.stringify({ number: NUMBER }))])
  })
  afterAll(() => city.close())

  test('goes on in batches while people work: a caller is found before, in the middle and after, whatever key his number lies under', async () => {
    expect(await calling()).toBe(4)
    expect(await numbersUnder()).toEqual([1])
    expect(await keys('retire', '1')).toBe(1)
    expect(said.pop()).toContain('正在使用的密钥不能停用')
    addKey(file, new Date(0))
    for (const part of (Object.keys(PARTS) as Part[]).filter((one) => one !== 'files')) {
      done(await registerLamp(await city.as('agent'), { requester: { kind: 'person', callNumber: NUMBER } }))
      const before = await calling()
      await moveSome(city.shell, city.centre, part)
      expect(await calling(), part).toBe(before)
    }
    const mixed = await countByKey(city.shell, city.centre)
    expect(mixed.text_value).toEqual({ 2: expect.any(Number) as number })
    expect(await numbersUnder()).toEqual([1, 2])
    expect(await keys('rotate')).toBe(0)
    expect(said.some((line) => line.includes('继续上次的轮换：第 2 号密钥'))).toBe(true)
    expect(await numbersUnder()).toEqual([2])
    const [draft] = (await (await city.as('agent')).get('/api/drafts')).body
    expect(draft.body).toEqual({ number: NUMBER })
  })

  test('a second one moves everything again; the first key is dropped for ever and what only it opened stays shut', async () => {
    const before = await calling()
    const old = gmCrypto(fixedKeys(readKeys(file).keys.find((k) => k.no === 2)?.secret ?? SECRET))
    expect(await keys('rotate')).toBe(0)
    expect(said.at(-1)).toContain('第 3 号密钥')
    expect(await numbersUnder()).toEqual([3])
    expect(await keys('status')).toBe(0)
    expect(said.filter((line) => line.startsWith('第')).at(-1)).toContain('第 3 号密钥（正在使用）')
    expect([await keys('retire', '1'), await keys('retire', '2')]).toEqual([0, 0])
    expect(source.standing()).toEqual([3])
    expect(await calling()).toBe(before)
    const { rows } = await city.pool.query<{ sealed: Buffer; key: Buffer; proof: string }>(
      'select sealed, key, coalesce(proof, digest) as proof from text_value where key is not null limit 1',
    )
    const [value] = rows
    expect(value && (() => old.openValue({ ...value, keyId: 1 }))).toThrow('密文校验失败')
    expect(await keys('retire', '7')).toBe(1)
  })

  test('a key under which something was written meanwhile is not dropped before that was moved', async () => {
    const late = (await registerLamp(await city.as('agent'), { requester: { kind: 'person', name: '阿', callNumber: NUMBER } })).body
      .id as string
    expect(await keys('rotate')).toBe(0)
    // A process that had not yet met the new key.
    const slow = gmCrypto({ ...source, active: () => 3 })
    const value = slow.sealValue('阿')
    await city.pool.query(
      `update text_value set sealed = $2, key = $3, key_id = 3, digest = $4 where text_id = (select (state->'requester'->'name'->>'id')::uuid from service_request where id = $1)`,
      [late, value.sealed, value.key, value.proof],
    )
    expect(await numbersUnder()).toEqual([3, 4])
    expect(await keys('retire', '3')).toBe(0)
    expect(await numbersUnder()).toEqual([4])
    const reveal = await (await city.as('agent')).post(`/api/requests/${late}/reveal`, { why: '核对姓名' })
    expect(reveal.body).toMatchObject({ name: '阿', callNumber: NUMBER })
  })
})

test('whoever withholds his number is not one person with all who do; an erased or a withheld one is found by nothing', async () => {
  const city = await openCity()
  const agent = await city.as('agent')
  for (const number of ['未显示号码', '匿名']) done(await registerLamp(agent, { requester: { kind: 'person', callNumber: number } }))
  const { rows } = await city.pool.query('select call_digest from service_request where call_digest is not null')
  expect(rows).toEqual([])
  expect((await agent.post('/api/callers/find', { number: '未显示号码' })).body.open).toEqual([])
  const odd = { requester: { kind: 'person', name: '𠮷·阿卜杜拉', callNumber: '0731-58261234转123', contactNumber: '00852 2345 6789' } }
  done(await registerLamp(agent, odd))
  for (const number of ['(0731)58261234-123', '+852-23456789'])
    expect((await agent.post('/api/callers/find', { number })).body.open, number).toHaveLength(1)
  expect((await agent.post('/api/callers/find', { number: '0731-58261234' })).body.open).toHaveLength(0)
  await city.close()
})
