/**
 * People at work while something breaks, and what must be true afterwards: whatever was acknowledged is there, what was not is sent again
 * with its key and happened once, journal, timers and figures stand as the rows want them.
 */
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { difference } from '@huying/core/measure/contribution'
import { type Noun, NOUNS } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import { expect } from 'vitest'
import { folderBlobs } from '../src/attachment/blobs.ts'
import type { Pool } from '../src/db.ts'
import { publishedPacks } from '../src/pack/packs.ts'
import { waits } from '../src/seal/store.ts'
import { verify } from '../src/seal/verify.ts'
import { ROWS } from '../src/shell/rows.ts'
import { gmCrypto } from '../src/text/crypto.ts'
import { systemClock } from '../src/shell/shell.ts'
import { keysIn } from '../src/text/keyfile.ts'
import { timersOf } from '../src/shell/writes.ts'
import { Client, type Reply } from './client.ts'
import { accountsOf, matter } from './matter.ts'

export interface Act {
  key: string
  who: 'agent' | 'dispatcher' | 'liaison'
  path: string
  body: object
}
export interface Told {
  id: string
  revision: number
  view: { state: { links?: { order: string }[] } }
}
export type Team = Record<Act['who'], Client> & { unit: string }

/** One person after another on one matter: registered, dispatched, signed, spoken with; then the next. */
export class Writer {
  private n = 0
  private order = ''
  private step = 0
  /** Sent and not answered: to be sent again with the same key. */
  private open?: Act

  constructor(private readonly no: number) {}

  async act(team: Team): Promise<{ act: Act; told: Told }> {
    const act = (this.open ??= this.next(team.unit))
    const answer: Reply<Told> = await team[act.who].post(act.path, act.body, act.key)
    if (answer.status !== 200)
      throw Object.assign(new Error(`${act.path}: ${answer.status} ${JSON.stringify(answer.body)}`), { reply: answer })
    if (act.path === '/api/requests') this.order = answer.body.view.state.links?.[0]?.order ?? ''
    this.step = (this.step + 1) % 4
    this.open = undefined
    return { act, told: answer.body }
  }

  private next(unit: string): Act {
    const on = `/api/orders/${this.order}`
    const key = `writer-${this.no}-${++this.n}`
    const steps: Omit<Act, 'key'>[] = [
      { who: 'agent', path: '/api/requests', body: matter(this.no * 100_000 + this.n) },
      { who: 'dispatcher', path: `${on}/dispatch`, body: { lead: { unit } } },
      { who: 'liaison', path: `${on}/sign`, body: { assignment: 1 } },
      { who: 'liaison', path: `${on}/contact_citizen`, body: { assignment: 1, result: 'connected', purpose: 'first' } },
    ]
    return { key, ...(steps[this.step] ?? { who: 'agent', path: '', body: {} }) }
  }
}

export async function teamOf(url: string): Promise<Team> {
  const { unit, ...accounts } = await accountsOf(url)
  const [agent, dispatcher, liaison] = await Promise.all(
    [accounts.agent, accounts.dispatcher, accounts.liaison].map((login) => new Client(url).login(login)),
  )
  if (!agent || !dispatcher || !liaison) throw new Error('no demonstration accounts')
  return { agent, dispatcher, liaison, unit }
}

interface Centre {
  pool(): Pool
  /** Its data folder, for the key file and the attachments. */
  data: string
  acknowledged: { act: Act; told: Told }[]
}

/** Everything that must be true when the dust has settled. */
export async function allIsWell(centre: Centre) {
  const pool = centre.pool()
  try {
    await quiet(pool)
    await everyAckIsThere(pool, centre.acknowledged)
    await journalIsGapless(pool)
    await timersStand(pool)
    await figuresEqualRecount(pool)
    await sealsAreGapless(pool)
    await recordIsWhole(pool, centre.data)
  } finally {
    await pool.end()
  }
}

/** A claim of a process that was killed runs out after a minute. */
const PATIENCE = 150_000

/** Asks until nothing is left; fails with what is. */
async function until(nothing: () => Promise<unknown[]>) {
  const late = Date.now() + PATIENCE
  for (let left = await nothing(); left.length; left = await nothing()) {
    if (Date.now() > late) expect(left).toEqual([])
    await turn()
  }
}

/** The follow-ups that were due have been done. */
const quiet = (pool: Pool) =>
  until(
    async () =>
      (await pool.query('select key, attempts, due_at, lease_until, last_error from job where due_at <= now() and attempts < 12')).rows,
  )

