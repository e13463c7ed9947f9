/**
 * Fills an empty centre with a believable span of days: played in memory through the core, written by the same statement as every
 * command, some hundred rows at a time. Only for demonstration and benchmarks; a centre that holds requests is left alone.
 */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { addLength, dayOf, formatDay } from '@huying/core/calendar'
import { type Instant, type Noun, NOUNS } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import type { Engine, Entry, Ground } from '@huying/simulate/engine'
import { type MonthOptions, playMonth } from '@huying/simulate/month'
import type { Story } from '@huying/simulate/story'
import type { Frame, Line, ReturnWords, Texts, VisitWords } from '@huying/simulate/texts'
import { parse } from 'yaml'
import { demoColleagues } from '../account/demo.ts'
import { type Db, ts } from '../db.ts'
import { freshId } from '../id.ts'
import { commit, type Writes } from '../shell/commit.ts'
import { chained, streamOf } from '../seal/chain.ts'
import { LIMIT, NO_ANSWER } from '../knowledge/unanswered.ts'
import { ownerOf } from '../knowledge/owner.ts'
import { ROWS } from '../shell/rows.ts'
import type { Shell } from '../shell/shell.ts'
import { type Changed, writesOf } from '../shell/writes.ts'
import { absorb, type StoredText } from '../text/absorb.ts'
import { lookupColumns } from '../text/lookup.ts'
import { refsIn } from '../text/refs.ts'

/** Rows in one statement. */
const BATCH = 300

export interface Seeded {
  contacts: number
  requests: number
  orders: number
  visits: number
  events: number
}

export async function readTextFrames(folder: string): Promise<Texts> {
  const parts = await Promise.all(
    (await readdir(folder))
      .filter((f) => f.endsWith('.yaml'))
      .map(async (f) => [path.basename(f, '.yaml'), parse(await readFile(path.join(folder, f), 'utf8')) as unknown] as const),
  )
  const named = new Map(parts)
  const told = path.join(folder, 'stories')
  const stories = await Promise.all(
    (await readdir(told)).sort().map(async (f) => parse(await readFile(path.join(told, f), 'utf8')) as Story),
  )
  const apart = new Set(['lists', 'progress', 'append', 'visit', 'returns'])
  return {
    frames: parts.filter(([name]) => !apart.has(name)).flatMap(([, list]) => list as Frame[]),
    lists: (named.get('lists') ?? {}) as Record<string, string[]>,
    progress: (named.get('progress') ?? []) as Line[],
    append: (named.get('append') ?? []) as Line[],
    visit: (named.get('visit') ?? []) as VisitWords[],
    returns: (named.get('returns') ?? []) as ReturnWords[],
    stories,
  }
}

export const seedMonth = (shell: Shell, centre: string, texts: Texts, options: MonthOptions): Promise<Seeded> =>
  seedPlayed(shell, centre, (ground) => playMonth(ground, texts, options))

/** Writes what a play in memory left: rows, journal, texts, timers, figures. A play that cannot be leaves nothing. */
export async function seedPlayed<E extends Engine | undefined>(
  shell: Shell,
  centre: string,
  play: (ground: Ground) => E,
): Promise<Seeded | Exclude<E, Engine>> {
  const { policy, version } = await shell.packs.current(centre)
  const stored: StoredText[] = []
  const counters = new Map<string, number>()
  const entries = await quotable(shell, centre)
  const engine = play({ ...groundOf(shell, policy, version, stored, counters), entries })
  if (engine === undefined) return undefined as Exclude<E, Engine>
  await writeAll(shell, centre, policy, engine, stored)
  await demoColleagues(shell.pool, centre, policy, engine.staff, shell.clock.now())
  await keepCounters(shell.pool, centre, counters)
  const count = (noun: Noun) => engine.rows.get(noun)?.size ?? 0
  return {
    contacts: count('contact'),
    requests: count('request'),
    orders: count('order'),
    visits: count('visit'),
    events: engine.journal.length,
  }
}

