/** 删除个人信息 and 查看次数: two people destroy what identifies a person, and nobody brings it back; nobody reads numbers without end. */
import { createDecipheriv } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../server/src/cli/run.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { foundIn } from '../server/test/lived.ts'
import { type City, HOUR, openCity, type Person, SECRET } from '../server/test/rig.ts'
import { done, pleased, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const NAME = '欧阳静仪'
const NUMBER = '13955550173'
const OTHER = '073158261234'
const basis = '诉求人2024年11月7日书面申请，《个人信息保护法》第四十七条。'

describe('what identifies a person is erased', () => {
  let city: City
  let admin: Person
  let head: Person
  let request: string
  let order: string
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-05T09:00')
    const road = roadOf(city)
    const agent = await city.as('agent')
    admin = await city.as('business_admin')
    head = await city.as('centre_head')
    const contact = done(await agent.post('/api/contacts', { channel: 'phone', number: NUMBER })).body.id as string
    const requester = { kind: 'person', name: NAME, callNumber: NUMBER, contactNumber: OTHER, address: '岳塘区书院路家属院六栋' }
    const matter = await road.inHand({ contact, requester, content: `我是${NAME}，有事打${NUMBER}，楼间路灯不亮。` })
    request = matter.request
    order = matter.order
    await road.call(order, 'connected', 'visit')
    await road.answered(order, { internal: `已与${NUMBER}核实，路灯已修好。`, public: '路灯已修好。' })
    city.wait(24 * HOUR)
    await road.callBack(request, pleased)
  })
  afterAll(() => city.close())

  const ask = () => admin.post(`/api/requests/${request}/ask_erasure`, { basis })
  const rule = (who: Person, given: object) => who.post(`/api/requests/${request}/rule_erasure`, given)
  const sealedValues = async () =>
    (
      await city.pool.query<{ id: string; sealed: Buffer; key: Buffer | null; proof: string }>(
        'select text_id as id, sealed, key, coalesce(proof, digest) as proof from text_value where sealed is not null order by text_id',
      )
    ).rows

  test('only of what is over, with a basis, and by another hand', async () => {
    const open = await roadOf(city).register()
    const early = await admin.post(`/api/requests/${open.request}/ask_erasure`, { basis })
    expect(early.body.error).toMatchObject({ code: 'stage', message: '转办中的诉求还要与诉求人联系，办结后才能删除个人信息' })
    expect((await (await city.as('agent')).post(`/api/requests/${request}/ask_erasure`, { basis })).status).toBe(403)
    expect((await rule(head, { pass: true })).body.error).toMatchObject({ code: 'stage', message: '没有待审批的删除申请' })
    expect((await admin.post(`/api/requests/${request}/ask_erasure`, {})).status).toBe(400)
    done(await ask())
    expect((await ask()).body.error).toMatchObject({ code: 'pending' })
    expect((await rule(admin, { pass: true })).body.error).toMatchObject({ code: 'same_person' })
    expect((await rule(head, { pass: false })).body.error).toMatchObject({ code: 'missing', field: 'note' })
    done(await rule(head, { pass: false, note: '申请书没有签名。' }))
    expect((await sealedValues()).every((v) => v.key !== null)).toBe(true)
  })

  test('then with the dump and the key file nobody recovers it, not even by trying every number', async () => {
    const agent = await city.as('agent')
    const find = async (number: string) => {
      const { open, closed } = (await agent.post('/api/callers/find', { number })).body
      return [...open, ...closed].some((r: { id: string }) => r.id === request)
    }
    expect([await find(NUMBER), await find(OTHER)]).toEqual([true, true])
    const before = await sealedValues()
    done(await ask())
    done(await rule(head, { pass: true }))
    await city.settle()

    const after = new Map((await sealedValues()).map((v) => [v.id, v]))
    const gone = before.filter((v) => after.get(v.id)?.key === null)
    const plain = gone.map((v) => city.shell.crypto.openValue({ ...v, key: v.key as Buffer, keyId: 1 }))
    // Name, both numbers, address, content; the call's number; the unit's words; the basis stays: it names nobody.
    expect(plain.filter((words) => [NAME, NUMBER, OTHER, '书院路'].some((one) => words.includes(one))).length).toBeGreaterThanOrEqual(7)
    for (const value of gone) expect(after.get(value.id)?.sealed.equals(value.sealed), 'the ciphertext stays as proof').toBe(true)

    // Everything the database says, against everything the key file can make of the number.
    const dump = (await dumped(city)).join('\n')
    const { crypto } = city.shell
    for (const number of [NUMBER, OTHER, `phone:${NUMBER}`, `phone:${OTHER}`, `name:${NAME}`, NAME])
      for (const made of [crypto.digest(number), crypto.chain('', number), ...crypto.lookups(number)])
        expect(dump.includes(made), number).toBe(false)
    // A commitment under a key that is gone fits every number alike: no key of the file opens it.
    for (const { id, sealed } of gone) {
      const tries = [...keysOfFile()].map((key) => createDecipheriv('sm4-ctr', key, Buffer.alloc(16)).update(sealed).toString('utf8'))
      expect(
        tries.some((words) => plain.includes(words)),
        id,
      ).toBe(false)
    }
    expect([await find(NUMBER), await find(OTHER)]).toEqual([false, false])
    const shown = (await agent.post(`/api/requests/${request}/reveal`, { why: '核对' })).body
    expect(shown).toEqual({})
    const view = (await head.get(`/api/requests/${request}`)).body
    expect(view.state).toMatchObject({ stage: 'closed', erasedAt: city.now() })
    expect(view.state.requester.callNumber).toBe('139****0173')
    expect((await ask()).body.error).toMatchObject({ code: 'already' })
  })

  test('later writes to the same request do not bring it back', async () => {
    done(await admin.post(`/api/requests/${request}/correct`, { changes: { title: '书院路家属院楼间路灯不亮' }, why: '标题写全。' }))
    const { rows } = await city.pool.query('select call_digest, contact_digest from service_request where id = $1', [request])
    expect(rows).toEqual([{ call_digest: null, contact_digest: null }])
  })

  test('on the command line too, by two accounts', async () => {
    const other = done(await registerLamp(await city.as('agent'), { type: 'consult', outcome: { how: 'answer', text: '已答复。' } })).body
    const number = other.view.state.number as string
    const said: string[] = []
    const huying = (verb: string, by: string, ...more: string[]) =>
      runCommand(['erase', verb, number, '--centre', city.centre, '--by', by, ...more], city.shell, {
        home: '.',
        say: (line) => said.push(line),
      })
    const [one, two] = ['business_admin.centre.甲', 'business_admin.centre.乙']
    const unit = city.pack.city.centreUnit
    await city.as('business_admin', unit, '甲')
    await city.as('business_admin', unit, '乙')
    const [first, second] = [one, two].map((login) => login.replace('centre', unit)) as [string, string]
    expect(await huying('ask', '没有这个账号', '--why', basis)).toBe(1)
    expect(await huying('ask', first)).toBe(1)
    expect(await huying('ask', first, '--why', basis), said.join()).toBe(0)
    expect(await huying('approve', first)).toBe(1)
    expect(said.at(-1)).toContain('须由另一人审批')
    expect(await huying('approve', second), said.join()).toBe(0)
    expect((await head.get(`/api/requests/${other.id}`)).body.state.erasedAt).toBe(city.now())
    await sealAll(city.shell, city.centre)
    expect(await foundIn(city)).toEqual([])
  })
})