async function everyAckIsThere(pool: Pool, acknowledged: { act: Act; told: Told }[]) {
  const { rows } = await pool.query<{ key: string }>(`select key from idempotency where key like 'writer-%'`)
  expect(new Set(rows.map((r) => r.key))).toEqual(new Set(acknowledged.map(({ act }) => act.key)))
  const registered = acknowledged.filter(({ act }) => act.path === '/api/requests')
  const { rows: requests } = await pool.query<{ id: string }>('select id from service_request')
  expect(requests.map((r) => r.id).sort()).toEqual(registered.map(({ told }) => told.id).sort())
  for (const { told, act } of acknowledged) {
    const table = act.path === '/api/requests' ? 'service_request' : 'work_order'
    const { rows: now } = await pool.query<{ revision: number }>(`select revision from ${table} where id = $1`, [told.id])
    expect(now[0]?.revision).toBeGreaterThanOrEqual(told.revision)
  }
}

async function journalIsGapless(pool: Pool) {
  const { rows } = await pool.query(
    'select stream from event group by centre_id, stream having count(*) <> max(seq) or min(seq) <> 1 or count(distinct seq) <> count(*)',
  )
  expect(rows).toEqual([])
  for (const noun of NOUNS) {
    const { rows: apart } = await pool.query(
      `select t.id from ${ROWS[noun].table} t where (t.state->>'events')::int <> (select count(*) from event e where e.centre_id = t.centre_id and e.stream = t.id)`,
    )
    expect(apart, noun).toEqual([])
  }
}

async function timersStand(pool: Pool) {
  const packs = publishedPacks(pool, () => Date.now(), gmCrypto(Buffer.alloc(64)))
  const wanted = new Map<string, string>()
  await eachRow(pool, async (noun, row) => {
    const policy = row.state.version ? await packs.at(row.centre, row.state.version) : (await packs.current(row.centre)).policy
    for (const [key, { due_at }] of timersOf(noun, row.id, row.state, policy)) wanted.set(key, due_at)
  })
  const { rows } = await pool.query<{ key: string; due: number }>('select key, due_at as due from job where owner is not null')
  expect(new Map(rows.map((r) => [r.key, new Date(r.due).toISOString()]))).toEqual(wanted)
}

async function figuresEqualRecount(pool: Pool) {
  const recount: Record<string, number> = {}
  await eachRow(pool, (noun, { state }) => {
    for (const [key, amount] of Object.entries(AGGREGATES[noun].contribution(state))) recount[key] = (recount[key] ?? 0) + amount
  })
  const { rows } = await pool.query<{ key: string; amount: number }>(
    `select key, sum(amount)::bigint as amount from (
       select day || '|' || dimension || '|' || key || '|' || figure as key, amount from rollup
       union all select c.key, c.value::bigint from delta d, jsonb_each_text(d.changes) c) x group by key having sum(amount) <> 0`,
  )
  expect(difference(Object.fromEntries(rows.map((r) => [r.key, r.amount])), recount)).toEqual({})
}

interface Row {
  centre: string
  id: string
  state: { version?: number }
}
async function eachRow(pool: Pool, look: (noun: Noun, row: Row) => unknown) {
  for (const noun of NOUNS) {
    const { rows } = await pool.query<Row>(`select centre_id as centre, id, state from ${ROWS[noun].table}`)
    for (const row of rows) await look(noun, row)
  }
}

/** The sealer caught up by itself; every record has one seal. */
async function sealsAreGapless(pool: Pool) {
  const { rows: centres } = await pool.query<{ centre: string }>('select centre_id as centre from centre')
  for (const { centre } of centres) {
    await until(async () => ((await waits(pool, centre)) ? [centre] : []))
    const { rows } = await pool.query<{ records: number; sealed: number; last: number; numbers: number }>(
      `select (select count(*) from event) + (select count(*) from audit) + (select count(*) from attachment) + (select count(*) from request_photo)
         + (select count(*) from pack) as records, sum(count)::bigint as sealed, max(first + count - 1) as last, (select seal from seal_head) as numbers from seal_batch`,
    )
    const { records, ...seals } = rows[0] ?? { records: 0 }
    expect(seals).toEqual({ sealed: records, last: records, numbers: records })
  }
}

/** 审计校验：正常. */
async function recordIsWhole(pool: Pool, data: string) {
  const crypto = gmCrypto(keysIn(path.join(data, 'huying.key'), Date.now))
  const packs = publishedPacks(pool, Date.now, crypto)
  const shell = { pool, packs, crypto, blobs: folderBlobs(path.join(data, 'files'), crypto), clock: systemClock }
  for (const { centre } of await packs.centres()) expect((await verify(shell, centre)).findings).toEqual([])
}
