/** What its term of keeping is over for, as one list that does not change any more: frozen rows with their digest. */
import { SETTLED } from '@huying/core/request/state'
import type { Disposal, Part } from '@huying/core/disposal/disposal'
import type { Disposed } from '@huying/core/disposal/kinds'
import { type Db, ts } from '../db.ts'

const OVER = `r.centre_id = $1 and r.stage = any($4::text[]) and r.closed_at < $3::timestamptz and not r.state ? 'erasedAt'`
const REQUEST = `select 'KIND', r.id, '', r.number, r.closed_at from service_request r where ${OVER}`

/** kind, id, ref, number, ended: `$3` is the moment before which it must have ended, `$4` the stages that are over. */
const DUE: Record<Disposed, string> = {
  personal: `${REQUEST} and not r.confidential`,
  confidential: `${REQUEST} and r.confidential`,
  files: `${REQUEST} and not r.state ? 'filesErasedAt' and (
    exists (select 1 from request_photo p where p.centre_id = r.centre_id and p.request_id = r.id)
    or exists (select 1 from jsonb_array_elements(r.state->'links') l join attachment a on a.centre_id = r.centre_id and a.order_id = (l->>'order')::uuid))`,
  messages: `select 'KIND', m.message_id, '', m.number, coalesce(m.ended_at, m.queued_at) from message m
    where m.centre_id = $1 and m.sealed is not null and m.stage <> all($4::text[]) and m.queued_at < $3::timestamptz and coalesce(m.ended_at, m.queued_at) < $3::timestamptz`,
  drafts: `select 'KIND', d.draft_id, '', null, d.saved_at from draft d where d.centre_id = $1 and d.saved_at < $3::timestamptz and d.draft_id::text <> all($4::text[])
    union all select 'KIND', d.order_id, d.user_id || ' ' || d.assignment, o.number, d.saved_at from reply_draft d
      left join work_order o on o.centre_id = d.centre_id and o.id = d.order_id where d.centre_id = $1 and d.saved_at < $3::timestamptz`,
}
const STAGES: Record<Disposed, readonly string[]> = {
  personal: SETTLED,
  confidential: SETTLED,
  files: SETTLED,
  // A message that waits to be sent is nobody's past.
  messages: ['queued', 'sending'],
  drafts: [],
}

/** Writes down what is due; the counts by kind. In a transaction of the caller's. */
export async function listDue(db: Db, centre: string, { id, parts }: Pick<Disposal, 'id' | 'parts'>): Promise<Record<string, number>> {
  await db.query('delete from disposal_item where centre_id = $1 and disposal_id = $2', [centre, id])
  const counts: Record<string, number> = {}
  for (const { kind, before } of parts) {
    const { rowCount } = await db.query(
      `insert into disposal_item (centre_id, disposal_id, kind, id, ref, number, ended_at)
       select $1, $2, due.* from (${DUE[kind].replaceAll('KIND', kind)}) due`,
      [centre, id, ts(before), STAGES[kind]],
    )
    counts[kind] = rowCount ?? 0
  }
  return counts
}

/** SHA-256 over the list. */
export async function digestOf(db: Db, centre: string, disposal: string): Promise<string> {
  const { rows } = await db.query<{ digest: string }>(
    `select encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', kind, id, ref), E'\\n' order by kind, id, ref), ''), 'UTF8')), 'hex') as digest
     from disposal_item where centre_id = $1 and disposal_id = $2`,
    [centre, disposal],
  )
  return rows[0]?.digest ?? ''
}

export interface Item {
  kind: Part['kind']
  id: string
  ref: string
}

/** The next of the list that nothing has become of yet. */
export async function nextItems(db: Db, centre: string, disposal: string, limit: number): Promise<Item[]> {
  const { rows } = await db.query<Item>(
    `select kind, id, ref from disposal_item where centre_id = $1 and disposal_id = $2 and outcome is null order by kind, id, ref limit ${limit}`,
    [centre, disposal],
  )
  return rows
}

export const OUTCOMES = { erased: '已清理', preserved: '保全，未清理', moved: '已有变化，未清理' } as const
export type Outcome = keyof typeof OUTCOMES

export const endItem = (db: Db, centre: string, disposal: string, item: Item, outcome: Outcome, at: number) =>
  db.query(
    'update disposal_item set outcome = $6, done_at = $7 where centre_id = $1 and disposal_id = $2 and kind = $3 and id = $4 and ref = $5',
    [centre, disposal, item.kind, item.id, item.ref, outcome, ts(at)],
  )

/** How many of each outcome, and how many are left. */
export async function progressOf(db: Db, centre: string, disposal: string): Promise<Record<Outcome | 'left', number>> {
  const { rows } = await db.query<{ outcome: Outcome | null; n: number }>(
    'select outcome, count(*)::int as n from disposal_item where centre_id = $1 and disposal_id = $2 group by 1',
    [centre, disposal],
  )
  const of = (outcome: Outcome | null) => rows.find((row) => row.outcome === outcome)?.n ?? 0
  return { erased: of('erased'), preserved: of('preserved'), moved: of('moved'), left: of(null) }
}
