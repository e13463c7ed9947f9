/** The outbox's table. A row changes by one statement each time, which adds a line to its course. */
import type { Instant } from '@huying/core/kernel'
import { type MessageStage, type Moment, RESENDABLE, type Wanted } from '@huying/core/message/wanted'
import { type Db, ts } from '../db.ts'

/** What a worker holds while its lease lasts. */
export interface Claimed {
  centre: string
  message_id: string
  sending_id: string
  occasion: string
  order_id: string
  wanted: Wanted
  sealed: Buffer | null
  attempts: number
  queued_at: Instant
}

/** One attempt ends by the gateway's time-out long before this. */
const LEASE = 60_000

/** Claims what is due; another worker sees none of it until the lease is over. */
export async function claim(db: Db, most: number, now: Instant): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'messages due',
    text: `with due as (
        select centre_id, message_id from message where stage = 'queued' and due_at <= $1 and (lease_until is null or lease_until < $1)
        order by due_at, message_id limit $2 for update skip locked
      )
      update message m set lease_until = $3, attempts = attempts + 1 from due where m.centre_id = due.centre_id and m.message_id = due.message_id
      returning m.centre_id as centre, m.message_id, m.sending_id, m.occasion, m.order_id, m.wanted, m.sealed, m.attempts, m.queued_at`,
    values: [ts(now), most, ts(now + LEASE)],
  })
  return rows
}

/** One person a message goes to: what is sealed of him with the words, and what may be shown. */
export interface Prepared {
  message_id: string
  sending_id: string
  wanted: Wanted
  name: string | null
  masked: string | null
  /** Base64. */
  sealed: string
}

/** The row becomes the first person's message; for each further one there is a row of its own. */
export async function prepare(db: Db, m: Claimed, [first, ...others]: Prepared[]): Promise<void> {
  await db.query(
    `with mine as (
       update message set wanted = $4, name = $5, masked = $6, sealed = decode($7, 'base64')
       where centre_id = $1 and message_id = $2 and sending_id = $3 and stage = 'queued' and sealed is null returning *
     )
     insert into message (centre_id, message_id, occasion, order_id, number, unit, wanted, name, masked, sealed, stage, sending_id, queued_at, due_at, course)
     select mine.centre_id, o.message_id, mine.occasion, mine.order_id, mine.number, mine.unit, o.wanted, o.name, o.masked, decode(o.sealed, 'base64'),
       'queued', o.sending_id, mine.queued_at, mine.due_at, mine.course
     from mine, jsonb_to_recordset($8::jsonb) as o(message_id uuid, sending_id uuid, wanted jsonb, name text, masked text, sealed text)`,
    [m.centre, m.message_id, m.sending_id, first?.wanted, first?.name, first?.masked, first?.sealed, JSON.stringify(others)],
  )
}

interface Step extends Moment {
  /** The gateway's own number. */
  reference?: string
  /** When it is tried again. */
  again?: Instant
}

/** What came of an attempt. A delivery report that was faster stands. */
export async function record(db: Db, m: Pick<Claimed, 'centre' | 'sending_id'>, { reference, again, ...moment }: Step): Promise<void> {
  const { at, stage, why } = moment
  await db.query({
    name: 'message step',
    text: `update message set stage = $3, why = $4, reference = coalesce($5, reference), due_at = coalesce($6::timestamptz, due_at), lease_until = null,
        sent_at = case when $3 = 'sent' then $7::timestamptz else sent_at end,
        ended_at = case when $3 in ('queued', 'sent') then null else $7::timestamptz end, course = course || $8::jsonb
      where centre_id = $1 and sending_id = $2::uuid and stage = 'queued'`,
    values: [m.centre, m.sending_id, stage, why ?? null, reference ?? null, ts(again), ts(at), JSON.stringify([moment])],
  })
}

/** What the gateway says of a message it took over. Undefined where it was never given such a one; told twice it changes nothing. */
export async function reported(db: Db, centre: string, sending: string, moment: Moment): Promise<MessageStage | undefined> {
  const { at, stage, why } = moment
  const { rows } = await db.query<{ stage: MessageStage }>(
    `with told as (
       update message set stage = $3, why = $4, sent_at = coalesce(sent_at, $5::timestamptz), ended_at = $5::timestamptz, lease_until = null, course = course || $6::jsonb
       where centre_id = $1 and sending_id = $2::uuid and stage in ('queued', 'sent') and attempts > 0 returning stage
     )
     select stage from told union all
     select stage from message where centre_id = $1 and sending_id = $2::uuid and attempts > 0 and not exists (select 1 from told)`,
    [centre, sending, stage, why ?? null, ts(at), JSON.stringify([moment])],
  )
  return rows[0]?.stage
}

/** Sends it once more under a new id, to the number that is registered now; true where it could be. */
export async function requeue(db: Db, centre: string, id: string, moment: Moment & { key?: string }, sending: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update message set stage = 'queued', why = null, reference = null, sealed = null, masked = null, sent_at = null, ended_at = null,
       attempts = 0, lease_until = null, due_at = $3, sending_id = $4, course = course || $5::jsonb
     where centre_id = $1 and message_id = $2::uuid and stage = any($6)`,
    [centre, id, ts(moment.at), sending, JSON.stringify([moment]), RESENDABLE],
  )
  return rowCount === 1
}
