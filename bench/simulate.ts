/** Orders per second through the pure core on one thread: every bar, clock, follow-up and timer; words are kept, not sealed. */
import path from 'node:path'
import { DAY, instantOf, plus } from '@huying/core/calendar'
import { policyOf } from '@huying/core/policy/policy'
import { playMonth } from '@huying/simulate/month'
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
    absorb: (schema: Parameters<typeof absorb>[0], input: unknown) => absorb<unknown>(schema, input, open).input,
    id: next,
    number: next,
    queryKey: next,
  }
  const from = instantOf('2024-11-01T00:00')
  const started = performance.now()
  const engine = playMonth(ground, texts, { from, to: plus(from, days * DAY), perDay, seed: 1 })
  const seconds = (performance.now() - started) / 1000
  const orders = engine.rows.get('order')?.size ?? 0
  const requests = engine.rows.get('request')?.size ?? 0
  const events = engine.journal.length
  return {
    bench: 'simulate',
    requests,
    orders,
    events,
    seconds: round(seconds, 2),
    requestsPerSecond: Math.round(requests / seconds),
    ordersPerSecond: Math.round(orders / seconds),
    eventsPerSecond: Math.round(events / seconds),
  }
}
