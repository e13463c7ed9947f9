/** 保存期限 and 保全: what is over long enough is listed, approved by a second person and erased; what is held is erased by nobody. */
import { SYSTEM } from '@huying/core/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { destroyFiles } from '../server/src/erasure/files.ts'
import { bulletinOf } from '../server/src/figures/bulletin.ts'
import { disposeDue } from '../server/src/retention/work.ts'
import { sealAll } from '../server/src/seal/sealer.ts'
import { execute } from '../server/src/shell/execute.ts'
import { foundIn } from '../server/test/lived.ts'
import { jpegOf } from '../server/test/photo.ts'
import { type City, HOUR, openCity, type Person } from '../server/test/rig.ts'
import { done, type Matter, pleased, roadOf } from './road.ts'
import { registerLamp } from './telling.ts'

const DAY = 24 * HOUR
const photo = (n: number) => jpegOf(Buffer.alloc(64, n))
const basis = '诉求人2024年11月7日书面申请，《个人信息保护法》第四十七条。'
const document = '《协助调查通知书》（2025）1号'

interface Over extends Matter {
  number: string
  orderNumber: string
}

let city: City
let admin: Person
let head: Person
const assumed = true
const years = (value: number) => ({ value, assumed })
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-05T09:00', (pack) => ({
    ...pack,
    retention: { personal: years(2), confidential: years(2), files: years(1), messages: years(1), drafts: { value: 30, assumed } },
  }))
  admin = await city.as('business_admin')
  head = await city.as('centre_head')
})
afterAll(() => city.close())

/** A matter that is over: each of another person, with a scan. */
async function over(phone: string, n: number): Promise<Over> {
  const road = roadOf(city)
  const matter = await road.inHand({ requester: { kind: 'person', name: '欧阳静仪', callNumber: phone } })
  done(await (await city.as('handler', 'urban')).upload(`/api/orders/${matter.order}/attachments?name=a.jpg`, 'image/jpeg', photo(n)))
  await road.call(matter.order, 'connected', 'visit')
  await road.answered(matter.order)
  city.wait(DAY)
  await road.callBack(matter.request, pleased)
  const number = (await road.request(matter.request)).number as string
  return { ...matter, number, orderNumber: (await road.order(matter.order)).state.number as string }
}
const keysOf = async ({ request }: Matter) =>
  (
    await city.pool.query<{ n: number }>(
      `select count(*)::int as n from text_value t join event e on e.centre_id = t.centre_id and e.stream = $1 and e.body::text like '%' || t.text_id || '%'
       where t.key is not null`,
      [request],
    )
  ).rows[0]?.n ?? 0
const worked = async () => {
  for (let n = 1; n > 0; ) n = await disposeDue(city.shell)
}
const asked = async (...kinds: string[]) => {
  const { id } = done(await admin.post('/api/disposals', { kinds })).body as { id: string }
  await worked()
  return id
}
const disposal = async (id: string) => done(await head.get(`/api/disposals/${id}`)).body
const rows = async (id: string, q = '') => done(await head.get(`/api/disposals/${id}/rows?${q}`)).body.rows as Record<string, unknown>[]

