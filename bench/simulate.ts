/** Orders per second through the pure core on one thread: whole lives with every bar, clock, follow-up and timer; words are kept, not sealed. */
import path from 'node:path'
import { DAY, instantOf, plus } from '@huying/core/calendar'
import { policyOf } from '@huying/core/policy/policy'
import { daysOf, livesOf } from '@huying/simulate/lives'
import { readPack } from '../server/src/pack/folder.ts'
import { readTextFrames } from '../server/src/simulate/seed.ts'
import { absorb } from '../server/src/text/absorb.ts'
import { gmCrypto } from '../server/src/text/crypto.ts'
import { round } from './quantile.ts'

const ROOT = path.join(import.meta.dirname, '..')

/** Not for keeping: a benchmark of rules does not pay for cryptography. */
const open = {
  ...gmCrypto(Buffer.alloc(64)),
  seal: () => Buffer.alloc(0),
  digest: (plain: string) => plain.slice(0, 32),
}

export async function simulate({ days, perDay }: { days: number; perDay: number }) {
  const read = await readPack(path.join(ROOT, 'cities'), 'xiangtan')
  if (!read.ok) throw new Error('the pack does not read')
  const texts = await readTextFrames(path.join(ROOT, 'packages/simulate/texts'))
  let n = 0
  const next = () => String(++n)
  const ground = {
    policy: policyOf(read.pack),
    version: 1,
    absorb: (schema: Parameters<typeof absorb>[0], input: unknown) => ({ input: absorb<unknown>(schema, input, open).input, words: [] }),
    id: next,
    person: String,
    number: next,
    queryKey: next,
  }
  const from = instantOf('2024-11-01T00:00')
  // Every life ends: what comes after the last day is no more than what it left to do.
  const span = { from, to: plus(from, (days + 90) * DAY), seed: 1 }
  const calls = daysOf(ground, { from, to: plus(from, days * DAY), orders: days * perDay })
  const count = { lives: 0, orders: 0, events: 0 }
  const play = (some: typeof calls) => {
    for (const day of some)
      for (const { rows, journal } of livesOf(ground, texts, day, span)) {
        count.lives++
        count.orders += rows.get('order')?.size ?? 0
        count.events += journal.length
      }
  }
  // A minute's play lasts for hours: what an engine needs to get going is not its speed.
  play(calls.slice(0, Math.ceil(days / 5)))
  Object.assign(count, { lives: 0, orders: 0, events: 0 })
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  play(calls)
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const worked = (user + system) / 1e6
  return {
    bench: 'simulate',
    ...count,
    seconds: round(seconds, 2),
    processorSeconds: round(worked, 2),
    ordersPerSecond: Math.round(count.orders / seconds),
    eventsPerSecond: Math.round(count.events / seconds),
    ordersPerProcessorSecond: Math.round(count.orders / worked),
  }
}
