/**
 * Days of lives, played and copied by one process: every `of`-th day of the plan, each in one transaction with its note in `seeded_day`,
 * so that a filling that is broken off goes on with the next day.
 */
import { createHash } from 'node:crypto'
import { DAY, dayOf, formatDay, plus } from '@huying/core/calendar'
import type { Actor, Instant } from '@huying/core/kernel'
import type { Order } from '@huying/core/order/state'
import type { Engine, Ground } from '@huying/simulate/engine'
import { type DayOfLives, daysOf, livesOf } from '@huying/simulate/lives'
import type { Texts } from '@huying/simulate/texts'
import type pg from 'pg'
import { DELTA } from '../shell/tables.ts'
import type { Shell } from '../shell/shell.ts'
import { groundOf, keepCounters } from '../simulate/seed.ts'
import type { StoredText } from '../text/absorb.ts'
import { addPlayed, tablesOf } from './life.ts'

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

/** Answers who acted. `done` hears of every day. */
export async function seedDays(
  shell: Shell,
  centre: string,
  texts: Texts,
  plan: Plan,
  part: Part,
  done: (day: { day: string; orders: number }) => void,
): Promise<Actor[]> {
  const { policy, version } = await shell.packs.current(centre)
  const stored: StoredText[] = []
  const counters = new Map<string, number>()
  const staff = new Map<string, Actor>()
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
  const mine = daysOf(ground, plan).filter(({ day }, i) => i % part.of === part.no && !ready.has(formatDay(dayOf(day))))
  const client = await shell.pool.connect()
  try {
    await hasten(client)
    for (const day of mine) {
      counters.clear()
      today = day.day
      await client.query('begin')
      await playDay(day)
      const name = formatDay(dayOf(day.day))
      await keepCounters(client, centre, new Map([...counters].filter(([key]) => key.endsWith(name))))
      await client.query('insert into seeded_day (centre_id, day, orders) values ($1, $2, $3)', [centre, name, day.orders])
      await client.query('commit')
      done({ day: name, orders: day.orders })
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release(true)
  }
  return [...staff.values()]

  async function playDay(day: DayOfLives) {
    const into = { copier: tablesOf(centre), delta: {} as Record<string, number> }
    let waiting = 0
    for (const engine of livesOf(ground, texts, day, plan)) {
      const whole = engine.begun >= plus(plan.to, -WHOLE) || isOpen(engine)
      await addPlayed(into, { pool: shell.pool, crypto: shell.crypto, centre, policy }, { engine, texts: stored, whole })
      stored.length = 0
      for (const actor of engine.staff) staff.set(actor.user, actor)
      if (++waiting % AT_ONCE === 0) await into.copier.flush(client)
    }
    if (Object.keys(into.delta).length) into.copier.add(DELTA, { changes: into.delta })
    await into.copier.flush(client)
  }
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
  await client.query('set session_replication_role = replica').catch(() => undefined)
}
