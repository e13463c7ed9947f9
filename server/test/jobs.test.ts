/** Follow-ups of one statement are carried out in the order in which they were asked for, however many they are. */
import { MINUTE } from '@huying/core/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roadOf } from '../../scenarios/road.ts'
import { waitAfter } from '../src/again.ts'
import { type Pool, ts } from '../src/db.ts'
import { runDueJobs } from '../src/jobs.ts'
import { commit, type JobRow } from '../src/shell/commit.ts'
import { type City, openCity } from './rig.ts'

const STREAM = '01a1ff2e-abac-700f-8f9f-284f4a842f33'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

test('given a dozen follow-ups of one event and an older timer, the timer goes first and the tenth follow-up not before the second', async () => {
  const at = (ms: number) => ts(city.now() + ms) ?? ''
  const job = (key: string, due_at: string): JobRow => {
    return { key, owner: null, noun: 'request', stream: STREAM, command: 'ask_progress', input: {}, due_at }
  }
  const followUps = Array.from({ length: 12 }, (_, i) => job(`order:${STREAM}:${i + 3}:0`, at(0)))
  const asked = [...followUps, job(`order:${STREAM}:1 near`, at(-1000))]
  const nothing = { rows: [], assignments: [], events: [], texts: [], ended: [], delta: {} }
  await commit(city.pool, { ...nothing, centre: city.centre, recordedAt: at(0), jobs: asked })
  const done: string[] = []
  const log = { info: ({ job: key }: { job: string }) => void done.push(key), error: () => undefined }
  expect(await runDueJobs(city.shell, log as never)).toBe(13)
  expect(done).toEqual([asked[12], ...followUps].map((one) => one?.key))
})

test('given a process that stands still over what it took up, when another has done it meanwhile, then it is done once', async () => {
  const { order } = await roadOf(city).inHand()
  await city.pool.query(
    `insert into job (centre_id, key, noun, stream, command, input, due_at) values ($1, 'slow', 'order', $2, 'hear', $3, $4)`,
    [city.centre, order, { kind: 'urged', request: STREAM }, ts(city.now())],
  )
  const others: number[] = []
  const slow = new Proxy(city.pool, {
    get: (pool, name: keyof Pool) => {
      if (name !== 'query') return pool[name]
      return async (asked: { name?: string }, values?: unknown[]) => {
        const answer: unknown = await pool.query(asked as never, values)
        if (asked.name === 'claim' && others.length === 0) {
          others.push(0)
          city.wait(MINUTE)
          others.push(await runDueJobs(city.shell))
        }
        return answer
      }
    },
  })
  expect(await runDueJobs({ ...city.shell, pool: slow })).toBe(1)
  expect(others).toEqual([0, 1])
  const { rows } = await city.pool.query(`select 1 from event where stream = $1 and type = 'heard'`, [order])
  expect(rows).toHaveLength(1)
})

test('what failed is tried again at growing distances, and at least once an hour', () => {
  expect([1, 2, 3, 20].map(waitAfter)).toEqual([1000, 2000, 4000, 3_600_000])
})
