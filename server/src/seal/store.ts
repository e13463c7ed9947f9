/** Tables of the seal: batches, the head of each centre, and what is not sealed yet. */
import { type Db, ts } from '../db.ts'
import type { Batch, Head } from './batch.ts'
import type { Kind } from './members.ts'
import { NO_ID } from './members.ts'
import { exactly, RECORD_TABLES, RECORDS } from './records.ts'

export interface Tail {
  batch: number
  seal: number
  hash: string
  /** Everything written by transactions before this one is sealed. */
  horizon: string
}

/** The number of the last sealed record: everything up to it stands. 0 before the first. Bulletins and feeds count by it. */
export async function sealedUpTo(db: Db, centre: string): Promise<number> {
  const { rows } = await db.query<{ seal: number }>({
    name: 'sealed_up_to',
    text: 'select seal from seal_head where centre_id = $1',
    values: [centre],
  })
  return rows[0]?.seal ?? 0
}

/** Rows that wait to be sealed: kind, id, seq, hash; `xact` bounds are $2 (from) and $3 (before). */
const waiting = (what: (kind: string, id: string, seq: string) => string) =>
  [
    `select ${what('noun', 'stream', 'seq')} from event where centre_id = $1 and xact >= $2::xid8 and xact < $3::xid8`,
    ...RECORD_TABLES.map((table) => {
      const { id } = RECORDS[table]
      const [uuid, seq] = 'numbered' in RECORDS[table] ? [`'${NO_ID}'::uuid`, id] : [id, '0']
      return `select ${what(`'${table}'`, uuid, seq)} from ${table} where centre_id = $1 and xact >= $2::xid8 and xact < $3::xid8`
    }),
  ].join(' union all ')

/**
 * The newest of each table beside the horizon: one step into the end of an index. Asked whether any row lies beyond it, the planner does
 * not know that none does and reads the table from the other end, every few seconds, ten million events or not.
 */
const WAITS = `select ${['event', ...RECORD_TABLES]
  .map((table) => `coalesce((select xact from ${table} where centre_id = $1 order by xact desc limit 1) >= h.horizon, false)`)
  .join(' or ')} as waits
  from (select coalesce((select horizon from seal_head where centre_id = $1), '0'::xid8) as horizon) h`
const CURSOR = `declare unsealed no scroll cursor for
  select kind, id, seq, encode(hash, 'base64') as hash from (${waiting((kind, id, seq) => `xact, ${kind} as kind, ${id} as id, ${seq} as seq, hash`)}) x
  order by xact, kind, id, seq`

/** The first transaction that has not ended: what earlier ones wrote is all there. */
async function ended(db: Db): Promise<string> {
  const { rows } = await db.query<{ xmin: string }>({
    name: 'seal_xmin',
    text: 'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
  })
  return rows[0]?.xmin ?? '0'
}

/** Whether anything waits, finished or not: a look at the end of an index. */
export async function waits(db: Db, centre: string): Promise<boolean> {
  const { rows } = await db.query<{ waits: boolean }>({
    name: 'seal_waits',
    text: WAITS,
    values: [centre],
  })
  return rows[0]?.waits ?? false
}

/** Since when the oldest unsealed event waits, in seconds by the given clock; 0 where none does. */
export async function sealLag(db: Db, now: number): Promise<number> {
  const { rows } = await db.query<{ late: number }>({
    name: 'seal_lag',
    text: `select coalesce(max(extract(epoch from $1::timestamptz - first.recorded_at)), 0)::float8 as late from centre c
      left join seal_head h on h.centre_id = c.centre_id, lateral (select recorded_at from event e where e.centre_id = c.centre_id
        and e.xact >= coalesce(h.horizon, '0'::xid8) order by e.xact limit 1) first`,
    values: [ts(now)],
  })
  return Math.max(0, rows[0]?.late ?? 0)
}

