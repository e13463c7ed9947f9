/** 保全, 到期清理 and what each is for, as lists: searched, narrowed and taken out by one statement each. */
import { formatInstant } from '@huying/core/calendar'
import type { Disposal } from '@huying/core/disposal/disposal'
import { DISPOSED, type Disposed, DISPOSED_KINDS } from '@huying/core/disposal/kinds'
import { type Hold, HOLD_ON, HOLD_STAGES } from '@huying/core/hold/hold'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import type { Db } from '../db.ts'
import type { Sheet } from '../export/sheet.ts'
import { numberIn, page, placed, searchWhere, type Where } from '../shell/list.ts'
import { openRefs, readTexts } from '../text/read.ts'
import { OUTCOMES, type Outcome } from './due.ts'

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
  after?: string
  limit: number
}

const oneOf = <K extends string>(words: Readonly<Record<K, string>>, title: string) =>
  Type.Optional(
    Type.Union(
      (Object.keys(words) as K[]).map((key) => Type.Literal(key)),
      { title },
    ),
  )
const Q = Type.Optional(Type.String({ maxLength: 60, title: '查找' }))

export const HOLD_FILTERS = { q: Q, stage: oneOf(HOLD_STAGES, '状态'), on: oneOf(HOLD_ON, '对象') }

export interface HoldLine extends Omit<Hold, 'person' | 'why' | 'lift'> {
  /** Of a person: the masked number. */
  person?: string
  why?: string
  lift?: { by: string; user: string; at: Instant; why?: string }
}

/** By words of the document, or the number of the request or order. The newest first. */
export async function holdList(
  db: Db,
  q: Reader & { q?: string; stage?: string; on?: string },
): Promise<{ rows: HoldLine[]; next?: string }> {
  const where: Where[] = [
    ...(q.q ? [searchWhere(q.q)] : []),
    ...(q.stage ? [['t.stage = ?', q.stage] as Where] : []),
    ...(q.on ? [['t.subject = ?', q.on] as Where] : []),
  ]
  const list = { ...q, noun: 'hold', select: 't.id, t.state', from: 'legal_hold t', where, sort: 't.placed_at', descending: true } as const
  const { rows, next } = await page<{ id: string; state: Hold; sort_key: string }>(db, list)
  const texts = await readTexts(db, q.centre, openRefs(rows.map(({ state }) => [state.why, state.lift?.why])))
  const lines = rows.map(({ state: { person, why, lift, ...hold } }) => ({
    ...hold,
    why: texts.get(why.id),
    ...(person ? { person: person.masked } : {}),
    ...(lift ? { lift: { ...lift, why: texts.get(lift.why.id) } } : {}),
  }))
  return { rows: lines, next }
}

/** Newest first. */
export function disposalList(db: Db, q: Reader) {
  const from = { noun: 'disposal', select: 't.id, t.state', from: 'disposal t', sort: 't.asked_at', descending: true } as const
  return page<{ id: string; state: Disposal; sort_key: string }>(db, { ...q, ...from, where: [] })
}

export const ITEM_FILTERS = {
  q: Q,
  kind: oneOf(Object.fromEntries(DISPOSED_KINDS.map((kind) => [kind, DISPOSED[kind].label])) as Record<Disposed, string>, '种类'),
  outcome: oneOf({ ...OUTCOMES, left: '未处理', held: '保全中' }, '结果'),
}

export interface ItemLine {
  kind: Disposed
  id: string
  number: string | null
  endedAt: Instant
  outcome: Outcome | null
  doneAt: Instant | null
  /** Something stands over it now that keeps it from being erased. */
  held: boolean
}
interface ItemQuery {
  q?: string
  kind?: string
  outcome?: string
  after?: string
  limit: number
}

const STANDING = "h.centre_id = i.centre_id and h.stage <> 'lifted'"
const HELD = `exists (select 1 from legal_hold h where ${STANDING} and h.stream_id = i.id)
  or (i.kind in ('personal', 'confidential', 'files') and exists (select 1 from service_request r join legal_hold h on ${STANDING}
    and (h.number_digest in (r.call_digest, r.contact_digest) or h.stream_id::text in (select l->>'order' from jsonb_array_elements(r.state->'links') l))
    where r.centre_id = i.centre_id and r.id = i.id))`

const itemWhere = ({ q, kind, outcome }: ItemQuery): Where[] => [
  ...(q ? [['i.number = ?', numberIn(q.trim()) ?? q.trim()] as Where] : []),
  ...(kind ? [['i.kind = ?', kind] as Where] : []),
  ...(outcome === 'left' ? [['i.outcome is null'] as Where] : outcome === 'held' ? [[`(${HELD})`] as Where] : []),
  ...(outcome && outcome !== 'left' && outcome !== 'held' ? [['i.outcome = ?', outcome] as Where] : []),
]

/** What a disposal is for, what lay longest first. Its reader may see the disposal. */
export async function itemList(db: Db, centre: string, disposal: string, q: ItemQuery): Promise<{ rows: ItemLine[]; next?: string }> {
  const values: unknown[] = [centre, disposal]
  const where = itemWhere(q).map((one) => placed(one, values))
  if (q.after) {
    const [at, id, ref] = q.after.split('~')
    where.push(placed(['(i.ended_at, i.id, i.ref) > (?::timestamptz, ?::uuid, ?)', at, id, ref ?? ''], values))
  }
  const { rows } = await db.query<ItemLine & { ref: string; key: string }>(
    `select i.kind, i.id, i.ref, i.number, i.ended_at as "endedAt", i.outcome, i.done_at as "doneAt", ${HELD} as held, i.ended_at::text as key
     from disposal_item i where ${['i.centre_id = $1', 'i.disposal_id = $2', ...where].join(' and ')}
     order by i.ended_at, i.id, i.ref limit ${q.limit + 1}`,
    values,
  )
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  const lines = rows
    .slice(0, q.limit)
    .map(({ kind, id, number, endedAt, outcome, doneAt, held }) => ({ kind, id, number, endedAt, outcome, doneAt, held }))
  return { rows: lines, next: last && `${last.key}~${last.id}~${last.ref}` }
}

/** How many of a disposal's items something stands over now. */
export async function heldCount(db: Db, centre: string, disposal: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from disposal_item i where i.centre_id = $1 and i.disposal_id = $2 and i.outcome is null and (${HELD})
       and exists (select 1 from legal_hold h where ${STANDING})`,
    [centre, disposal],
  )
  return rows[0]?.n ?? 0
}

export const DISPOSAL_ITEMS: Sheet = {
  name: '到期清理清单',
  columns: [
    ['种类', 24],
    ['编号', 14],
    ['起算时间', 17],
    ['保全', 8],
    ['结果', 18],
    ['处理时间', 17],
  ],
}
export const itemLine = ({ kind, number, endedAt, held, outcome, doneAt }: ItemLine): string[] => [
  DISPOSED[kind].label,
  number ?? '',
  formatInstant(endedAt),
  held ? '保全中' : '',
  outcome ? OUTCOMES[outcome] : '',
  doneAt === null ? '' : formatInstant(doneAt),
]
