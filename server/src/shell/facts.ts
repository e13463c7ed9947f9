/** Fetches the facts a command's decision needs (core `FactKind`). Never taken from a request's body. */
import { createHmac } from 'node:crypto'
import { dayOf, formatDay } from '@huying/core/calendar'
import type { Actor, FactKind, Facts, Instant } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import { mentionsIn } from '@huying/text/mentions'
import type { Policy } from '@huying/core/policy/policy'
import { inScope } from '../access.ts'
import { citedAttachments, contentsOf } from '../attachment/facts.ts'
import { BULLETIN_FACTS } from '../bulletin/facts.ts'
import { type Db, uuidOf } from '../db.ts'
import { disposalOf, preservedOver, subjectOf } from '../retention/preserved.ts'
import { sameTexts } from '../text/same.ts'
import type { Shell } from './shell.ts'

export interface FactCall {
  centre: string
  /** The thing the command is given to, as it is now; of one that is being created there is no state. */
  stream: string
  state: unknown
  actor: Actor
  input: unknown
  words: Map<string, string>
  policy: Policy
  now: Instant
}

/** Shown once to the person; what is stored is its keyed digest. */
export interface Told {
  queryCode?: string
}

export async function fetchFacts(shell: Shell, kinds: readonly FactKind[], call: FactCall, told: Told): Promise<Facts> {
  const facts: Facts = {}
  for (const kind of kinds) Object.assign(facts, await FETCH[kind](shell, call, told))
  return facts
}

export type Fetch = (shell: Shell, call: FactCall, told: Told) => Facts | Promise<Facts>

const FETCH: Record<FactKind, Fetch> = {
  numbers: async (shell, { centre, now }, told) => {
    told.queryCode = shell.numbers.code()
    const [request, order] = [await shell.numbers.next(centre, 'request', now), await shell.numbers.next(centre, 'order', now)]
    return { numbers: { request, order, queryKey: queryKey(shell, request, told.queryCode) } }
  },
  mentions: (_shell, { words, policy }) => ({ mentions: mentionsIn([...words.values()].join('\n'), policy.pack.kinds.marks) }),
  network: async (shell, { centre, input, now }) => ({ network: await networkOf(shell.pool, centre, unitsIn(input), now) }),
  users: async (shell, { centre, input, now }) => ({ users: await usersOf(shell.pool, centre, namedIn(input), now) }),
  knowledge: async (shell, { centre, input, now }) => ({ knowledge: await versionsOf(shell.pool, centre, citedIn(input), now) }),
  attachments: async (shell, { centre, input }) => ({ attachments: await attachmentsFor(shell.pool, centre, input) }),
  same: async (shell, { centre, ...call }) => ({ same: await sameTexts(shell.pool, centre, shell.crypto, call) }),
  orders: async (shell, call) => ({ orders: await ordersOf(shell.pool, call, intoOf(call.input)) }),
  subject: async (shell, call) => ({ subject: await subjectOf(shell.pool, call) }),
  preserved: async (shell, { centre, stream }) => ({ preserved: await preservedOver(shell.pool, shell.crypto, centre, stream) }),
  disposal: async (shell, { centre, input }) => ({ disposal: await disposalOf(shell.pool, centre, input) }),
  contents: async (shell, { centre, stream, input }) => ({ contents: await contentsOf(shell.pool, centre, stream, input) }),
  holds: async (shell, { centre, actor, now }) => ({ holds: await unitsHeld(shell.pool, centre, actor.user, now) }),
  ...BULLETIN_FACTS,
}

export const queryKey = (shell: Pick<Shell, 'crypto'>, number: string, code: string) =>
  createHmac('sm3', shell.crypto.digest(`query:${number}`))
    .update(code)
    .digest('base64url')

function unitsIn(input: unknown): string[] {
  const { lead, assists, to, unit } = input as {
    lead?: { unit: string }
    assists?: { unit: string }[]
    to?: { unit: string }[] | string
    unit?: string
  }
  const many = [...(lead ? [lead] : []), ...(assists ?? []), ...(Array.isArray(to) ? to : [])].map((t) => t.unit)
  return [...many, ...(typeof to === 'string' ? [to] : []), ...(unit ? [unit] : [])]
}

