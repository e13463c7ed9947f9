/**
 * Days of lives, played and copied by one process: every `of`-th chunk of days of the plan, each in one transaction with its note in
 * `seeded_day` and the people who acted, so that a filling that is broken off goes on with the next.
 */
import { createHash } from 'node:crypto'
import { DAY, dayOf, formatDay, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { Engine, Ground } from '@huying/simulate/engine'
import { type DayOfLives, daysOf, livesOf } from '@huying/simulate/lives'
import type { Texts } from '@huying/simulate/texts'
import type pg from 'pg'
import { makeAdded } from '../figures/added.ts'
import type { Shell } from '../shell/shell.ts'
import { groundOf, keepCounters } from '../simulate/seed.ts'
import type { StoredText } from '../text/absorb.ts'
import { addPlayed, type Into, newInto, writeOut } from './life.ts'

export interface Plan {
  orders: number
  from: Instant
  to: Instant
  seed: number
}

/** Lives whose rows wait in memory before they are written. */
const AT_ONCE = 250
/** 最近一个月: kept step by step; before that, heads. */
const WHOLE = 31 * DAY

/** More orders than any day has. */
const APART = 100_000

export interface Part {
  no: number
  of: number
}

/** A transaction writes some thousand orders, so that what each costs beside them is little; of a small city that is many days. */
const CHUNK = 4000
const MOST_DAYS = 31

/** `done` hears of every transaction. */
export async function seedDays(
  shell: Shell,
  centre: string,
  texts: Texts,
  plan: Plan,
  part: Part,
  done: (orders: number) => void,
): Promise<void> {
  const { policy, version } = await shell.packs.current(centre)
  const stored: StoredText[] = []
  const counters = new Map<string, number>()
  const known = new Set<string>()
  const plain = groundOf(shell, policy, version, stored, counters)
  let today = plan.from
  const ground: Ground = {
    ...plain,
    person: (key) => personOf(centre, key),
    // A letter that is read on a later day draws a number of that day, whose own lives are played elsewhere: from far above theirs.
    number: (kind, at) => plain.number(kind, at, APART * (dayOf(at) - dayOf(today))),
  }
  const { rows } = await shell.pool.query<{ day: string }>('select day::text from seeded_day where centre_id = $1', [centre])
  const ready = new Set(rows.map((r) => r.day))
  const mine = chunksOf(daysOf(ground, plan)).filter((days, i) => i % part.of === part.no && !days.some((d) => ready.has(nameOf(d))))
  const client = await shell.pool.connect()
  try {
    await hasten(client)
    for (const days of mine) {
      await client.query('begin')
      await playDays(days)
      await client.query('commit')
      done(days.reduce((sum, { orders }) => sum + orders, 0))
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release(true)
  }

  async function playDays(days: readonly DayOfLives[]) {
    const into = newInto(centre)
    const [drawn, staff] = [new Map<string, number>(), new Map<string, Actor>()]
    for (const day of days) {
      counters.clear()
      today = day.day
      await playDay(day, into, staff)
      for (const [key, n] of counters) if (key.endsWith(nameOf(day))) drawn.set(key, n)
    }
    await writeOut(into, client, centre)
    await keepCounters(client, centre, drawn)
    await client.query('insert into seeded_day (centre_id, day, orders) select $1, * from unnest($2::date[], $3::int[])', [
      centre,
      days.map(nameOf),
      days.map(({ orders }) => orders),
    ])
    const fresh = [...staff].filter(([user]) => !known.has(user))
    for (const [user] of fresh) known.add(user)
    // Last: whoever fills beside this waits here for the row.
    await client.query('update seeding set staff = staff || $2::jsonb where centre_id = $1', [
      centre,
      JSON.stringify(Object.fromEntries(fresh)),
    ])
  }

  async function playDay(day: DayOfLives, into: Into, staff: Map<string, Actor>) {
    let waiting = 0
    for (const engine of livesOf(ground, texts, day, plan)) {
      const whole = engine.begun >= plus(plan.to, -WHOLE) || isOpen(engine)
      await addPlayed(into, { pool: shell.pool, crypto: shell.crypto, centre, policy }, { engine, texts: stored, whole })
      stored.length = 0
      if (++waiting % AT_ONCE === 0) await into.copier.flush(client)
      for (const actor of engine.staff) staff.set(actor.user, actor)
    }
  }
}

const nameOf = ({ day }: DayOfLives) => formatDay(dayOf(day))

/** Neighbouring days that are written together: the same ones in every part and whenever it goes on. */
function chunksOf(days: readonly DayOfLives[]): DayOfLives[][] {
  const chunks: DayOfLives[][] = []
  let orders = Infinity
  for (const day of days) {
    const last = chunks.at(-1)
    if (last && last.length < MOST_DAYS && orders + day.orders <= CHUNK) last.push(day)
    else chunks.push([day])
    orders = (chunks.at(-1) === last ? orders : 0) + day.orders
  }
  return chunks
}

const ENDED: readonly Order['stage'][] = ['closed', 'archived', 'void']
const isOpen = ({ rows }: Engine) => [...(rows.get('order')?.values() ?? [])].some(({ state }) => !ENDED.includes((state as Order).stage))

/** The same person in every part of the play. */
function personOf(centre: string, key: string): string {
  const hex = createHash('sha256').update(`${centre} ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Nothing is lost that a second run would not write again; references were checked where they were made. */
async function hasten(client: pg.ClientBase) {
  await client.query('set synchronous_commit = off')
  await makeAdded(client)
  await client.query('set session_replication_role = replica').catch(() => undefined)
}
