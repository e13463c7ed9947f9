/**
 * Somebody with the database's password: edits at random, guided so that each does harm, of everything that a verification must prove. Each
 * says what it did and by which words the finding must call it; what it changed is put back afterwards from a copy.
 */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { NOUNS } from '@huying/core/kernel'
import type { Random } from '@huying/simulate/random'
import { folded } from '../src/seal/stream.ts'
import { streamsIn } from '../src/seal/rows.ts'
import { ROWS } from '../src/shell/rows.ts'
import { ASSIGNMENT_COLUMNS } from '../src/order/row.ts'
import type { City } from './rig.ts'

export interface Edit {
  what: string
  /** One of these stands in what is found. */
  names: string[]
}

const TABLES = [
  ...NOUNS.map((noun) => ROWS[noun].table),
  ...[
    'event',
    'assignment',
    'text_value',
    'audit',
    'attachment',
    'request_photo',
    'pack',
    'seal_batch',
    'seal_head',
    'rollup',
    'delta',
    'job',
  ],
]

type Row = Record<string, unknown>
type Kind = (t: Tampering) => Promise<Edit | undefined>

export class Tampering {
  private moved: { file: string; content: Buffer } | undefined

  constructor(
    readonly city: City,
    readonly random: Random,
    readonly files: string,
  ) {}

  /** Keeps a copy of everything, to be put back from. */
  async begin() {
    await this.sql('create schema saved')
    for (const table of TABLES) await this.sql(`create table saved.${table} as table ${table}`)
  }

  async sql(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.city.pool.query<Row>(text, values)
    return rows
  }