/** What an attacker derives from the file: its keys as they are used. */
function* keysOfFile() {
  yield SECRET.subarray(0, 16)
  for (let at = 16; at <= 48; at += 16) yield SECRET.subarray(at, at + 16)
}

async function dumped(city: City): Promise<string[]> {
  const { rows: tables } = await city.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('pack', 'person')`,
  )
  const parts = await Promise.all(
    tables.map(({ name }) => city.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)),
  )
  return parts.flatMap(({ rows }) => rows.map(({ row }) => row))
}

test('numbers are read so often in an hour, with a reason or without; who comes up against it is on record', async () => {
  const city = await openCity('xiangtan', '2024-11-05T09:00', (pack) => ({
    ...pack,
    reveals: { ...pack.reveals, most: { value: 3, assumed: true } },
  }))
  const agent = await city.as('agent')
  const { id } = done(await registerLamp(agent)).body
  const look = () => agent.post(`/api/requests/${id}/reveal`, { why: '回拨核实' })
  done(await look())
  done(await look())
  done(await agent.post('/api/search/requests/by-phone', { number: '13800000645', why: '核对号码' }))
  const limited = await look()
  expect(limited.status).toBe(429)
  expect(limited.body.error).toMatchObject({ code: 'too_many', message: expect.stringContaining('一小时内查看号码已达 3 次') as string })
  expect(JSON.stringify(limited.body)).not.toContain('13800000645')
  expect((await agent.post('/api/search/orders/by-phone', { number: '13800000645', why: '核对号码' })).status).toBe(429)
  expect((await look()).status).toBe(429)
  const { rows } = await city.pool.query(`select actor, detail from audit where kind = 'reveal_limited'`)
  expect(rows).toMatchObject([{ actor: agent.user, detail: { most: 3 } }])
  const seen = (await (await city.as('audit_admin')).get('/api/audit?kind=reveal_limited')).body.rows
  expect(seen).toHaveLength(1)
  // Another person is not held up, and an hour later nobody is.
  done(await (await city.as('agent', undefined, '另一位话务员')).post(`/api/requests/${id}/reveal`, { why: '回拨核实' }))
  city.wait(HOUR + 1000)
  done(await look())
  await city.close()
})
