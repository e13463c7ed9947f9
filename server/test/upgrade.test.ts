/** An upgrade of a centre that has worked for months: its old rows get in their new columns what the program itself would have written. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, roadOf } from '../../scenarios/road.ts'
import { NOUNS } from '@huying/core/kernel'
import { migrate } from '../src/db.ts'
import { storedText } from '../src/text/absorb.ts'
import { adoptTexts } from '../src/text/adopt.ts'
import { openedAll, toldAll, toOldForm } from './old_form.ts'
import { adopt } from '../src/seal/adopt.ts'
import { sealAll } from '../src/seal/sealer.ts'
import { verify } from '../src/seal/verify.ts'
import { ROWS } from '../src/shell/rows.ts'
import { jpegOf } from './photo.ts'
import { type City, HOUR, openCity, SECRET } from './rig.ts'
import { Walk } from './walk.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../migrations')
const LAST = '000006_lists.sql'
/**
 * Not computed by an upgrade: no old answer was sent back with a code, a row without its figures is opened by whoever looks, no file had
 * versions, the chain and the keys of sealed values are made at the next start, with the key file, an old timer goes back to no request, and
 * of a session that was open before nobody wrote down where it came from.
 */
const SESSIONS = ['address', 'device', 'left_at', 'left_why']
const LEFT_EMPTY = ['sent_back', 'figures', 'hash', 'xact', 'replaces', 'cause', 'key', 'key_id', 'proof', ...SESSIONS]
/** What `LAST` had and a later migration drops. */
const DROPPED = 'create index job_owner on job (centre_id, owner) where owner is not null'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
  const road = roadOf(city)
  const { order } = await road.inHand()
  const [head, owner, liaison] = [await city.as('centre_head'), await city.as('handler', 'urban'), await city.as('liaison', 'urban')]
  for (const what of ['排查相邻2栋楼道灯，型号LED-20W。', '灯', 'ＡＢＣ小区﹙二期﹚复查', '!!']) {
    const task = { kind: 'part', about: { noun: 'order', id: order }, unit: 'urban', what, due: city.now() + 48 * HOUR }
    const { id } = done(await head.post('/api/tasks', task)).body
    if (what === '灯') done(await owner.post(`/api/tasks/${id}/done`, { evidence: '已查' }))
  }
  const photo = jpegOf('路灯')
  done(await liaison.upload(`/api/orders/${order}/attachments?name=a.jpg`, 'image/jpeg', photo))
  const returned = await road.inHand()
  const grounds = { reason: 'duty', facts: '现场为小区内部照明。', basis: '三定方案第三条', suggested: 'housing' }
  done(await liaison.post(`/api/orders/${returned.order}/request_return`, { assignment: 1, ...grounds }))
  const reviewer = await city.as('dispatch_review')
  for (const ruling of [undefined, { granted: true }, { granted: false, note: '没有写明依据的条款。' }]) {
    const claimed = `/api/orders/${(await road.inHand()).order}`
    const told = { assignment: 1, kind: 'explanation', text: '已上门说明不能办理的原因。', tell: true }
    done(await liaison.post(`${claimed}/report_progress`, told))
    done(await liaison.post(`${claimed}/claim_unreasonable`, { assignment: 1, basis: '《城市绿化条例》第二十条。' }))
    if (ruling) done(await reviewer.post(`${claimed}/rule_unreasonable`, ruling))
  }
  // Signed with numbers in it: what was signed is named by what was written.
  const signed = await road.inHand()
  await road.call(signed.order, 'connected', 'visit')
  done(await road.reply(signed.order, { internal: '已与13955550173联系。', public: '请打13955550173咨询。' }))
  done(await road.sign(signed.order))
  const walk = new Walk(city, 7, ['urban', 'yuetang'])
  for (let i = 0; i < 40; i++) await walk.step()
}, 120_000)
afterAll(() => city.close())

interface Later {
  files: string[]
  indexes: string[]
  tables: string[]
  /** Columns added to tables that `LAST` had. */
  columns: { table: string; column: string }[]
}

/** What the migrations after `LAST` make. */
async function later(): Promise<Later> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name > LAST).sort()
  const sql = (await Promise.all(files.map((name) => readFile(path.join(MIGRATIONS, name), 'utf8')))).join('\n')
  const named = (what: RegExp, text = sql) => [...text.matchAll(what)].map(([, name = '']) => name)
  const tables = named(/create (?:unlogged )?table (\w+)/g)
  const columns = [...sql.matchAll(/alter table (\w+) (add column [^;]+);/g)]
    .filter(([, table = '']) => !tables.includes(table))
    .flatMap(([, table = '', changes]) => named(/add column (\w+)/g, changes).map((column) => ({ table, column })))
  return { files, indexes: named(/create (?:unique )?index (\w+)/g), tables, columns }
}

