/** `register` alone, with everything that a call asks for: facts checked, deadlines set, the unit proposed, order opened, timers, figures. */
import { Client } from '../server/test/client.ts'
import type { ServerProcess } from '../server/test/process.ts'
import { accountsOf, matter } from '../server/test/matter.ts'
import { quantile, round } from './quantile.ts'
import { costOf, rawReference } from './raw.ts'

export async function intake(server: ServerProcess, { clients, seconds, warm }: { clients: number; seconds: number; warm: number }) {
  const { agent } = await accountsOf(server.url)
  const agents = await Promise.all(Array.from({ length: clients }, () => new Client(server.url).login(agent)))
  let n = 0
  const registerFor = async (span: number) => {
    const run = { faults: 0, times: [] as number[] }
    const until = performance.now() + span * 1000
    await Promise.all(
      agents.map(async (who) => {
        while (performance.now() < until) {
          const { status, ms } = await who.post('/api/requests', matter(++n))
          run.times.push(ms)
          if (status !== 200) run.faults++
        }
      }),
    )
    return run
  }
  await registerFor(warm)
  const cost = await costOf(server)
  const { faults, times } = await registerFor(seconds)
  const perSecond = times.length / seconds
  const each = await cost.per(times.length)
  const raw = await rawReference(server, each, seconds / 2, clients)
  return {
    bench: 'intake',
    clients,
    warm,
    seconds,
    registered: times.length,
    faults,
    perSecond: round(perSecond, 1),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    ...each,
    rawPerSecond: round(raw, 1),
    ofRaw: round(perSecond / raw, 3),
  }
}
