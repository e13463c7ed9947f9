/**
 * register → dispatch → sign → contact → reply → approve → review → call-back → closed → found again, over HTTP with 16 clients. The city
 * is the served one, but for its hours of calling back, which are all day: the walk shall not end at the review because it is night.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Instant } from '@huying/core/kernel'
import { openPool } from '../server/src/db.ts'
import { publishedPacks } from '../server/src/pack/packs.ts'
import { readPack } from '../server/src/pack/folder.ts'
import { gmCrypto } from '../server/src/text/crypto.ts'
import { Client } from '../server/test/client.ts'
import { accountsOf, matter } from '../server/test/matter.ts'
import { databaseOf, type ServerProcess } from '../server/test/process.ts'
import { quantile, round } from './quantile.ts'
import { costOf, rawReference } from './raw.ts'

type Hand = 'agent' | 'dispatcher' | 'liaison' | 'leader' | 'review' | 'visitor'
type Team = Record<Hand, Client>

interface Run {
  clients: number
  seconds: number
  warm: number
  /** So many clients for a minute after the measured run; 0 for none. */
  spike: number
}

export async function lifecycle(server: ServerProcess, { clients, seconds, warm, spike }: Run) {
  await callAllDay(server)
  const accounts = await accountsOf(server.url)
  const teams = await Promise.all(Array.from({ length: clients }, () => team(server.url, accounts)))
  let n = 0
  const walkFor = async (span: number, many = clients) => {
    const run = { done: 0, faults: 0, times: [] as number[] }
    const until = performance.now() + span * 1000
    await Promise.all(
      Array.from({ length: many }, async (_, i) => {
        const t = teams[i % teams.length]
        while (t && performance.now() < until) {
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
  const crowd = spike > 0 ? await spikeOf(spike, walkFor) : undefined
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
    ...(crowd ? { spike: crowd } : {}),
  }
}

const MINUTE = 60
const AFTER = 10

/** A minute in which many come at once, and how fast a step is again in the minute after it, ten seconds at a time. */
async function spikeOf(many: number, walkFor: (span: number, many?: number) => Promise<{ done: number; faults: number; times: number[] }>) {
  const { done, faults, times } = await walkFor(MINUTE, many)
  const after: number[] = []
  for (let span = 0; span < MINUTE; span += AFTER) after.push(quantile((await walkFor(AFTER)).times, 0.95))
  return { clients: many, lifecycles: done, faults, stepP95: quantile(times, 0.95), stepP95After: after }
}

/** A version of its own of the city's pack, as a business administrator would publish it. */
async function callAllDay(server: ServerProcess) {
  const pool = openPool(databaseOf(server), 1)
  const read = await readPack(path.join(import.meta.dirname, '../cities'), 'xiangtan')
  if (!read.ok) throw new Error('the pack does not read')
  const { pack } = read
  const visit = { ...pack.visit, blocks: { ...pack.visit.blocks, value: [['00:00', '24:00'] as [string, string]] } }
  const crypto = gmCrypto(readFileSync(path.join(server.data, 'huying.key')))
  await publishedPacks(pool, Date.now, crypto).publish(pack.city.code, { ...pack, visit }, 'bench', Date.now() as Instant)
  await pool.end()
  // Processes hold the newest version's number for two seconds.
  await pause(3000)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function team(url: string, accounts: Awaited<ReturnType<typeof accountsOf>>): Promise<Team> {
  const enter = (hand: Hand) => new Client(url).login(accounts[hand])
  const [agent, dispatcher, liaison, leader, review, visitor] = await Promise.all([
    enter('agent'),
    enter('dispatcher'),
    enter('liaison'),
    enter('leader'),
    enter('review'),
    enter('visitor'),
  ])
  return { agent, dispatcher, liaison, leader, review, visitor }
}

interface Registered {
  id: string
  view: { state: { number: string; links: { order: string }[] } }
}

async function walk(t: Team, n: number, unit: string, times: number[]): Promise<boolean> {
  const step = async <T>(who: Client, path: string, body: unknown): Promise<T> => {
    const answer = await who.post<T>(path, body)
    times.push(answer.ms)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const { id, view } = await step<Registered>(t.agent, '/api/requests', matter(n))
  const order = `/api/orders/${view.state.links[0]?.order}`
  await step(t.dispatcher, `${order}/dispatch`, { lead: { unit } })
  await step(t.liaison, `${order}/sign`, { assignment: 1 })
  await step(t.liaison, `${order}/contact_citizen`, { assignment: 1, result: 'connected', purpose: 'visit' })
  await step(t.liaison, `${order}/reply`, {
    assignment: 1,
    isTrue: true,
    solved: 'solved',
    internal: `经现场查看，照明线路老化断开，已更换线路和灯具，当晚恢复照明（${n}）。`,
    public: `您反映的路灯不亮问题，已更换线路和灯具，当晚恢复照明（${n}）。`,
  })
  await step(t.leader, `${order}/approve`, { assignment: 1, pass: true, sealed: true })
  await step(t.review, `${order}/review`, { assignment: 1, pass: true })
  const visit = `/api/visits/${await owed(t.visitor, id, times)}`
  await step(t.visitor, `${visit}/start`, {})
  await step(t.visitor, `${visit}/record`, { contacted: true, solved: 'solved', satisfied: 'satisfied' })
  const found = await t.agent.get<{ rows: { stage: string }[] }>(`/api/requests?q=${view.state.number}`)
  times.push(found.ms)
  return found.status === 200 && found.body.rows.length === 1
}

/** The call-back of a request: opened by a follow-up of the review, so perhaps a moment later. */
async function owed(who: Client, request: string, times: number[]): Promise<string> {
  let visit: string | undefined
  for (let look = 0; look < 500; look++) {
    const { status, body, ms } = await who.get<{ state?: { visit?: string } }>(visit ? `/api/visits/${visit}` : `/api/requests/${request}`)
    times.push(ms)
    if (visit && status === 200) return visit
    visit ??= body.state?.visit
    if (!visit || status !== 200) await pause(10)
  }
  throw new Error('no call-back was opened')
}
