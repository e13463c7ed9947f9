/** 短信记录: the messages as rows for screens and files. Number and name are masked; the words are shown on the order's page only. */
import { DAY, formatInstant } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import { MESSAGE_STAGES, type MessageStage, type Moment, RESENDABLE } from '@huying/core/message/wanted'
import type { Policy } from '@huying/core/policy/policy'
import { Type } from '@sinclair/typebox'
import { scopeSql } from '../access.ts'
import { type Db, ts, uuidOf } from '../db.ts'
import { Day, endOfDay, startOfDay } from '../period.ts'
import type { Sheet } from '../export/sheet.ts'

/** What 短信记录 is narrowed by, on its page and in its file. */
export const MESSAGE_FILTERS = {
  stage: Type.Optional(Type.Union((Object.keys(MESSAGE_STAGES) as (keyof typeof MESSAGE_STAGES)[]).map((s) => Type.Literal(s)))),
  q: Type.Optional(Type.String({ maxLength: 40, title: '编号或收信人' })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}

export interface MessageRow {
  id: string
  order: string
  /** Of the order or, for an answer, of the request. */
  number: string
  occasion: string
  unit: string | null
  /** An answer: its addressee is the person who asked. */
  toPerson: boolean
  name: string | null
  masked: string | null
  stage: MessageStage
  why: string | null
  attempts: number
  queuedAt: Instant
  sentAt: Instant | null
  endedAt: Instant | null
  course: Moment[]
}

/** Whoever reads messages by a confidential matter may not know whom they went to. */
const SECRET = `(wanted->'to' ? 'request' and exists (select 1 from work_order o where o.centre_id = message.centre_id and o.id = message.order_id and o.confidential))`
const COLUMNS = `message_id as id, order_id as "order", number, occasion, unit, wanted->'to' ? 'request' as "toPerson", case when not ${SECRET} then name end as name,
  case when not ${SECRET} then masked end as masked, stage, why, attempts,
  queued_at as "queuedAt", sent_at as "sentAt", ended_at as "endedAt", course`

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
}

interface Asked {
  stage?: string
  q?: string
  from?: string
  to?: string
  after?: string
  limit: number
}

/** Who runs the system sees what was sent to whom and may send it once more; orders he does not see. */
export const keepsMessages = (actor: Actor, policy: Policy) => policy.post(actor.post)?.commands.includes('message.resend') ?? false

/** The newest first. `q`: the beginning of a number, or part of the addressee's name. */
export async function messageList(db: Db, centre: string, { stage, q, from, to, after, limit }: Asked) {
  const [at, id] = after?.split('~') ?? []
  const { rows } = await db.query<MessageRow & { sort_key: string }>(
    `select ${COLUMNS}, queued_at::text as sort_key from message
     where centre_id = $1 and ($2::text is null or stage = $2) and ($3::text is null or starts_with(number, $3) or strpos(name, $3) > 0)
       and ($4::timestamptz is null or queued_at >= $4) and ($5::timestamptz is null or queued_at < $5)
       and ($6::timestamptz is null or (queued_at, message_id) < ($6, $7::uuid))
     order by queued_at desc, message_id desc limit $8`,
    [
      centre,
      stage ?? null,
      q?.trim() || null,
      from ? startOfDay(from) : null,
      to ? endOfDay(to) : null,
      at ?? null,
      id ? uuidOf(id) : null,
      limit + 1,
    ],
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit).map(({ sort_key: _key, ...row }) => row), next: last && `${last.sort_key}~${last.id}` }
}

/** How far back the figures of messages look. */
export const COUNTED = 30 * DAY

/** Ended without reaching anybody, for whoever runs the system to look at and send once more. */
export async function messagesUnsent(db: Db, centre: string, since: Instant): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int as count from message where centre_id = $1 and queued_at >= $2 and stage = any($3::text[])',
    [centre, ts(since), RESENDABLE],
  )
  return rows[0]?.count ?? 0
}

/** How many there are of each stage, of the last month: what wants a hand is seen at once. */
export async function messageCounts(db: Db, centre: string, since: Instant) {
  const { rows } = await db.query<{ stage: MessageStage; count: number }>(
    'select stage, count(*)::int as count from message where centre_id = $1 and queued_at >= $2 group by stage',
    [centre, ts(since)],
  )
  return (Object.keys(MESSAGE_STAGES) as MessageStage[]).map((stage) => ({
    stage,
    label: MESSAGE_STAGES[stage],
    count: rows.find((r) => r.stage === stage)?.count ?? 0,
  }))
}

export async function messagesOfOrder(db: Db, centre: string, order: string) {
  const { rows } = await db.query<MessageRow & { sealed: Buffer | null }>({
    name: 'messages of order',
    text: `select ${COLUMNS}, sealed from message
      where centre_id = $1 and order_id = $2 order by queued_at, message_id`,
    values: [centre, order],
  })
  return rows
}

/** The messages that press for signing orders nobody has signed for yet. */
export async function signMessages(db: Db, { centre, actor, policy }: Reader, occasions: readonly string[], since: Instant) {
  if (!occasions.length) return []
  const scope = scopeSql('order', actor, policy, 4)
  const { rows } = await db.query<Pick<MessageRow, 'order' | 'name' | 'stage' | 'why'> & { at: Instant }>(
    `select m.order_id as "order", m.name, m.stage, m.why, coalesce(m.ended_at, m.sent_at, m.queued_at) as at
      from work_order t join message m on m.centre_id = t.centre_id and m.order_id = t.id
      where t.centre_id = $1 and t.stage = 'dispatched' and m.occasion = any($2::text[]) and m.queued_at > $3 and ${scope.text} order by m.queued_at desc, m.message_id`,
    [centre, occasions, ts(since), ...scope.values],
  )
  return rows.map((row) => ({ ...row, label: MESSAGE_STAGES[row.stage] }))
}

/** With the words that people read. */
export function shown(row: MessageRow, policy: Policy) {
  return {
    ...row,
    label: occasionLabel(row, policy),
    stageLabel: MESSAGE_STAGES[row.stage],
    course: row.course.map(({ at, stage, why, by }) => ({ at, stage, label: MESSAGE_STAGES[stage], why, by })),
    resendable: RESENDABLE.includes(row.stage),
  }
}
const occasionLabel = (row: MessageRow, policy: Policy) =>
  policy.pack.messages?.find(({ code }) => code === row.occasion)?.label ?? row.occasion

export const MESSAGES: Sheet = {
  name: '短信记录',
  columns: [
    ['序号', 6],
    ['事由', 14],
    ['编号', 14],
    ['承办单位', 20],
    ['收信人', 12],
    ['手机号码', 14],
    ['状态', 18],
    ['原因', 36],
    ['提交时间', 17],
    ['发送时间', 17],
    ['结束时间', 17],
    ['尝试次数', 8],
  ],
}

export function messageLine(row: MessageRow, policy: Policy): string[] {
  const time = (at: Instant | null) => (at === null ? '' : formatInstant(at))
  const unit = row.unit ? (policy.unit(row.unit)?.name ?? row.unit) : ''
  // A file holds no personal data, not even masked.
  const who = row.toPerson ? [unit, '诉求人', ''] : [unit, row.name ?? '', row.masked ?? '']
  const times = [time(row.queuedAt), time(row.sentAt), time(row.endedAt)]
  return [occasionLabel(row, policy), row.number, ...who, MESSAGE_STAGES[row.stage], row.why ?? '', ...times, String(row.attempts)]
}