/** What is numbered later goes on from there. */
export const keepCounters = (db: Db, centre: string, counters: ReadonlyMap<string, number>) =>
  db.query(
    `insert into counter (centre_id, kind, day, value) select $1, c.kind, c.day, c.value from jsonb_to_recordset($2::jsonb) as c(kind text, day text, value int)
     on conflict (centre_id, kind, day) do update set value = greatest(counter.value, excluded.value)`,
    [centre, JSON.stringify([...counters].map(([key, value]) => ({ kind: key.split(' ')[0], day: key.split(' ')[1], value })))],
  )

/** `above`: numbers of that day begin there. */
type Numbered = Omit<Ground, 'number'> & { number(kind: string, at: Instant, above?: number): string }

/** Words go to `stored`, numbers are counted in `counters` by kind and day. */
export function groundOf(shell: Shell, policy: Policy, version: number, stored: StoredText[], counters: Map<string, number>): Numbered {
  return {
    policy,
    version,
    absorb: (schema, input) => {
      const absorbed = absorb<unknown>(schema, input, shell.crypto)
      return { input: absorbed.input, words: absorbed.words.values(), keep: () => void stored.push(...absorbed.texts) }
    },
    id: freshId,
    person: freshId,
    number: (kind: string, at: Instant, above = 0) => {
      const day = formatDay(dayOf(at))
      const n = (counters.get(`${kind} ${day}`) ?? above) + 1
      counters.set(`${kind} ${day}`, n)
      return `${day.slice(2).replaceAll('-', '')}-${String(n).padStart(4, '0')}`
    },
    queryKey: (number) => shell.crypto.digest(`simulated:${number}`),
    unanswered: (category, question, at) => ({
      kind: NO_ANSWER,
      about: { noun: 'category', id: category },
      unit: ownerOf(policy, category),
      what: question,
      due: addLength(policy.calendar, at, LIMIT).due,
    }),
  }
}

/** What an agent finds: the newest version of every published entry. */
async function quotable({ pool }: Pick<Shell, 'pool'>, centre: string): Promise<Entry[]> {
  const { rows } = await pool.query<Entry>(
    `select distinct on (code) code, version, title, category, words from knowledge
     where centre_id = $1 and stage = 'published' order by code, version desc`,
    [centre],
  )
  return rows
}

async function writeAll(shell: Shell, centre: string, policy: Policy, engine: Engine, stored: StoredText[]) {
  const recordedAt = ts(shell.clock.now()) ?? ''
  const heads = new Map<string, string>()
  const journal = engine.journal.map((e) => ({ ...e, at: ts(e.at) ?? '' }))
  const journalled = chained(shell.crypto, centre, recordedAt, journal, heads)
  const empty = (): Writes => ({
    centre,
    recordedAt,
    rows: [],
    assignments: [],
    events: [],
    texts: [],
    jobs: [],
    ended: [],
    delta: {},
  })
  const words = new Map(stored.flatMap((t) => (t.body === null ? [] : [[t.id, t.body] as const])))
  const lookups = new Map(stored.map((t) => [t.id, t.lookup] as const))
  // What was said in a command that was refused is nowhere written.
  const named = new Set(engine.journal.flatMap(({ body }) => refsIn(body).map(({ id }) => id)))
  for (const texts of inBatches(
    stored.filter(({ id }) => named.has(id)),
    BATCH * 5,
  ))
    await commit(shell.pool, { ...empty(), texts })
  for (const noun of NOUNS) {
    for (const some of inBatches([...(engine.rows.get(noun) ?? [])], BATCH)) {
      const changed: Changed[] = []
      for (const [id, held] of some) {
        const state = { ...(held.state as object), chain: heads.get(streamOf({ noun, stream: id })) }
        changed.push({
          ...{ noun, id, revision: held.revision, before: undefined, state, policy },
          words: (ref) => (ref ? words.get(ref.id) : undefined),
          lookups: await lookupColumns(shell.pool, centre, shell.crypto, lookups, { after: ROWS[noun].numbers?.(state as never) ?? {} }),
        })
      }
      const { rows, assignments, delta, timers } = writesOf(changed)
      await commit(shell.pool, { ...empty(), rows, assignments, delta, jobs: timers })
    }
  }
  for (const events of inBatches(journalled, BATCH * 5)) await commit(shell.pool, { ...empty(), events })
}

function* inBatches<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}
