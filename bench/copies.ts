/**
 * Years out of one played month, inside PostgreSQL. What is stored is the month again and again, each time 28 days earlier, under ids
 * and numbers of its own: every time in columns and states moves with it, and so do the references between the rows.
 *
 * It is no city's history. All months are alike; copied are the orders that have ended and what belongs to them (requests, calls,
 * visits, tasks, the steps of the journal that 签批审计 reads, photographs not), not what was answered on the spot, and of the open
 * orders one in a thousand a month, so that what is open stays the work of the last weeks. Words are shared by all copies. One copy in
 * ten has the telephone numbers of the month, the others have their own. Timers and follow-ups are those of the played month.
 */
import type pg from 'pg'

export const SPAN_DAYS = 28
/** Tables in the order of their references. */
const TABLES = ['contact', 'service_request', 'work_order', 'assignment', 'visit', 'task', 'event', 'rollup'] as const
type Table = (typeof TABLES)[number]
/** The column of the stream a row belongs to. */
const STREAM: Partial<Record<Table, string>> = { assignment: 'order_id', event: 'stream' }
/** States whose inner times are read by lists, in the copies of the last year; elsewhere they keep the times of the month that was played. */
const RETOLD_MONTHS = 13
const RETOLD: readonly Table[] = ['contact', 'service_request', 'work_order']
/** Steps of an order that a list reads from the journal (server/src/audit/signing.ts). */
const STEPS = "t.noun = 'order' and t.type in ('replied', 'approved', 'submitted', 'unsubmitted', 'sent_back', 'accepted')"

const INSTANT = String.raw`(?<=[ \[])[0-9]{13}(?=[,}\]])`
const ID = '"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"'
const NUMBER = '"[0-9]{6}-[0-9]{4,6}"'
const TOKEN = `${INSTANT}|${ID}|${NUMBER}`

/** Which streams are copied; `turn` null: every time, else only in that month. */
const STREAMS = `
  create temp table stream as
    select id, case when stage in ('closed', 'archived', 'void') then null else abs(hashtext(id::text)) % 1000 end as turn from work_order;
  insert into stream select r.id, s.turn from service_request r join stream s on s.id = r.order_id;
  insert into stream select distinct on (c.id) c.id, s.turn from contact c join service_request r on r.state->>'contact' = c.id::text join stream s on s.id = r.id;
  insert into stream select v.id, s.turn from visit v join stream s on s.id = v.order_id;
  insert into stream select id from task where stage <> 'todo';
  create unique index on stream (id);
  analyze stream;`

/** Version 7 ids begin with their time: moved by a fixed number of 65-second steps they stay in order and clash with nobody. */
const FUNCTIONS = `
  create function pg_temp.renamed(id uuid, k int) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(('x' || left(id::text, 8))::bit(32)::bigint - k * 3000), 8, '0') || substr(id::text, 9))::uuid $$;
  create function pg_temp.renumbered(number text, k int) returns text language sql immutable parallel safe as $$
    select to_char(to_date(left(number, 6), 'YYMMDD') - k * ${SPAN_DAYS}, 'YYMMDD') || substr(number, 7) $$;
  create function pg_temp.retold(parts text[], tokens text[], kinds "char"[], k int) returns jsonb language sql immutable parallel safe as $$
    select string_agg(part || case kind when 't' then (token::bigint - k * ${SPAN_DAYS * 86_400_000}::bigint)::text
        when 'i' then '"' || pg_temp.renamed(btrim(token, '"')::uuid, k) || '"' when 'n' then '"' || pg_temp.renumbered(btrim(token, '"'), k) || '"'
        else coalesce(token, '') end, '' order by i)::jsonb
    from unnest(parts, tokens, kinds) with ordinality x(part, token, kind, i) $$;`

/** States cut at their times, ids and numbers, once. */
const cut = (table: Table) => `
  insert into cut select t.id, regexp_split_to_array(t.state::text, '${TOKEN}'), x.tokens, x.kinds
  from ${table} t join stream on stream.id = t.id, lateral (
    select array_agg(token order by i) as tokens, array_agg((case when token !~ '^"' then 't' when length(token) < 30 then 'n'
      when exists (select 1 from stream s where s.id = btrim(token, '"')::uuid) then 'i' else 'k' end)::"char" order by i) as kinds
    from regexp_matches(t.state::text, '(${TOKEN})', 'g') with ordinality m(found, i), unnest(m.found) token) x;`

/** The rows of the month that are copied, apart from the tables that grow. */
const setApart = (table: Table) =>
  table === 'rollup'
    ? 'create temp table played_rollup as select * from rollup'
    : `create temp table played_${table} as select t.*, s.turn from ${table} t join stream s on s.id = t.${STREAM[table] ?? 'id'}
       ${table === 'event' ? `where ${STEPS}` : ''}; analyze played_${table}`

/** Copies until there are `stored` orders; how many months. `say` hears of each. */
export async function copyMonths(db: pg.ClientBase, stored: number, say: (line: string) => void): Promise<number> {
  await db.query(STREAMS)
  await db.query(FUNCTIONS)
  await db.query('create temp table cut (id uuid primary key, parts text[], tokens text[], kinds "char"[])')
  for (const table of RETOLD) await db.query(cut(table))
  await db.query('analyze cut')
  for (const table of TABLES) await db.query(setApart(table))
  const { rows } = await db.query<{ played: number; copied: number }>(
    'select count(*)::int as played, count(*) filter (where turn is null)::int as copied from work_order join stream using (id)',
  )
  const { played = 0, copied = 1 } = rows[0] ?? {}
  const months = Math.max(0, Math.ceil((stored - played) / copied))
  for (let k = months; k > 0; k--) {
    for (const table of TABLES) await db.query(await copyOf(db, table, k <= RETOLD_MONTHS && RETOLD.includes(table)), [k])
    if (k % 10 === 1) say(`copied ${months - k + 1} of ${months} months`)
  }
  return months
}

/** One table's rows, $1 months earlier. */
async function copyOf(db: pg.ClientBase, table: Table, retold: boolean): Promise<string> {
  const { rows } = await db.query<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_identity = 'NO' order by ordinal_position`,
    [table],
  )
  const whose = `played_${table} t${retold ? ' join cut c on c.id = t.id' : ''}`
  const source =
    table === 'rollup'
      ? `${whose} on conflict (centre_id, day, dimension, key, figure) do update set amount = rollup.amount + excluded.amount`
      : `${whose} where t.turn is null or t.turn = $1`
  return `insert into ${table} (${rows.map((c) => c.name).join(', ')}) select ${rows.map((c) => moved(c, retold)).join(', ')} from ${source}`
}

function moved({ name, type }: { name: string; type: string }, retold: boolean): string {
  const column = `t.${name}`
  if (type === 'timestamptz') return `${column} - $1 * interval '${SPAN_DAYS} days'`
  if (type === 'date') return `${column} - $1 * ${SPAN_DAYS}`
  if (type === 'uuid') return `pg_temp.renamed(${column}, $1)`
  if (name === 'number') return `pg_temp.renumbered(${column}, $1)`
  if (name === 'state' && retold) return 'pg_temp.retold(c.parts, c.tokens, c.kinds, $1)'
  if (name.endsWith('_digest')) return `case when $1 % 10 = 0 then ${column} else md5(${column} || $1::text) end`
  return column
}
