/**
 * Two ways to one truth: the same commands, given one by one as people give them, and played in memory and copied, leave the same tables,
 * row by row. Ids, keys and numbers are counted, so that both ways draw the same.
 */
import path from 'node:path'
import { DAY, instantOf, plus } from '@huying/core/calendar'
import type { Actor, Instant, Noun } from '@huying/core/kernel'
import { REPEATED } from '@huying/core/measure/figures'
import type { Pack } from '@huying/core/policy/schema'
import { Engine, type Ground } from '@huying/simulate/engine'
import { LEAN } from '@huying/simulate/habits'
import { Intake } from '@huying/simulate/intake'
import { momentIn } from '@huying/simulate/month'
import { randomFrom } from '@huying/simulate/random'
import { World } from '@huying/simulate/world'
import { mentionsIn } from '@huying/text/mentions'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unlikeTheirEvents } from '../../test/recount.ts'
import { type City, openCity, SECRET } from '../../test/rig.ts'
import { ts } from '../db.ts'
import { foldAll } from '../figures/fold.ts'
import { makeAdded } from '../figures/added.ts'
import { runDueJobs } from '../jobs.ts'
import { execute } from '../shell/execute.ts'
import { queryKey } from '../shell/facts.ts'
import { Remembered } from '../shell/remembered.ts'
import { ASSIGNMENT, EVENT, JOB, nounTable, TEXT } from '../shell/tables.ts'
import { groundOf, readTextFrames } from '../simulate/seed.ts'
import { gmCrypto } from '../text/crypto.ts'
import { addPlayed, newInto, writeOut } from './life.ts'

const counted = vi.hoisted(() => ({ n: 0 }))
vi.mock('../id.ts', () => ({ freshId: () => `00000000-0000-7000-8000-${String(++counted.n).padStart(12, '0')}` }))

const FROM = instantOf('2024-11-04T00:00')
const TO = plus(FROM, 40 * DAY)
const LIVES = 14
const CODE = '123456'

/** Every unit counts as staffed, as in a play. */
const staffed = (pack: Pack): Pack => ({
  ...pack,
  dispatch: { ...pack.dispatch, networkRequired: { ...pack.dispatch.networkRequired, value: false } },
})

/** Sealed the same twice. */
const fixed = gmCrypto(SECRET, (size) => Buffer.alloc(size, 7))

interface Given {
  at: Instant
  actor: Actor
  noun: Noun
  command: string
  id?: string
  input: unknown
  /** Refused with this code. */
  refused?: string
}

/** Notes what it is told to do. */
class Noting extends Engine {
  readonly given: Given[] = []
  override perform(actor: Actor, noun: Noun, command: string, id: string | undefined, input: unknown) {
    const given: Given = { at: this.now, actor, noun, command, id, input: structuredClone(input) }
    this.given.push(given)
    const done = super.perform(actor, noun, command, id, input)
    if (!done.ok) given.refused = done.refusal.code
    return done
  }
}

async function opened(): Promise<City & { numbers: Map<string, number> }> {
  const city = await openCity('xiangtan', '2024-11-04T00:00', staffed)
  const numbers = new Map<string, number>()
  Object.assign(city.shell, { crypto: fixed })
  return { ...city, numbers }
}

