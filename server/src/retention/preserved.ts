/** 保全 that stand over a request: over itself, its orders, its person, or over whoever shares an order with it and so its evidence. */
import type { DisposalFact, Facts } from '@huying/core/kernel'
import { inScope } from '../access.ts'
import { type Db, uuidOf } from '../db.ts'
import type { FactCall } from '../shell/facts.ts'
import { numberIn } from '../shell/list.ts'
import type { CryptoProvider } from '../text/crypto.ts'
import { revealTexts } from '../text/read.ts'

export interface Standing {
  id: string
  document: string
  on: string
  since: number
}

interface OverPerson extends Standing {
  text: string
}

/**
 * Numbers are compared under every key that stands, so that a rotation lets nothing through. `$2`: a request, or an order (its first member
 * stands for all).
 */
export async function preservedOver(db: Db, crypto: CryptoProvider, centre: string, id: string): Promise<Standing[]> {
  const { rows: people } = await db.query<OverPerson>({
    name: 'held people',
    text: `select id, state->>'document' as document, subject as "on", placed_at as since, state->'person'->>'id' as text
      from legal_hold where centre_id = $1 and stage <> 'lifted' and subject = 'person'`,
    values: [centre],
  })
  const opened = await revealed(db, crypto, centre, people)
  const { rows } = await db.query<Standing>({
    name: 'held things',
    text: `with orders as (
        select (l->>'order')::uuid as id from service_request r cross join lateral jsonb_array_elements(r.state->'links') l where r.centre_id = $1 and r.id = $2::uuid
        union select $2::uuid),
      near as (
        select $2::uuid as id
        union select (m->>'id')::uuid from work_order o cross join lateral jsonb_array_elements(o.state->'members') m
          where o.centre_id = $1 and o.id in (select id from orders)),
      things as (
        select id from orders union select id from near
        union select (l->>'order')::uuid from service_request r cross join lateral jsonb_array_elements(r.state->'links') l
          where r.centre_id = $1 and r.id in (select id from near))
      select h.id, h.state->>'document' as document, h.subject as "on", h.placed_at as since
      from legal_hold h where h.centre_id = $1 and h.stage <> 'lifted' and h.stream_id in (select id from things)
      union all
      select n.id, n.document, n."on", to_timestamp(n.since / 1000.0)
      from jsonb_to_recordset($3::jsonb) as n(id uuid, document text, "on" text, since float8, lookups jsonb)
      where exists (select 1 from service_request r where r.centre_id = $1 and r.id in (select id from near)
        and (n.lookups ? r.call_digest or n.lookups ? r.contact_digest))
      order by 4`,
    values: [centre, uuidOf(id), JSON.stringify(people.map((one) => ({ ...one, lookups: opened.get(one.text) ?? [] })))],
  })
  return rows
}

async function revealed(db: Db, crypto: CryptoProvider, centre: string, people: readonly OverPerson[]): Promise<Map<string, string[]>> {
  if (!people.length) return new Map()
  const ids = people.map(({ text }) => text)
  const numbers = await revealTexts(db, centre, ids, crypto)
  return new Map([...numbers].map(([id, number]) => [id, crypto.lookups(number)]))
}

/** The request or order that an input names by its number, where the actor may see it. */
export async function subjectOf(db: Db, { centre, actor, policy, input }: FactCall): Promise<Facts['subject']> {
  const { on, number = '' } = input as { on?: string; number?: string }
  const typed = numberIn(number.trim())
  if (!typed || (on !== 'request' && on !== 'order')) return undefined
  const { rows } = await db.query<{ id: string; state: object }>(
    `select id, state from ${on === 'order' ? 'work_order' : 'service_request'} where centre_id = $1 and number = $2`,
    [centre, typed],
  )
  const [found] = rows
  return found && inScope(on, found.state, actor, policy) ? { id: found.id, number: typed } : undefined
}

export async function disposalOf(db: Db, centre: string, input: unknown): Promise<DisposalFact | undefined> {
  const { disposal } = input as { disposal?: string }
  const { rows } = await db.query<{ state: DisposalFact }>({
    name: 'disposal of',
    text: 'select state from disposal where centre_id = $1 and id = $2::uuid',
    values: [centre, uuidOf(disposal ?? '')],
  })
  return rows[0]?.state
}
