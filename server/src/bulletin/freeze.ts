/**
 * 关账: copies the facts of every row in an edition's cohorts as they were at the cut-off, in one snapshot of the database. A row that
 * something happened to since is folded from its journal up to that moment, so that it does not matter when the copying was done.
 */
import { frozen } from '@huying/core/bulletin/adjust'
import { isDue, type Link, missingLinks } from '@huying/core/bulletin/loop'
import type { Edition, LoopCount } from '@huying/core/bulletin/state'
import { type Contribution, type Event, type Instant, type Noun, SYSTEM } from '@huying/core/kernel'
import { namesOf } from '@huying/core/measure/contribution'
import { AGGREGATES } from '@huying/core/nouns'
import type { ContactRecord } from '@huying/core/contact/state'
import { acceptedAt } from '@huying/core/order/facts'
import { closeClock, leadOf, type Order } from '@huying/core/order/state'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import type { Logger } from 'pino'
import { type Db, transaction, ts } from '../db.ts'
import { CLOSED_AT, contributionOf } from '../figures/rows.ts'
import { endOfDay, startOfDay } from '../period.ts'
import { COUNTED_AT } from '../request/counted.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'
import { dropFacts, type FrozenFact, hashOf, putFacts, putSums } from './frozen.ts'
import { openGapTasks } from './gaps.ts'

const BATCH = 500
type Progress = (rows: number) => void
type FactNoun = FrozenFact['noun']
type State = ContactRecord | ServiceRequest | Order

interface Copying {
  centre: string
  edition: Edition
  policy: Policy
}

/** One round of the worker: the next edition that waits for its facts; how many it froze. */
export async function freezeDue(shell: Shell, log?: Pick<Logger, 'info'>, progress: Progress = () => undefined): Promise<number> {
  const { rows } = await shell.pool.query<{ centre: string; state: Edition }>({
    name: 'editions to freeze',
    text: `select centre_id as centre, state from edition where stage = 'closing' order by cutoff_at limit 1`,
  })
  const [next] = rows
  if (!next) return 0
  const { centre, state: edition } = next
  const policy = await shell.packs.at(centre, edition.version)
  const copied = await transaction(shell.pool, (db) => copyFacts(db, { centre, edition, policy }, progress))
  if (!copied) return 0
  const call = { centre, actor: SYSTEM, noun: 'edition', id: edition.id, command: 'freeze', input: copied } as const
  const done = await execute(shell, { ...call, key: `freeze:${edition.id}` })
  if (done.ok) await openGapTasks(shell, centre, edition)
  log?.info({ edition: edition.id, facts: copied.facts.count }, 'edition frozen')
  return 1
}