describe('the same commands', () => {
  let byHand: City
  let copied: City
  beforeAll(async () => {
    const [one, other] = [await opened(), await opened()]
    ;[byHand, copied] = [one, other]
    const lives = await played(other)
    await performed(one, lives)
    for (const city of [one, other]) await foldAll(city.pool, city.centre)
  }, 120_000)
  afterAll(async () => {
    await byHand.close()
    await copied.close()
  })

  /** Played and copied; answers each life's commands. */
  async function played({ shell, centre, numbers }: Awaited<ReturnType<typeof opened>>): Promise<Given[][]> {
    const { policy, version } = await shell.packs.current(centre)
    const texts = await readTextFrames(path.join(import.meta.dirname, '../../../packages/simulate/texts'))
    const stored: Parameters<typeof groundOf>[3] = []
    const ground: Ground = {
      ...groundOf(shell, policy, version, stored, numbers),
      person: (key) => key,
      queryKey: (number) => queryKey(shell, number, CODE),
      mentions: (words) => mentionsIn([...words].join('\n'), policy.pack.kinds.marks),
    }
    const random = randomFrom(5)
    const engine = new Noting(ground, FROM)
    const habits = { ...LEAN, extension: 0.5, wrongFirst: 0.3, satisfied: 0.5, late: 0.3, sentBack: 0.3 }
    const intake = new Intake(new World(engine, ground, texts, random, undefined, habits), ground)
    const into = newInto(centre)
    const lives: Given[][] = []
    counted.n = 0
    for (let i = 0; i < LIVES; i++) {
      // The last ones are cut off in the middle: what is open has its timers.
      engine.clear(momentIn(plus(FROM, (i < 9 ? 1 : 36) * DAY), random))
      intake.arrive()
      engine.run(TO)
      lives.push(engine.given.splice(0))
      await addPlayed(into, { pool: shell.pool, crypto: shell.crypto, centre, policy }, { engine, texts: stored, whole: true })
      stored.length = 0
    }
    const client = await shell.pool.connect()
    await client.query('begin')
    await makeAdded(client)
    await writeOut(into, client, centre)
    await client.query('commit')
    client.release()
    return lives
  }

  /** One by one, with the clock where it was, and every follow-up and timer when it is due. */
  async function performed({ shell, centre, numbers }: Awaited<ReturnType<typeof opened>>, lives: Given[][]) {
    let now = FROM
    const { policy, version } = await shell.packs.current(centre)
    const { number } = groundOf(shell, policy, version, [], numbers)
    const at = {
      ...shell,
      clock: { now: () => now },
      numbers: { next: (_: string, kind: string, t: Instant) => Promise.resolve(number(kind, t)), code: () => CODE },
    }
    counted.n = 0
    const due = async (until: Instant) => {
      for (;;) {
        const { rows } = await at.pool.query<{ at: Instant | null }>('select min(due_at) as at from job where due_at <= $1', [ts(until)])
        const next = rows[0]?.at
        if (!next) return
        // What was due before it was known of is done at once.
        now = Math.max(now, next) as Instant
        await runDueJobs(at)
      }
    }
    for (const given of lives) {
      now = given[0]?.at ?? now
      for (const { at: when, refused, ...call } of given) {
        await due(when)
        now = when
        // Nothing is remembered: what is decided twice draws twice.
        const done = await execute({ ...at, remembered: new Remembered() }, { centre, ...call })
        expect([call, done.ok ? undefined : done.refusal.code]).toEqual([call, refused])
        await due(when)
      }
      await due(TO)
    }
  }

  const tables = [
    ...(['contact', 'request', 'order', 'visit', 'task'] as const).map((noun) => ({ ...nounTable(noun), by: 'id' })),
    { ...ASSIGNMENT, by: 'order_id, no' },
  ]
  const rowsOf = async ({ pool }: City, columns: string[], table: string, by: string) =>
    (await pool.query<object>(`select ${columns.join(', ')} from ${table} order by ${by}`)).rows
  const both = async (columns: string[], table: string, by: string) => {
    const [hand, copy] = await Promise.all([byHand, copied].map((city) => rowsOf(city, columns, table, by)))
    expect(copy).toEqual(hand)
    return hand?.length ?? 0
  }

  test('given one by one and copied, then every row, share, word, event and timer is the same', async () => {
    for (const { table, columns, by } of tables)
      expect([table, (await both(Object.keys(columns), table, by)) > 0]).toEqual([table, table !== 'task'])
    expect(await both(Object.keys(TEXT.columns), TEXT.table, 'text_id')).toBeGreaterThan(100)
    expect(await both([...Object.keys(EVENT.columns), 'recorded_at'], EVENT.table, 'noun, stream, seq')).toBeGreaterThan(300)
    expect(await both(Object.keys(JOB.columns), JOB.table, 'key')).toBeGreaterThan(0)
    // What added up to nothing says nothing.
    expect(
      await both(['day', 'dimension', 'key', 'figure', 'amount'], `(select * from rollup where amount <> 0) x`, '1, 2, 3, 4'),
    ).toBeGreaterThan(200)
  })

  test('given what was copied, then each row is what its events fold to', async () => {
    expect(await unlikeTheirEvents(copied)).toEqual([])
  })

  test('given lives in which much goes wrong, then what a row names more than once is known for it', async () => {
    const { rows } = await copied.pool.query<{ figure: string }>(
      `select distinct figure from (select id, figure from work_order, unnest(figures) figure union all select id, figure from service_request, unnest(figures) figure) x
       where figure not like 'unit|%' group by id, figure having count(*) > 1`,
    )
    expect(rows.map(({ figure }) => figure).filter((figure) => !REPEATED.has(figure))).toEqual([])
    expect(rows.length).toBeGreaterThan(0)
  })
})