  /** Without foreign keys: who may edit tables may also switch these off. */
  async edit(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.city.pool.connect()
    try {
      await client.query('begin')
      await client.query(`set local session_replication_role = replica`)
      const { rows } = await client.query<Row>(text, values)
      await client.query('commit')
      return rows
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  async some(table: string, where = 'true'): Promise<Row | undefined> {
    const rows = await this.sql(`select * from ${table} where ${where} order by md5(${table}::text || $1) limit 1`, [
      String(this.random.next()),
    ])
    return rows[0]
  }

  async once(): Promise<Edit> {
    for (;;) {
      const done = await this.random.weighted(KINDS)(this)
      if (done) return done
      await this.undo()
    }
  }

  async undo() {
    await this.edit(
      TABLES.map((table) => `delete from ${table}; insert into ${table} overriding system value select * from saved.${table}`).join('; '),
    )
    if (this.moved) await writeFile(this.moved.file, this.moved.content)
    this.moved = undefined
  }

  /** A file of the blob store loses a byte, or is gone. */
  async spoil(sha256: string) {
    const folder = path.join(this.files, sha256.slice(0, 2))
    const name = (await readdir(folder)).find((file) => file === sha256) ?? ''
    const file = path.join(folder, name)
    const content = await readFile(file)
    this.moved = { file, content }
    if (this.random.chance(0.5)) await rename(file, `${file}.gone`)
    else await writeFile(file, Buffer.concat([content.subarray(0, 20), Buffer.from([(content[20] ?? 0) ^ 1]), content.subarray(21)]))
  }
}

const by = (e: Row) => `noun = '${String(e.noun)}' and stream = '${String(e.stream)}'`
const at = (e: Row) => `${by(e)} and seq = ${String(e.seq)}`
const step = (e: Row, seq = e.seq) => `${String(e.stream)} 的第 ${String(seq)} 步`

/** Numbers are said where a row has one. */
async function named(t: Tampering, noun: string, id: string): Promise<string[]> {
  const [row] = await t.sql(`select state->'number' as number from saved.${ROWS[noun as keyof typeof ROWS].table} where id = $1`, [id])
  return [id, ...(typeof row?.number === 'string' ? [row.number] : [])]
}
const steps = async (t: Tampering, e: Row, ...seqs: unknown[]) =>
  (await named(t, String(e.noun), String(e.stream))).flatMap((name) => seqs.map((seq) => `${name} 的第 ${String(seq)} 步`))

const changedEvent: Kind = async (t) => {
  const e = await t.some('event')
  if (!e) return undefined
  const how = t.random.pick([
    `body = body || '{"by": "某人"}'`,
    `body = body || '{"unexpected": 1}'`,
    `actor = actor || 'x'`,
    `post = 'x'`,
    `at = at + interval '1 hour'`,
    `at = at - interval '1 microsecond'`,
    `recorded_at = recorded_at - interval '1 day'`,
    `type = type || '_'`,
    `hash = null`,
    `hash = decode(repeat('ab', 32), 'hex')`,
    `hash = decode('00', 'hex')`,
  ])
  await t.edit(`update event set ${how} where ${at(e)}`)
  return { what: `event: ${how}`, names: await steps(t, e, e.seq) }
}

const movedToNoun: Kind = async (t) => {
  const e = await t.some('event')
  if (!e) return undefined
  await t.edit(`update event set noun = 'other' where ${at(e)}`)
  return { what: 'event: another noun', names: [...(await steps(t, e, e.seq)), `${String(e.stream)} 第 ${String(e.seq)} 步`] }
}

const droppedEvent: Kind = async (t) => {
  const e = await t.some('event')
  if (!e) return undefined
  await t.edit(`delete from event where ${at(e)}`)
  return { what: 'event: dropped', names: [...(await steps(t, e, e.seq)), ...(await named(t, String(e.noun), String(e.stream)))] }
}

const droppedStream: Kind = async (t) => {
  const e = await t.some('event')
  if (!e) return undefined
  await t.edit(`delete from event where ${by(e)}`)
  const rowToo = t.random.chance(0.5)
  if (rowToo) await t.edit(`delete from ${ROWS[e.noun as keyof typeof ROWS].table} where id = '${String(e.stream)}'`)
  return { what: `event: a whole stream${rowToo ? ' with its row' : ''}`, names: await named(t, String(e.noun), String(e.stream)) }
}

/** The last step goes, and the row is what it was before it, with everything that hangs on it. */
const cutTail: Kind = async (t) => {
  const e = await t.some(
    'event',
    `seq > 1 and not exists (select 1 from event n where n.noun = event.noun and n.stream = event.stream and n.seq > event.seq)`,
  )
  if (!e) return undefined
  const client = await t.city.pool.connect()
  const [stream] = await streamsIn(client, t.city.centre, e.noun as never, { ids: [String(e.stream)] }).finally(() => client.release())
  const state = folded(e.noun as never, stream?.events.slice(0, -1) ?? [])
  await t.edit(`delete from event where ${at(e)}`)
  await t.edit(`update ${ROWS[e.noun as keyof typeof ROWS].table} set state = $1 where id = '${String(e.stream)}'`, [JSON.stringify(state)])
  return { what: 'event: the tail with its row', names: [step(e), ...(await named(t, String(e.noun), String(e.stream)))] }
}

const swappedEvents: Kind = async (t) => {
  const e = await t.some('event', 'seq > 1')
  if (!e) return undefined
  const before = Number(e.seq) - 1
  if (t.random.chance(0.5))
    await t.edit(`update event set seq = -1 where ${at(e)}; update event set seq = seq + 1 where ${by(e)} and seq = ${before};
      update event set seq = ${before} where ${by(e)} and seq = -1`)
  else
    await t.edit(`update event e set body = o.body from event o where e.noun = '${String(e.noun)}' and e.stream = '${String(e.stream)}'
      and o.noun = e.noun and o.stream = e.stream and (e.seq, o.seq) in ((${before}, ${String(e.seq)}), (${String(e.seq)}, ${before}))`)
  return { what: 'event: two swapped', names: await steps(t, e, e.seq, before) }
}

const addedEvent: Kind = async (t) => {
  const e = await t.some('event')
  if (!e) return undefined
  const columns = 'centre_id, noun, stream, type, at, recorded_at, actor, post, body, hash'
  const between = t.random.chance(0.5)
  if (between)
    await t.edit(
      `update event set seq = -seq where ${by(e)} and seq > ${String(e.seq)}; update event set seq = 1 - seq where ${by(e)} and seq < 0`,
    )
  const [last] = await t.sql(`select max(seq) as last from event where ${by(e)}`)
  const seq = between ? Number(e.seq) + 1 : Number(last?.last) + 1
  await t.edit(`insert into event (${columns}, seq) select ${columns}, ${seq} from event where ${at(e)}`)
  return { what: `event: put ${between ? 'between' : 'at the end'}`, names: await steps(t, e, seq) }
}

const inventedStream: Kind = async (t) => {
  const e = await t.some('event', 'seq = 1')
  if (!e) return undefined
  const [row] = await t.edit(`insert into event (centre_id, noun, stream, seq, type, at, recorded_at, actor, post, body, hash)
    select centre_id, noun, gen_random_uuid(), seq, type, at, recorded_at, actor, post, body, hash from event where ${at(e)} returning stream`)
  return { what: 'event: a stream that was not', names: [String(row?.stream)] }
}

const OTHERWISE: Record<string, string> = {
  text: `coalesce(%, '') || 'x'`,
  integer: 'coalesce(%, 0) + 1',
  boolean: 'not coalesce(%, false)',
  timestamptz: `coalesce(% + interval '1 minute', now())`,
  uuid: 'gen_random_uuid()',
  'text[]': `array_append(%, 'x')`,
  tsvector: `coalesce(%, '') || to_tsvector('simple', 'x')`,
  date: `coalesce(% + 1, current_date)`,
}
const otherwise = (column: string, type = 'text') => (OTHERWISE[type] ?? OTHERWISE.text ?? '').replaceAll('%', column)

const changedRow: Kind = async (t) => {
  const noun = t.random.pick(NOUNS)
  const { table, columns } = ROWS[noun]
  const row = await t.some(table)
  if (!row) return undefined
  const [column, type] = t.random.pick(Object.entries(columns))
  await t.edit(`update ${table} set ${column} = ${otherwise(column, type)} where id = '${String(row.id)}'`)
  return { what: `${table}.${column}`, names: (await named(t, noun, String(row.id))).map((name) => `${name} 的当前记录与经过不符`) }
}

const changedState: Kind = async (t) => {
  const noun = t.random.pick(NOUNS)
  const { table } = ROWS[noun]
  const row = await t.some(table)
  if (!row) return undefined
  const key = t.random.pick(Object.keys(row.state as object))
  const how = t.random.pick([`state - '${key}'`, `state || '{"${key}": "x"}'`, `state || '{"forged": true}'`])
  await t.edit(`update ${table} set state = ${how} where id = '${String(row.id)}'`)
  return { what: `${table}: state = ${how}`, names: await named(t, noun, String(row.id)) }
}

const droppedRow: Kind = async (t) => {
  const noun = t.random.pick(NOUNS)
  const row = await t.some(ROWS[noun].table)
  if (!row) return undefined
  await t.edit(`delete from ${ROWS[noun].table} where id = '${String(row.id)}'`)
  return { what: `${ROWS[noun].table}: dropped`, names: await named(t, noun, String(row.id)) }
}

const copiedRow: Kind = async (t) => {
  const row = await t.some('visit')
  if (!row) return undefined
  const [made] = await t.edit(
    `insert into visit select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid()))).* from visit v where id = '${String(row.id)}' returning id`,
  )
  return { what: 'visit: a copy', names: [String(made?.id), ...(await named(t, 'visit', String(row.id)))] }
}

const assignmentEdit: Kind = async (t) => {
  const a = await t.some('assignment')
  if (!a) return undefined
  const where = `order_id = '${String(a.order_id)}' and no = ${String(a.no)}`
  const how = t.random.pick(['update', 'update', 'update', 'delete', 'insert'])
  let no = Number(a.no)
  if (how === 'delete') await t.edit(`delete from assignment where ${where}`)
  else if (how === 'insert') {
    no = 90
    await t.edit(`insert into assignment select (jsonb_populate_record(a, '{"no": 90}')).* from assignment a where ${where}`)
  } else {
    const [column, type] = t.random.pick(Object.entries(ASSIGNMENT_COLUMNS).filter(([c]) => c !== 'order_id' && c !== 'no'))
    await t.edit(`update assignment set ${column} = ${otherwise(column, type)} where ${where}`)
  }
  return { what: `assignment: ${how}`, names: (await named(t, 'order', String(a.order_id))).map((name) => `${name}的第 ${no} 个承办`) }
}

const textEdit: Kind = async (t) => {
  const text = await t.some('text_value')
  if (!text) return undefined
  const id = String(text.text_id)
  const how = t.random.pick([
    `update text_value set body = coalesce(body, '') || '。' where text_id = '${id}'`,
    `update text_value set digest = 'x' where text_id = '${id}'`,
    `update text_value set kind = kind || 'x' where text_id = '${id}'`,
    `update text_value set sealed = case when sealed is null then '\\x00' else set_byte(sealed, length(sealed) / 2, 255 - get_byte(sealed, length(sealed) / 2)) end where text_id = '${id}'`,
    `delete from text_value where text_id = '${id}'`,
    `with o as (select * from text_value where text_id <> '${id}' and digest <> (select digest from text_value where text_id = '${id}') limit 1)
       update text_value t set kind = o.kind, digest = o.digest, body = o.body, sealed = o.sealed from o where t.text_id = '${id}'`,
  ])
  await t.edit(how)
  return { what: how.split(' where ')[0] ?? '', names: [`文字 ${id}`, ...(await holdersOf(t, id))] }
}

/** Rows whose title or search words were made of a text. */
async function holdersOf(t: Tampering, id: string): Promise<string[]> {
  const rows = await t.sql(
    `select number from saved.work_order where state::text like '%' || $1 || '%' union all select number from saved.service_request where state::text like '%' || $1 || '%'`,
    [id],
  )
  return rows.map(({ number }) => String(number))
}

const inventedText: Kind = async (t) => {
  const text = await t.some('text_value')
  if (!text) return undefined
  const [made] = await t.edit(
    `insert into text_value select (jsonb_populate_record(v, jsonb_build_object('text_id', gen_random_uuid()))).* from text_value v where text_id = '${String(text.text_id)}' returning text_id`,
  )
  return { what: 'text_value: a copy', names: [String(made?.text_id)] }
}

const RECORD: Record<string, { id: string; changes: string[] }> = {
  audit: {
    id: 'audit_id',
    changes: [
      `actor = actor || 'x'`,
      `detail = detail || '{"x": 1}'`,
      `at = at - interval '1 day'`,
      `object = coalesce(object, '') || 'x'`,
      `kind = 'logout'`,
      'hash = null',
    ],
  },
  attachment: {
    id: 'attachment_id',
    changes: [`name = '另一个.jpg'`, `sha256 = repeat('0', 64)`, `by_name = '某人'`, `at = at + interval '1 second'`],
  },
  request_photo: { id: 'photo_id', changes: [`sha256 = repeat('0', 64)`, 'size = size + 1'] },
}

const recordEdit: Kind = async (t) => {
  const table = t.random.pick(Object.keys(RECORD))
  const { id, changes } = RECORD[table] ?? { id: '', changes: [] }
  const row = await t.some(table)
  if (!row) return undefined
  const key = String(row[id])
  const how = t.random.pick(['update', 'update', 'delete', 'copy'])
  const change = t.random.pick(changes)
  if (how === 'update') await t.edit(`update ${table} set ${change} where ${id} = '${key}'`)
  if (how === 'delete') await t.edit(`delete from ${table} where ${id} = '${key}'`)
  if (how !== 'copy') return { what: `${table}: ${how} ${change}`, names: [key] }
  const [made] = await t.edit(
    `insert into ${table} select (jsonb_populate_record(v, jsonb_build_object('${id}', gen_random_uuid(), 'sha256', repeat('1', 64)))).* from ${table} v where ${id} = '${key}' returning ${id} as id`,
  )
  return { what: `${table}: a copy`, names: [String(made?.id)] }
}

const spoiltFile: Kind = async (t) => {
  const row = await t.some('attachment')
  if (!row) return undefined
  await t.spoil(String(row.sha256))
  return { what: 'a file', names: [String(row.attachment_id)] }
}

const packEdit: Kind = async (t) => {
  const how = t.random.pick([
    `update pack set body = jsonb_set(body, '{city,name}', '"别处"') where version = 2`,
    `update pack set published_by = '某人' where version = 2`,
    `delete from pack where version = 2`,
    `update pack set hash = null where version = 2`,
  ])
  await t.edit(how)
  return { what: how, names: ['机制配置 第 2 版'] }
}

const sealEdit: Kind = async (t) => {
  const batch = await t.some('seal_batch')
  if (!batch) return undefined
  const where = `batch = ${String(batch.batch)}`
  const how = t.random.pick([
    `update seal_batch set count = count + 1 where ${where}`,
    `update seal_batch set first = first + 1 where ${where}`,
    `update seal_batch set at = at + interval '1 second' where ${where}`,
    `update seal_batch set hash = 'x' where ${where}`,
    `update seal_batch set signature = 'x' where ${where}`,
    `update seal_batch set key_id = 'x' where ${where}`,
    `update seal_batch set members = set_byte(members, 3, 255 - get_byte(members, 3)) where ${where}`,
    `update seal_batch set members = substr(members, 24) where ${where}`,
    `delete from seal_batch where ${where}`,
    `update seal_batch b set members = o.members, count = o.count from seal_batch o where b.${where} and o.batch = (b.batch % (select max(batch) from seal_batch)) + 1`,
  ])
  await t.edit(how)
  const [last] = await t.sql('select max(batch) as last from saved.seal_batch')
  const tail = how.startsWith('delete') && Number(last?.last) === Number(batch.batch)
  return { what: how, names: [`第 ${String(batch.batch)} 批`, ...(tail ? ['末尾'] : [])] }
}

const headEdit: Kind = async (t) => {
  const how = t.random.pick([
    'update seal_head set seal = seal - 1',
    'update seal_head set batch = batch - 1',
    `update seal_head set hash = 'x'`,
    'delete from seal_head',
  ])
  await t.edit(how)
  return { what: how, names: ['封存末位记录', '封存游标'] }
}

const sealTrick: Kind = async (t) => {
  const how = t.random.pick([
    'truncate seal_batch',
    `delete from seal_batch; delete from seal_head`,
    `update seal_head set horizon = '3'`,
    `update event set xact = '9000000000' where (stream, seq) in (select stream, seq from event limit 1)`,
    `insert into seal_batch select centre_id, batch + 1, first + count, count, members, at, hash, key_id, signature from seal_batch order by batch desc limit 1`,
  ])
  await t.edit(how)
  return { what: how, names: ['封存'] }
}

const figureEdit: Kind = async (t) => {
  const row = await t.some('rollup', 'amount <> 0')
  if (!row) return undefined
  const where = `day = $1::date and dimension = $2 and key = $3 and figure = $4`
  const [{ day }] = (await t.sql(
    'select to_char(day, $5) as day from rollup where ctid = (select ctid from rollup where day = $1 and dimension = $2 and key = $3 and figure = $4)',
    [row.day, row.dimension, row.key, row.figure, 'YYYY-MM-DD'],
  )) as [{ day: string }]
  const values = [day, row.dimension, row.key, row.figure]
  const how = t.random.pick([
    `update rollup set amount = amount + 1 where ${where}`,
    `delete from rollup where ${where}`,
    `update rollup set key = key || 'x' where ${where}`,
  ])
  await t.edit(how, values)
  return { what: how, names: [[day, row.dimension, row.key, row.figure].map(String).join(' ')] }
}

const deltaEdit: Kind = async (t) => {
  const row = await t.some('delta')
  if (!row) return undefined
  const how = t.random.pick([
    `delete from delta where delta_id = ${String(row.delta_id)}`,
    `insert into delta (centre_id, changes) select centre_id, changes from delta where delta_id = ${String(row.delta_id)}`,
  ])
  await t.edit(how)
  const [key = ''] = Object.keys(row.changes as object)
  return { what: how, names: [key.replaceAll('|', ' ')] }
}

const timerEdit: Kind = async (t) => {
  const job = await t.some('job', 'owner is not null')
  if (!job) return undefined
  const key = String(job.key)
  const how = t.random.pick([
    `update job set due_at = due_at + interval '30 days' where key = $1`,
    'delete from job where key = $1',
    `update job set key = key || 'x' where key = $1`,
  ])
  await t.edit(how, [key])
  return { what: how, names: [key] }
}

const truncated: Kind = async (t) => {
  const table = t.random.pick(['event', 'audit', 'text_value', 'rollup', 'request_photo', 'attachment', 'visit'])
  const words: Record<string, string> = {
    event: '的全部经过被删除',
    audit: '审计记录',
    text_value: '文字',
    rollup: '统计数',
    request_photo: '诉求照片',
    attachment: '附件',
    visit: '回访',
  }
  await t.edit(`delete from ${table}`)
  return { what: `${table}: emptied`, names: [words[table] ?? ''] }
}

const KINDS: (readonly [Kind, number])[] = [
  [changedEvent, 10],
  [movedToNoun, 1],
  [droppedEvent, 5],
  [droppedStream, 4],
  [cutTail, 4],
  [swappedEvents, 5],
  [addedEvent, 5],
  [inventedStream, 2],
  [changedRow, 10],
  [changedState, 5],
  [droppedRow, 3],
  [copiedRow, 1],
  [assignmentEdit, 6],
  [textEdit, 8],
  [inventedText, 1],
  [recordEdit, 10],
  [spoiltFile, 2],
  [packEdit, 3],
  [sealEdit, 8],
  [headEdit, 3],
  [sealTrick, 3],
  [figureEdit, 5],
  [deltaEdit, 2],
  [timerEdit, 4],
  [truncated, 3],
]
