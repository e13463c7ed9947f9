/**
 * What dies around people at work, once each; twenty times each in survival.long.test.ts, a full disk in disk.long.test.ts. Nothing
 * acknowledged is lost, service comes back by itself, and what a person saw meanwhile was a sentence.
 */
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Several } from './several.ts'
import { allIsWell, Writer } from './writers.ts'

const KINDS = { web: 'web', work: 'jobs,messages,folder,care', sealer: 'sealer', second: 'sealer,jobs' }

describe('several processes, each killed once, and their database', () => {
  let several: Several
  beforeAll(async () => {
    several = await Several.open(KINDS)
  }, 120_000)
  afterAll(() => several.close(), 60_000)

  it('given people at work, when each in turn is killed without a word, then nothing acknowledged is lost and the seals have no gap', async () => {
    several.begin(Array.from({ length: 4 }, (_, i) => new Writer(i)))
    for (const name of ['work', 'sealer', 'database', 'web']) {
      await several.more(12)
      await (name === 'database' ? several.killDatabase() : several.kill(name))
    }
    await several.more(30)
    await several.rest()
    several.saidSentences()
    await allIsWell(several)
  }, 400_000)
})
