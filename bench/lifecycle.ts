/**
 * register → dispatch → sign → contact ×3 → reply → approve → review → visit → closed → found again, over HTTP with 16 clients.
 * Visits are called back only inside the pack's blocks, so outside them the walk ends at review and says so in the result.
 */
import { Client, quantile } from './client.ts'
import { rawReference } from './raw.ts'
import type { ServerUnderTest } from './server.ts'

interface Team {
  agent: Client
  dispatcher: Client
  liaison: Client
  leader: Client
  visitor: Client
}

const matter = (n: number) => ({
  channel: 'phone',
  requester: { kind: 'person', name: '周桂兰', callNumber: `138${String(n).padStart(8, '0')}` },
  type: 'help',
  category: 'urban.lighting',
  title: `第${n}号路段路灯不亮`,
  content: '楼栋之间的路灯从上周日起就不亮了，晚上老人下楼看不见台阶，前天有人绊倒，希望尽快修好。',
  place: { region: '430304', text: '某小区三栋' },
  since: '上周日',
  affected: { low: 60 },
  wants: '修好路灯',
  urgency: 'normal',
  shareNumber: true,
  outcome: { how: 'forward' },
})

export async function lifecycle(server: ServerUnderTest, { clients = 16, seconds = 20 }: { clients?: number; seconds?: number }) {
  const accounts = await accountsOf(server.url)
  const teams = await Promise.all(Array.from({ length: clients }, () => team(server.url, accounts)))
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  let done = 0
  let faults = 0
  let n = 0
  await Promise.all(
    teams.map(async (t) => {
      while (performance.now() < until) {
        const ok = await walk(t, ++n, accounts.unit, times).catch(() => false)
        if (ok) done++
        else faults++
      }
    }),
  )
  const raw = await rawReference(server, seconds / 4, clients)
  const perSecond = done / seconds
  const statements = 1 + 9
  return {
    bench: 'lifecycle',
    clients,
    seconds,
    lifecycles: done,
    faults,
    perSecond: Math.round(perSecond * 10) / 10,
    stepP50: quantile(times, 0.5),
    stepP95: quantile(times, 0.95),
    rawTransactionsPerSecond: raw,
    ofRaw: Math.round(((perSecond * statements) / raw) * 1000) / 1000,
  }
}

async function accountsOf(url: string) {
  const { body } = await new Client(url).get<{ login: string; post: string; unit: string }[]>('/api/demo-accounts')
  const login = (post: string, unit?: string) => body.find((a) => a.post === post && (!unit || a.unit === unit))?.login ?? ''
  const unit = body.find((a) => a.login.startsWith('demo.bureau'))?.unit ?? ''
  return {
    unit,
    agent: login('agent'),
    dispatcher: login('dispatcher'),
    liaison: login('liaison', unit),
    leader: login('unit_leader', unit),
    review: login('dispatch_review'),
    visitor: login('visitor'),
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
