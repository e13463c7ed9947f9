/**
 * register → dispatch → sign → contact ×3 → reply → approve → review → visit → closed → found again, over HTTP with 16 clients.
 * Visits are called back only inside the pack's blocks, so outside them the walk ends at review and says so in the result.
 */
import { Client } from '../server/test/client.ts'
import { accountsOf, matter } from '../server/test/matter.ts'
import { quantile, round } from './quantile.ts'
import { costOf, rawReference } from './raw.ts'
import type { ServerProcess } from '../server/test/process.ts'

interface Team {
  agent: Client
  dispatcher: Client
  liaison: Client
  leader: Client
  visitor: Client
}

export async function lifecycle(server: ServerProcess, { clients, seconds, warm }: { clients: number; seconds: number; warm: number }) {
  const accounts = await accountsOf(server.url)
  const teams = await Promise.all(Array.from({ length: clients }, () => team(server.url, accounts)))
  let n = 0
  const walkFor = async (span: number) => {
    const run = { done: 0, faults: 0, times: [] as number[] }
    const until = performance.now() + span * 1000
    await Promise.all(
      teams.map(async (t) => {
        while (performance.now() < until) {
          const ok = await walk(t, ++n, accounts.unit, run.times).catch(() => false)
          if (ok) run.done++
          else run.faults++
        }
      }),
    )
    return run
  }
  await walkFor(warm)
  const cost = await costOf(server)
  const { done, faults, times } = await walkFor(seconds)
  const perSecond = done / seconds
  const each = await cost.per(done)
  const raw = await rawReference(server, each, seconds / 2, clients)
  return {
    bench: 'lifecycle',
    clients,
    warm,
    seconds,
    lifecycles: done,
    faults,
    perSecond: round(perSecond, 1),
    stepP50: quantile(times, 0.5),
    stepP95: quantile(times, 0.95),
    ...each,
    rawPerSecond: round(raw, 1),
    ofRaw: round(perSecond / raw, 3),
  }
}

type Accounts = Awaited<ReturnType<typeof accountsOf>>

const team = async (url: string, a: Accounts): Promise<Team & { review: Client }> => ({
  agent: await new Client(url).login(a.agent),
  dispatcher: await new Client(url).login(a.dispatcher),
  liaison: await new Client(url).login(a.liaison),
  leader: await new Client(url).login(a.leader),
  review: await new Client(url).login(a.review),
  visitor: await new Client(url).login(a.visitor),
})

async function walk(t: Team & { review: Client }, n: number, unit: string, times: number[]): Promise<boolean> {
  const step = async (who: Client, path: string, body: unknown) => {
    const answer = await who.post<{ id: string; view: { state: Record<string, never> } }>(path, body)
    times.push(answer.ms)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const registered = await step(t.agent, '/api/requests', matter(n))
  const { links, number } = registered.view.state as unknown as { links: { order: string }[]; number: string }
  const order = `/api/orders/${links[0]?.order}`
  await step(t.dispatcher, `${order}/dispatch`, { lead: { unit } })
  await step(t.liaison, `${order}/sign`, { assignment: 1 })
  for (const purpose of ['first', 'feedback', 'visit'])
    await step(t.liaison, `${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose })
  await step(t.liaison, `${order}/reply`, {
    assignment: 1,
    isTrue: true,
    solved: 'solved',
    internal: `经现场查看，照明线路老化断开，已更换线路和灯具，当晚恢复照明（${n}）。`,
    public: `您反映的路灯不亮问题，已更换线路和灯具，当晚恢复照明（${n}）。`,
  })
  await step(t.leader, `${order}/approve`, { assignment: 1, pass: true, sealed: true })
  await step(t.review, `${order}/review`, { assignment: 1, pass: true })
  const found = await t.agent.get<{ rows: unknown[] }>(`/api/requests?q=${number}`)
  times.push(found.ms)
  return found.status === 200 && found.body.rows.length === 1
}