/** Posts held today in the units: leaders who sign and people who handle (DISPATCH-21). */
export async function networkOf(db: Db, centre: string, units: string[], now: Instant) {
  const { rows } = await db.query<{ unit: string; leaders: number; handlers: number }>({
    name: 'network',
    text: `select unit, count(distinct user_id) filter (where post = 'unit_leader')::int as leaders,
        count(distinct user_id) filter (where post in ('handler', 'liaison', 'county_officer', 'field'))::int as handlers
      from post_held where centre_id = $1 and unit = any($2::text[]) and from_at <= $3 and (to_at is null or to_at > $3) group by unit`,
    values: [centre, units, new Date(now).toISOString()],
  })
  const found = new Map(rows.map((r) => [r.unit, { leaders: r.leaders, handlers: r.handlers }]))
  return Object.fromEntries(units.map((u) => [u, found.get(u) ?? { leaders: 0, handlers: 0 }]))
}

/** The one person an input names: who takes over, or who signed by hand. */
const namedIn = (input: unknown) => {
  const { user, signer } = input as { user?: string; signer?: string }
  return user ?? signer ?? ''
}

async function usersOf(db: Db, centre: string, user: string, now: Instant) {
  const { rows } = await db.query<{ name: string; outsourced: boolean; units: string[]; posts: string[] }>({
    name: 'colleague',
    text: `select p.name, p.outsourced, array_agg(h.unit) as units, array_agg(h.post) as posts from person p join post_held h using (centre_id, user_id)
      where p.centre_id = $1 and p.user_id = $2::uuid and p.closed_at is null and h.from_at <= $3 and (h.to_at is null or h.to_at > $3) group by 1, 2`,
    values: [centre, uuidOf(user), new Date(now).toISOString()],
  })
  return rows[0] ? { [user]: rows[0] } : {}
}

/** Units in which a person holds any post today. */
async function unitsHeld(db: Db, centre: string, user: string, now: Instant): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>({
    name: 'units held',
    text: `select distinct unit from post_held where centre_id = $1 and user_id = $2::uuid and from_at <= $3 and (to_at is null or to_at > $3)`,
    values: [centre, uuidOf(user), new Date(now).toISOString()],
  })
  return rows.map(({ unit }) => unit)
}

function citedIn(input: unknown): string[] {
  const { knowledge, outcome } = input as { knowledge?: string[]; outcome?: { knowledge?: string[] } }
  return knowledge ?? outcome?.knowledge ?? []
}

/** The newest version of each, where it is published and valid today: nobody quotes what nobody finds (KB-01). */
async function versionsOf(db: Db, centre: string, codes: string[], now: Instant): Promise<Record<string, number>> {
  if (!codes.length) return {}
  const { rows } = await db.query<{ code: string; version: number }>({
    name: 'cited',
    text: `select k.code, k.version from knowledge k where k.centre_id = $1 and k.code = any($2::text[]) and k.stage = 'published'
      and (k.from_day is null or k.from_day <= $3::date) and (k.to_day is null or k.to_day >= $3::date)
      and not exists (select 1 from knowledge n where n.centre_id = k.centre_id and n.code = k.code and n.version > k.version)`,
    values: [centre, codes, formatDay(dayOf(now))],
  })
  return Object.fromEntries(rows.map((r) => [r.code, r.version]))
}

/** The running order that an input names: merged into, or joined by a new request. */
function intoOf(input: unknown): string | undefined {
  const { into, outcome } = input as { into?: string; outcome?: { into?: string } }
  return into ?? outcome?.into
}

/** An order that the actor may not see is none for him. */
async function ordersOf(db: Db, { centre, actor, policy }: FactCall, id: string | undefined): Promise<Facts['orders']> {
  if (id === undefined) return {}
  const { rows } = await db.query<{ state: Order }>({
    name: 'merge_target',
    text: 'select state from work_order where centre_id = $1 and id = $2::uuid',
    values: [centre, uuidOf(id)],
  })
  const order = rows[0]?.state
  return order && inScope('order', order, actor, policy) ? { [id]: { stage: order.stage, number: order.number } } : {}
}

async function attachmentsFor(db: Db, centre: string, input: unknown): Promise<Facts['attachments']> {
  const { attachments, scan } = input as { attachments?: string[]; scan?: string }
  return citedAttachments(db, centre, [...(attachments ?? []), ...(scan === undefined ? [] : [scan])])
}