/**
 * The centre's tail, locked until the transaction ends: the sealer's lease. Undefined where another sealer holds it. The first look of a
 * centre makes it.
 */
export async function lease(db: Db, centre: string): Promise<Tail | undefined> {
  const { rows } = await db.query<Tail>({
    name: 'seal_lease',
    text: 'select batch, seal, hash, horizon::text as horizon from seal_head where centre_id = $1 for update skip locked',
    values: [centre],
  })
  return rows[0]
}

export const firstHead = (db: Db, centre: string) =>
  db.query({
    name: 'seal_first',
    text: `insert into seal_head (centre_id, batch, seal, hash, horizon) values ($1, 0, 0, '', '0') on conflict do nothing`,
    values: [centre],
  })

interface Waiting {
  kind: Kind
  id: string
  seq: number
  hash: string | null
}

/** What waits and will not change any more, `size` rows at a time; answers the horizon after it. Inside one repeatable-read transaction. */
export async function eachUnsealed(db: Db, centre: string, from: string, size: number, seal: (rows: Waiting[]) => Promise<void>) {
  const before = await ended(db)
  await db.query(CURSOR, [centre, from, before])
  for (;;) {
    const { rows } = await db.query<Waiting>(`fetch ${size} from unsealed`)
    if (rows.length) await seal(rows)
    if (rows.length < size) break
  }
  await db.query('close unsealed')
  return before
}

export async function addBatch(db: Db, centre: string, b: Batch): Promise<void> {
  await db.query({
    name: 'seal_batch',
    text: `insert into seal_batch (centre_id, batch, first, count, members, at, hash, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [centre, b.batch, b.first, b.count, b.members, b.at, b.hash, b.key, b.signature],
  })
}

export async function putTail(db: Db, centre: string, { batch, seal, hash, horizon }: Tail): Promise<void> {
  await db.query({
    name: 'seal_tail',
    text: 'update seal_head set batch = $2, seal = $3, hash = $4, horizon = $5::xid8 where centre_id = $1',
    values: [centre, batch, seal, hash, horizon],
  })
}

type BatchRow = Omit<Batch, 'at' | 'key'> & { at_text: string; key_id: string }
const asBatch = ({ at_text, key_id, ...row }: BatchRow): Batch => ({ ...row, at: exactly(at_text) as string, key: key_id })

/** Batches from a number on, in order. */
export async function batchesFrom(db: Db, centre: string, from: number, most: number): Promise<Batch[]> {
  const { rows } = await db.query<BatchRow>({
    name: 'seal_batches',
    text: `select batch, first, count, members, at::text as at_text, hash, key_id, signature from seal_batch
      where centre_id = $1 and batch >= $2 order by batch limit $3`,
    values: [centre, from, most],
  })
  return rows.map(asBatch)
}

/** The batch in which a seal lies, or the first one made at or after a moment. Undefined where there is none. */
export async function batchOf(db: Db, centre: string, since: number | { at: number }): Promise<number | undefined> {
  const byTime = typeof since === 'object'
  const { rows } = await db.query<{ batch: number }>(
    `select batch from seal_batch where centre_id = $1 and ${byTime ? 'at >= $2::timestamptz' : 'first + count > $2'} order by batch limit 1`,
    [centre, byTime ? ts(since.at) : since],
  )
  return rows[0]?.batch
}

/** The signed head; undefined before the first batch. */
export async function headIn(db: Db, centre: string): Promise<Head | undefined> {
  const { rows } = await db.query<BatchRow>(
    `select batch, first, count, members, at::text as at_text, hash, key_id, signature from seal_batch where centre_id = $1 order by batch desc limit 1`,
    [centre],
  )
  return rows[0] && headOf(centre, asBatch(rows[0]))
}

export const headOf = (centre: string, { batch, first, count, at, hash, key, signature }: Batch): Head => ({
  ...{ centre, batch, seal: first + count - 1, at, hash, key, signature },
})
