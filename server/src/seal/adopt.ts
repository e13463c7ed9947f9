/**
 * 接管: a centre that worked before there was a chain gets one, once, at the first start after the upgrade and before it serves. What is
 * there then is taken as true, and columns that an older version left empty are filled in; from the first batch on, a record without a
 * hash was not written by us.
 */
import { note } from '../audit/note.ts'
import { type Noun, NOUNS } from '@huying/core/kernel'
import type pg from 'pg'
import { made, recordset } from '../shell/commit.ts'
import type { Shell } from '../shell/shell.ts'
import { nounTable } from '../shell/tables.ts'
import { chained } from './chain.ts'
import { recordHash, RECORD_TABLES, RECORDS, type RecordTable, SAID, type Said, saidIn } from './records.ts'
import { rowsFor, type Stream, streamsIn, type Wanted, wantedOf } from './rows.ts'

type Adopting = Pick<Shell, 'pool' | 'crypto' | 'packs' | 'clock'>

/** How many records got a hash. Two processes that start together wait for each other. */
export async function adopt(shell: Adopting, say: (line: string) => void): Promise<number> {
  const db = await shell.pool.connect()
  try {
    await db.query(`select pg_advisory_lock(hashtext('adopt'))`)
    let adopted = 0
    for (const { centre } of await shell.packs.centres()) {
      const { rows } = await db.query('select 1 from seal_batch where centre_id = $1 limit 1', [centre])
      if (rows.length) continue
      const dropped = await dropUnnamed(db, centre)
      if (dropped) {
        await note(
          { pool: db, crypto: shell.crypto },
          centre,
          { kind: 'texts_dropped', actor: 'system', detail: { dropped } },
          shell.clock.now(),
        )
        say(`旧版本留下的 ${dropped} 段没有任何记录引用的文字已清除，并记入审计`)
      }
      for (const table of RECORD_TABLES) adopted += await adoptRecords(shell, db, centre, table)
      for (const noun of NOUNS) adopted += await adoptStreams(shell, db, centre, noun, say)
    }
    if (adopted) say(`已为原有的 ${adopted} 条记录建立哈希链`)
    return adopted
  } finally {
    await db.query(`select pg_advisory_unlock(hashtext('adopt'))`).catch(() => undefined)
    db.release()
  }
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/**
 * Words that older versions kept of inputs that came to nothing: no event and no follow-up names them, so nobody could ever prove them, and
 * `verify` would call them added. Only here, before the first batch: from then on such words are a finding.
 */
async function dropUnnamed(db: pg.ClientBase, centre: string): Promise<number> {
  await db.query('create temp table named_text (id uuid primary key)')
  try {
    for (const [table, column] of [
      ['event', 'body'],
      ['job', 'input'],
    ])
      await db.query(
        `insert into named_text select distinct m[1]::uuid from ${table} t, regexp_matches(t.${column}::text, '"(${ID})"', 'g') m
         where t.centre_id = $1 on conflict do nothing`,
        [centre],
      )
    const { rowCount } = await db.query(
      'delete from text_value t where t.centre_id = $1 and not exists (select 1 from named_text n where n.id = t.text_id)',
      [centre],
    )
    return rowCount ?? 0
  } finally {
    await db.query('drop table if exists named_text')
  }
}

const PAGE = 300

async function adoptRecords({ crypto }: Adopting, db: pg.ClientBase, centre: string, table: RecordTable): Promise<number> {
  const { id } = RECORDS[table]
  let adopted = 0
  for (;;) {
    const { rows } = await db.query<{ id: string; said: Said }>(
      `select ${id}::text as id, ${SAID} as said from ${table} t where centre_id = $1 and hash is null limit ${PAGE}`,
      [centre],
    )
    if (!rows.length) return adopted
    await db.query(
      `update ${table} t set hash = decode(r.hash, 'base64') from unnest($2::text[], $3::text[]) r(id, hash) where t.centre_id = $1 and t.${id}::text = r.id`,
      [centre, rows.map((r) => r.id), rows.map((r) => recordHash(crypto, table, centre, saidIn(table, r.said)))],
    )
    adopted += rows.length
  }
}

async function adoptStreams(shell: Adopting, db: pg.ClientBase, centre: string, noun: Noun, say: (line: string) => void): Promise<number> {
  let adopted = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (let told = 0; ; ) {
    const { rows } = await db.query<{ stream: string }>(
      `select stream from event where centre_id = $1 and noun = $2 and stream > $3 and hash is null order by stream, seq limit 3000`,
      [centre, noun, after],
    )
    if (!rows.length) return adopted
    after = rows.at(-1)?.stream ?? after
    const streams = await streamsIn(db, centre, noun, { ids: [...new Set(rows.map((r) => r.stream))] })
    adopted += await adoptPage(shell, db, centre, noun, streams)
    if (adopted - told < 50_000) continue
    told = adopted
    say(`正在建立哈希链：${noun} ${adopted} 条`)
  }
}

/** Journal and rows of these streams in one transaction. */
async function adoptPage({ crypto, packs }: Adopting, db: pg.ClientBase, centre: string, noun: Noun, streams: Stream[]): Promise<number> {
  const heads = new Map<string, string>()
  const events = streams.flatMap((s) => s.events.flatMap((e) => chained(crypto, centre, e.recordedAt, [e], heads)))
  const wanted: Wanted[] = []
  for (const { id, row } of streams)
    if (row) wanted.push(await wantedOf(packs, centre, noun, id, { ...row.state, chain: heads.get(`${noun}:${id}`) }))
  const columns = await rowsFor(db, centre, noun, wanted)
  await db.query('begin')
  await db.query(
    `update event t set hash = decode(r.hash, 'base64') from unnest($3::uuid[], $4::int[], $5::text[]) r(stream, seq, hash)
     where t.centre_id = $1 and t.noun = $2 and t.stream = r.stream and t.seq = r.seq`,
    [centre, noun, events.map((e) => e.stream), events.map((e) => e.seq), events.map((e) => e.hash)],
  )
  const rows = columns.map((row, i) => ({ ...row, state: wanted[i]?.state }))
  await db.query(fillRows(noun), [centre, JSON.stringify(rows)])
  await db.query('commit')
  return events.length
}

/** Writes every column but the revision and the lookups; what has no words at hand keeps its own. */
function fillRows(noun: Noun): string {
  const table = nounTable(noun)
  const names = Object.keys(table.columns).filter((c) => c !== 'revision' && table.columns[c] !== 'lookup')
  const value = (c: string) => made(c, table.columns[c])
  const set = names
    .filter((c) => c !== 'id')
    .map((c) => `${c} = ${c === 'title' || c === 'search' ? `coalesce(${value(c)}, t.${c})` : value(c)}`)
  return `update ${table.table} t set ${set.join(', ')} from ${recordset(table, names, '$2')} where t.centre_id = $1 and t.id = r.id`
}