/** What stands in the columns that an upgrade computes, by table. An empty index of words and none are the same. */
async function computed({ columns }: Later) {
  const out: Record<string, Record<string, unknown>[]> = {}
  for (const table of new Set(columns.map((one) => one.table))) {
    const own = columns.filter((one) => one.table === table && !LEFT_EMPTY.includes(one.column)).map(({ column }) => column)
    if (!own.length) continue
    const { rows } = await city.pool.query<Record<string, unknown>>(
      `select to_jsonb(t) as "all" from ${table} t order by to_jsonb(t)->>'id', to_jsonb(t)->>'order_id', to_jsonb(t)->>'no'`,
    )
    out[table] = rows.map(({ all }) => Object.fromEntries(own.map((column) => [column, filled((all as Record<string, unknown>)[column])])))
  }
  return out
}

const filled = (value: unknown) => (value === '' ? null : value)

/** The schema as `LAST` left it: later tables, columns and indexes go; the rows stay. */
async function goBack({ indexes, tables, columns }: Later) {
  for (const noun of NOUNS) await city.pool.query(`update ${ROWS[noun].table} set state = state - 'chain'`)
  await city.pool.query(`drop index if exists ${indexes.join(', ')}`)
  await city.pool.query(`drop table ${tables.join(', ')}`)
  for (const { table, column } of columns) await city.pool.query(`alter table ${table} drop column ${column}`)
  await city.pool.query(DROPPED)
  await city.pool.query('delete from migration where name > $1', [LAST])
}

/** What telephone numbers are found by. */
async function lookedUp() {
  const { rows } = await city.pool.query<{ id: string; found: string }>(
    `select id, number_digest as found from contact where number_digest is not null
     union all select id, call_digest from service_request where call_digest is not null
     union all select id, contact_digest from service_request where contact_digest is not null order by 1, 2`,
  )
  return rows
}

test('given a centre of the sixth migration, when it is upgraded, then old rows read as if they had been written today', async () => {
  const made = await later()
  const before = await computed(made)
  const { crypto } = city.shell
  const opened = await openedAll(city.pool, crypto)
  const [told, lookups] = [await toldAll(city.pool), await lookedUp()]
  expect(opened.size).toBeGreaterThan(20)
  expect(lookups.length).toBeGreaterThan(5)
  for (const { table, column } of made.columns.filter((one) => !LEFT_EMPTY.includes(one.column)))
    expect(
      before[table]?.some((row) => row[column] !== null),
      `${table}.${column} is never filled`,
    ).toBe(true)
  await toOldForm(city.pool, crypto, SECRET)
  expect(await lookedUp()).not.toEqual(lookups)
  await goBack(made)
  expect(await migrate(city.pool, MIGRATIONS)).toEqual(made.files)
  expect(await computed(made)).toEqual(before)
  expect(await adoptTexts(city.pool, crypto)).toBe(opened.size)
  expect(await openedAll(city.pool, crypto)).toEqual(opened)
  expect(await toldAll(city.pool)).toEqual(told)
  expect(await lookedUp()).toEqual(lookups)
  expect(await adoptTexts(city.pool, crypto)).toBe(0)
  // What older versions kept of an input that came to nothing: no step names it.
  const stray = storedText('open', '没有登记成的一句话', crypto)
  await city.pool.query('insert into text_value (centre_id, text_id, kind, digest, body) values ($1, $2, $3, $4, $5)', [
    ...[city.centre, stray.id, stray.kind, stray.digest, stray.body],
  ])
  const texts = async () => (await city.pool.query<{ n: number }>('select count(*)::int as n from text_value')).rows[0]?.n ?? 0
  const stored = await texts()
  expect(await adopt(city.shell, () => undefined)).toBeGreaterThan(100)
  expect(await texts()).toBe(stored - 1)
  const noted = await city.pool.query(`select actor, detail from audit where kind = 'texts_dropped'`)
  expect(noted.rows).toMatchObject([{ actor: 'system', detail: { dropped: 1 } }])
  await sealAll(city.shell, city.centre)
  expect((await verify(city.shell, city.centre)).findings).toEqual([])
  expect(await adopt(city.shell, () => undefined)).toBe(0)
  expect(await migrate(city.pool, MIGRATIONS)).toEqual([])
})

test('given the upgraded centre, then its people go on with what they had in hand', async () => {
  const road = roadOf(city)
  const { order } = await road.inHand()
  await road.call(order)
  done(await road.reply(order))
  done(await (await city.as('unit_leader', 'urban')).post(`/api/orders/${order}/approve`, { assignment: 1, pass: true, sealed: true }))
  const { rows } = done(await (await city.as('handler', 'urban')).get('/api/tasks/list/todo?q=led')).body
  expect(rows).toHaveLength(1)
})