describe('a term of keeping', () => {
  let plain: Over
  let onOrder: Over
  let ofPerson: Over
  let secret: Over
  let late: Over
  beforeAll(async () => {
    plain = await over('13955550171', 1)
    onOrder = await over('13955550172', 2)
    ofPerson = await over('13955550173', 3)
    const told = { requester: { kind: 'person', name: '司马青', callNumber: '13955550174' }, type: 'consult', confidential: true }
    const { body } = done(await registerLamp(await city.as('agent'), { ...told, outcome: { how: 'answer', text: '已答复。' } }))
    secret = { request: body.id as string, order: '', number: body.view.state.number as string, orderNumber: '' }
    city.wait(100 * DAY)
    late = await over('13955550175', 5)
  }, 120_000)

  test('given an order and a person under 保全, when somebody asks to erase, then he is refused with the document, until two people lift it', async () => {
    const place = (who: Person, input: object) => who.post('/api/holds', { why: '人民法院调取证据。', document, ...input })
    expect((await place(await city.as('agent'), { on: 'order', number: onOrder.orderNumber })).status).toBe(403)
    expect((await place(admin, { on: 'order', number: '241105-9999' })).body.error).toMatchObject({ code: 'not_found', field: 'number' })
    expect((await place(admin, { on: 'person' })).body.error).toMatchObject({ code: 'missing', field: 'person' })
    const { id } = done(await place(admin, { on: 'order', number: onOrder.orderNumber })).body as { id: string }
    done(await place(head, { on: 'person', person: '139 5555 0173' }))

    for (const one of [onOrder, ofPerson]) {
      const refused = await admin.post(`/api/requests/${one.request}/ask_erasure`, { basis })
      expect(refused.body.error).toMatchObject({ code: 'preserved', message: expect.stringContaining('协助调查通知书') as string })
      expect((await head.get(`/api/orders/${one.order}/holds`)).body.rows).toMatchObject([{ document }])
    }
    expect((await head.get(`/api/orders/${plain.order}/holds`)).body.rows).toEqual([])
    // Asked for before, held meanwhile: it is not ruled through either.
    done(await admin.post(`/api/requests/${late.request}/ask_erasure`, { basis }))
    const meanwhile = done(await place(admin, { on: 'request', number: late.number })).body as { id: string }
    expect((await head.post(`/api/requests/${late.request}/rule_erasure`, { pass: true })).body.error).toMatchObject({ code: 'preserved' })
    expect(await keysOf(late)).toBeGreaterThan(0)
    done(await head.post(`/api/requests/${late.request}/rule_erasure`, { pass: false, note: '保全中。' }))

    const lift = (who: Person, hold: string, command: string, input: object) => who.post(`/api/holds/${hold}/${command}`, input)
    done(await lift(admin, meanwhile.id, 'ask_lift', { why: '案件已审结。' }))
    expect((await lift(admin, meanwhile.id, 'rule_lift', { pass: true })).status).toBe(403)
    expect((await lift(head, meanwhile.id, 'rule_lift', { pass: false })).body.error).toMatchObject({ code: 'missing', field: 'note' })
    done(await lift(head, meanwhile.id, 'rule_lift', { pass: true }))
    const { rows: listed } = done(await head.get('/api/holds')).body
    expect(listed).toMatchObject([
      { on: 'request', stage: 'lifted', number: late.number },
      { on: 'person', stage: 'standing', person: '139****0173' },
      { on: 'order', stage: 'standing', id, document, why: '人民法院调取证据。' },
    ])
    expect(done(await head.get(`/api/holds?q=${late.number}`)).body.rows).toHaveLength(1)
    expect(done(await head.get(`/api/holds?q=${encodeURIComponent('协助调查')}&stage=standing`)).body.rows).toHaveLength(2)
  })

  test('given matters whose term is over, when they are listed and approved by another, then they are erased, but for what is held; chain and figures stay', async () => {
    // Two years after the first, not yet after the last.
    city.wait(365 * DAY)
    city.wait(310 * DAY)
    admin = await city.as('business_admin', undefined, '业务管理员二')
    head = await city.as('centre_head', undefined, '负责人二')
    const before = await bulletinOf(city.shell, city.centre, '2024-11')
    const { terms } = done(await admin.get('/api/retention')).body
    expect(terms).toMatchObject([{ kind: 'personal', keep: 2, per: '年', assumed }, {}, {}, {}, {}])
    const id = await asked('personal', 'confidential')
    expect((await disposal(id)).state).toMatchObject({ stage: 'proposed', counts: { personal: 3, confidential: 1 } })
    expect(await rows(id)).toMatchObject([
      { kind: 'personal', number: plain.number, held: false },
      { number: onOrder.number, held: true },
      { number: ofPerson.number, held: true },
      { kind: 'confidential', number: secret.number },
    ])
    expect(await rows(id, `q=${plain.number}`)).toHaveLength(1)
    expect(await rows(id, 'outcome=held')).toHaveLength(2)

    const call = { centre: city.centre, actor: SYSTEM, noun: 'request', id: plain.request, command: 'expire' } as const
    const unapproved = await execute(city.shell, { ...call, input: { disposal: id, kind: 'personal' } })
    expect(unapproved).toMatchObject({ ok: false, refusal: { code: 'stage', message: '这次清理没有经另一人审批' } })
    expect((await admin.post(`/api/disposals/${id}/rule`, { pass: true })).status).toBe(403)
    const keys = { plain: await keysOf(plain), secret: await keysOf(secret), order: await keysOf(onOrder), person: await keysOf(ofPerson) }
    expect(Math.min(...Object.values(keys))).toBeGreaterThan(0)
    done(await head.post(`/api/disposals/${id}/rule`, { pass: true }))
    // What is not in the list, or not due, is not erased on its strength.
    const undue = await execute(city.shell, { ...call, id: late.request, input: { disposal: id, kind: 'personal' } })
    expect(undue).toMatchObject({ ok: false, refusal: { message: '本件的保存期限未到' } })
    await worked()
    await destroyFiles(city.shell)
    expect((await disposal(id)).state).toMatchObject({ stage: 'done', result: { erased: 2, preserved: 2, moved: 0 } })
    expect([await keysOf(plain), await keysOf(secret)]).toEqual([0, 0])
    expect([await keysOf(onOrder), await keysOf(ofPerson)]).toEqual([keys.order, keys.person])
    expect((await head.get(`/api/requests/${plain.request}`)).body.state).toMatchObject({ erasedAt: city.now() })
    expect(await rows(id, 'outcome=preserved')).toHaveLength(2)

    await sealAll(city.shell, city.centre)
    expect(await foundIn(city)).toEqual([])
    expect(await bulletinOf(city.shell, city.centre, '2024-11')).toEqual(before)
    // A second look finds only what was left.
    expect((await disposal(await asked('personal', 'confidential'))).state.counts).toEqual({ personal: 2, confidential: 0 })
  })

  test('given only the files are due, then their contents go, the person stays, and the list that was approved is the one that is carried out', async () => {
    const altered = await asked('files')
    expect((await disposal(altered)).state.counts).toEqual({ files: 3 })
    done(await head.post(`/api/disposals/${altered}/rule`, { pass: true }))
    await city.pool.query('delete from disposal_item where disposal_id = $1 and number = $2', [altered, onOrder.number])
    await worked()
    expect((await disposal(altered)).state.stage).toBe('stopped')

    const id = await asked('files')
    done(await head.post(`/api/disposals/${id}/rule`, { pass: true }))
    await worked()
    await destroyFiles(city.shell)
    expect((await disposal(id)).state).toMatchObject({ stage: 'done', result: { erased: 1, preserved: 2 } })
    const files = async ({ order }: Over) => (await head.get(`/api/orders/${order}/attachments`)).body as { erased?: true }[]
    expect([(await files(late))[0]?.erased, (await files(onOrder))[0]?.erased]).toEqual([true, undefined])
    expect(await keysOf(late)).toBeGreaterThan(0)
    await sealAll(city.shell, city.centre)
    expect(await foundIn(city)).toEqual([])
    expect((await disposal(await asked('drafts'))).state.stage).toBe('empty')
  })
})