/** Undefined where another process is at it. */
async function copyFacts(db: Db, copying: Copying, progress: Progress) {
  const { centre, edition } = copying
  await db.query('set transaction isolation level repeatable read')
  const { rows } = await db.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtext('edition ' || $1)) as mine`, [edition.id])
  if (!rows[0]?.mine) return undefined
  await dropFacts(db, centre, edition.id)
  const loop: LoopCount = { total: 0, gaps: 0, missing: {} }
  const units = new Set<string>()
  let copied = 0
  for (const noun of ['contact', 'request', 'order'] as const) {
    for await (const states of statesAtCutoff(db, noun, copying)) {
      const facts = states.flatMap((state) => factOf(state, noun, copying) ?? [])
      for (const fact of facts) note(fact, units, loop)
      if (facts.length) await putFacts(db, centre, edition.id, facts)
      copied += facts.length
      progress(copied)
    }
  }
  await putSums(db, centre, edition.id)
  return { facts: await hashOf(db, centre, edition.id), units: [...units].sort(), loop }
}

function note({ figures, units, answered, gaps }: FrozenFact, all: Set<string>, loop: LoopCount) {
  for (const unit of units) all.add(unit)
  if (!answered || !figures.includes('orders')) return
  loop.total += 1
  if (gaps.length) loop.gaps += 1
  for (const link of gaps as Link[]) loop.missing[link] = (loop.missing[link] ?? 0) + 1
}

const SOURCES: Record<FactNoun, { table: string; where: string }> = {
  contact: { table: 'contact', where: 't.started_at >= $2::timestamptz and t.started_at < $3::timestamptz' },
  request: { table: 'service_request', where: `${COUNTED_AT} >= $2::timestamptz and ${COUNTED_AT} < $3::timestamptz` },
  // Accepted, due or closed in the period, or of several requests, which may lie in other months than the first.
  order: {
    table: 'work_order',
    where: `(t.accepted_at >= $2::timestamptz and t.accepted_at < $3::timestamptz
      or t.id = any(array(select a.order_id from assignment a where a.centre_id = $1 and a.role = 'lead' and a.close_due >= $2::timestamptz and a.close_due < $3::timestamptz))
      or (${CLOSED_AT} >= $2::timestamptz and ${CLOSED_AT} < $3::timestamptz)
      or (t.ever_members > 1 and t.accepted_at < $3::timestamptz))`,
  },
}

/** States as they were at the cut-off, some hundred at a time. */
async function* statesAtCutoff(db: Db, noun: FactNoun, { centre, edition }: Copying): AsyncGenerator<State[]> {
  const { table, where } = SOURCES[noun]
  const changed = await changedSince(db, noun, centre, edition.cutoff)
  const span = [centre, startOfDay(edition.first), endOfDay(edition.last)]
  await db.query(
    `declare cohort no scroll cursor for select t.id, t.state from ${table} t where t.centre_id = $1 and (${where} or t.id = any($4::uuid[]))`,
    [...span, changed],
  )
  const later = new Set(changed)
  for (;;) {
    const { rows } = await db.query<{ id: string; state: State }>(`fetch ${BATCH} from cohort`)
    if (!rows.length) break
    const folded = await foldedUntil(
      db,
      noun,
      centre,
      rows.map(({ id }) => id).filter((id) => later.has(id)),
      edition.cutoff,
    )
    yield rows.flatMap(({ id, state }) => (later.has(id) ? (folded.get(id) ?? []) : [state]))
  }
  await db.query('close cohort')
}

/** What anything happened to after the cut-off. Nothing is recorded before it happens, so the index on recording finds it. */
async function changedSince(db: Db, noun: Noun, centre: string, cutoff: Instant): Promise<string[]> {
  const { rows } = await db.query<{ stream: string }>(
    'select distinct stream from event where centre_id = $1 and noun = $2 and recorded_at > $3::timestamptz and at > $3::timestamptz',
    [centre, noun, ts(cutoff)],
  )
  return rows.map(({ stream }) => stream)
}

async function foldedUntil(db: Db, noun: FactNoun, centre: string, ids: string[], cutoff: Instant): Promise<Map<string, State>> {
  if (!ids.length) return new Map()
  const { rows } = await db.query<{ stream: string; at: Instant; body: Event }>(
    'select stream, at, body from event where centre_id = $1 and noun = $2 and stream = any($3::uuid[]) order by stream, seq',
    [centre, noun, ids],
  )
  const states = new Map<string, unknown>()
  const over = new Set<string>()
  for (const { stream, at, body } of rows) {
    if (at > cutoff) over.add(stream)
    if (!over.has(stream)) states.set(stream, AGGREGATES[noun].evolve(states.get(stream), body, at))
  }
  return states as Map<string, State>
}

/** Nothing where the row adds nothing to the period. */
function factOf(state: State, noun: FactNoun, { edition, policy }: Copying): FrozenFact | undefined {
  const contribution = contributionOf(state, noun, edition.cutoff)
  const counts = frozen(contribution, edition.first, edition.last)
  if (!counts.length) return undefined
  const units = new Set(counts.flatMap(({ keys }) => keys.filter((key) => key.startsWith('unit|')).map((key) => key.slice(5))))
  const figures = namesOf(within(contribution, edition)).filter((name) => !name.includes('|'))
  const common = { id: state.id, stage: state.stage, units: [...units].sort(), figures, counts }
  switch (noun) {
    case 'contact':
      return { ...NOTHING, ...common, noun, channel: state.channel, at: (state as ContactRecord).startedAt }
    case 'request':
      return { ...NOTHING, ...common, ...ofRequest(state as ServiceRequest) }
    case 'order':
      return { ...common, ...ofOrder(state as Order, policy) }
  }
}

const NOTHING = { number: '', order: null, unit: null, type: null, category: null, due: null, finished: null, answered: false, gaps: [] }

const within = (contribution: Contribution, { first, last }: Edition): Contribution =>
  Object.fromEntries(Object.entries(contribution).filter(([name]) => name.slice(0, 10) >= first && name.slice(0, 10) <= last))

function ofRequest(r: ServiceRequest) {
  const { number, category, channel, reply, links } = r
  const order = links.at(-1)?.order ?? null
  const at = r.acceptedAt ?? r.registeredAt
  return { noun: 'request' as const, number, category, channel, type: r.reportedAs, unit: reply?.unit ?? null, order, at }
}

function ofOrder(o: Order, { pack }: Policy) {
  const lead = leadOf(o, 1)
  const clock = lead && closeClock(lead)
  const answered = isDue(o)
  return {
    ...{ noun: 'order' as const, number: o.number, order: o.id, unit: lead?.unit ?? null },
    ...{ type: o.type, category: o.category, channel: o.channel, at: acceptedAt(o) },
    ...{ due: clock?.due ?? null, finished: clock?.stoppedAt ?? null },
    ...{ answered, gaps: answered && !o.praise ? missingLinks(o, pack) : [] },
  }
}
