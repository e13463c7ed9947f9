/** The tables as the database itself names them, so that a migration of tomorrow is backed up without a line here. */
import type { Db } from '../../db.ts'
import type { TableHead } from './frames.ts'

/**
 * Not carried over: sessions (whoever signed in before a disaster signs in again), what was counted for limits, and what the old machine did for itself. The list of
 * migrations travels in the manifest.
 */
const LEFT = ['migration', 'session', 'tally', 'upkeep']

interface Found extends TableHead {
  needs: string[]
}

/** Every table and its columns, those that others point at first; without columns that the database computes. */
export async function tablesOf(db: Db): Promise<TableHead[]> {
  const { rows } = await db.query<Found>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1)
     order by c.relname`,
    [LEFT],
  )
  return inOrder(rows).map(({ name, columns }) => ({ name, columns }))
}

function inOrder(tables: Found[]): Found[] {
  const out: Found[] = []
  let left = tables
  while (left.length) {
    const ready = left.filter((t) => t.needs.every((need) => !left.some(({ name }) => name === need)))
    if (!ready.length) throw new Error(`tables point at each other: ${left.map(({ name }) => name).join(', ')}`)
    out.push(...ready)
    left = left.filter((t) => !ready.includes(t))
  }
  return out
}

export async function sequencesOf(db: Db): Promise<{ name: string; value: number; called: boolean }[]> {
  const { rows } = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  )
  const out = []
  for (const { name } of rows) {
    const { rows: now } = await db.query<{ value: number; called: boolean }>(
      `select last_value as value, is_called as called from ${quoted(name)}`,
    )
    if (now[0]) out.push({ name, ...now[0] })
  }
  return out
}

/** Where the contents of attachments are named: every column called sha256, but for what was erased. */
export async function blobAddresses(db: Db): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'sha256' and not a.attisdropped`,
  )
  if (!tables.length) return []
  // A database of before has no such table.
  const { rows: later } = await db.query(`select 1 from pg_class where oid = to_regclass('public.erased_file')`)
  const erased = later.length
    ? `except select e.address from erased_file e where not exists (select 1 from attachment f where f.sha256 = e.address
        and not exists (select 1 from erased_file x where x.centre_id = f.centre_id and x.file_id = f.attachment_id))
      and not exists (select 1 from request_photo f where f.sha256 = e.address
        and not exists (select 1 from erased_file x where x.centre_id = f.centre_id and x.file_id = f.photo_id))`
    : ''
  const { rows } = await db.query<{ sha256: string }>(
    `(${tables.map(({ name }) => `select sha256 from ${quoted(name)} where sha256 is not null`).join(' union ')}) ${erased} order by 1`,
  )
  return rows.map(({ sha256 }) => sha256)
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * A transaction's number (xid8) is the finding aid of the sealer: what lies below the horizon is sealed (server/src/seal). It means nothing
 * in another database, so two numbers stand for it from then on, both under every number that a database gives away: below the horizon, or
 * waiting, with the horizon between them.
 */
const SEALED = '3'
const WAITING = '4'
const HORIZON = { table: 'seal_head', column: 'horizon' }

async function numbered(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await db.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and a.atttypid = 'xid8'::regtype`,
  )
  return rows
}

/** How a table is read for a backup. */
export async function selectOf(db: Db, { name, columns }: TableHead): Promise<string> {
  const all = await numbered(db)
  const marks = all.filter(({ table }) => table === name).map(({ column }) => column)
  const sealed = all.some(({ table }) => table === HORIZON.table)
  const below = (column: string) =>
    name === HORIZON.table || !sealed
      ? `'${WAITING}'`
      : `case when t.${quoted(column)} < h.${HORIZON.column} then '${SEALED}' else '${WAITING}' end`
  const list = columns.map((c) => (marks.includes(c) ? `${below(c)} as ${quoted(c)}` : `t.${quoted(c)}`))
  const heads = marks.length && sealed && name !== HORIZON.table ? ` left join ${HORIZON.table} h on h.centre_id = t.centre_id` : ''
  return `select ${list.join(', ')} from ${quoted(name)} t${heads}`
}
