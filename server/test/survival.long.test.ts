/**
 * What survival.test.ts breaks once, here twenty times at points drawn from a seed, with people at work all the while and timers falling
 * due; a line that is cut for half a minute, one that flaps, a database that is restarted, and one that dies while another takes over.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allTimersDoneOnce, owe } from './owed.ts'
import { Several } from './several.ts'
import { allIsWell, Writer } from './writers.ts'

const TIMES = 20
const KINDS = { web: 'web', work: 'jobs,messages,folder,care', sealer: 'sealer', second: 'sealer,jobs' }
/** Whoever waits is told while the line is still cut. */
const PATIENCE = 20_000

/** Numbers below `most`, the same for the same seed. */
const drawnFrom = (seed: number) => {
  let state = seed
  return (most: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 8) % most
  }
}

describe('several processes over one database', () => {
  let several: Several
  let owed: string[]
  beforeAll(async () => {
    several = await Several.open(KINDS)
    several.begin(Array.from({ length: 8 }, (_, i) => new Writer(i)))
    await several.more(20)
    owed = await owe(several, 400)
  }, 120_000)
  afterAll(() => several.close(), 120_000)

  for (const [n, name] of ['work', 'sealer', 'second', 'database', 'web'].entries())
    it(`given people at work, when ${name} is killed ${TIMES} times, then it is missed by nobody for long`, async () => {
      const draw = drawnFrom(n + 1)
      for (let time = 0; time < TIMES; time++) {
        await several.more(1 + draw(20))
        await (name === 'database' ? several.killDatabase() : several.kill(name))
      }
      await several.more(20)
      several.saidSentences()
    }, 900_000)

  it('given a database that is restarted in order, then people are told and work goes on', async () => {
    for (let time = 0; time < 3; time++) {
      await several.more(10)
      await several.restartDatabase()
    }
    await several.more(20)
    several.saidSentences()
  }, 300_000)

  it('given a line that is silent for thirty seconds, then people are told while it lasts, no server wants people or is restarted, and work goes on when it is back', async () => {
    await several.more(20)
    const before = several.seen.length
    const cut = sleep(30_000)
    several.line.set('silent')
    await several.refused(8)
    expect(await several.health('web')).toEqual({ health: 200, ready: 503 })
    expect(await several.health('work')).toEqual({ health: 200, ready: 503 })
    await cut
    for (const { ms } of several.seen.slice(before)) expect(ms).toBeLessThan(PATIENCE)
    several.line.set('passes')
    await several.more(40)
    expect(await several.health('web')).toEqual({ health: 200, ready: 200 })
    several.saidSentences()
  }, 300_000)

  it('given a line that comes and goes every second for a minute, then what gets through is whole', async () => {
    for (let n = 0; n < 30; n++) {
      several.line.set(n % 2 ? 'silent' : 'refuses')
      await sleep(1000)
      several.line.set('passes')
      await sleep(1000)
    }
    await several.more(40)
    several.saidSentences()
  }, 300_000)

  it('given a second database that follows, when the first dies for good, then the processes find the second by themselves', async () => {
    await several.follow()
    await several.more(40)
    await several.takeOver()
    await several.more(60)
    expect(await several.health('web')).toEqual({ health: 200, ready: 200 })
    several.saidSentences()
  }, 300_000)

  it('given all of that, then nothing acknowledged was lost, nothing happened twice, timers that fell due are done, and the record is whole', async () => {
    await several.rest()
    await allIsWell(several)
    await allTimersDoneOnce(several, owed)
  }, 600_000)
})
